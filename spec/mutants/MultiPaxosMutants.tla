------------------------- MODULE MultiPaxosMutants -------------------------
(* Rules of MultiPaxos, broken one at a time by the configurations beside this file. *)
EXTENDS MCMultiPaxos

\* A proposer does not wait until it knows what its promises know.
NeverMindCatchUp(n, promises) == TRUE

\* A follower takes its vote for the chosen decree, whatever ballot it is of.
AnyVoteTells(v, b) == TRUE

\* A president takes chosen decrees from others.
AlwaysTold(n) == TRUE

\* A president counts a slot before those below it.
AnyOrder(n, s) == s > ChosenThrough(n)

\* Votes of the very ballot that opened count as void.
TooManyVoid(V, floor) == {v \in V : v.ballot > floor}

\* The votes reported are ignored.
NothingAgain(V) == None

\* A node that has dropped its votes says that it knows nothing chosen.
SaysNothing(n) == 0

\* A snapshot does not outlive a crash.
NothingDurable(n) == 0

\* A promise, though made, is not written.
NothingWritten(n, b) == journal[n]
=============================================================================
