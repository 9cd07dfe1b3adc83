--------------------------- MODULE PaxosMutants ---------------------------
(* Rules of Paxos, broken one at a time by the configurations beside this file. *)
EXTENDS MCPaxos

\* The journal stays as it was: what was promised or opened is not written.
NothingWritten(n, b) == journal[n]

\* The same where a vote was not written.
NoVoteWritten(n, v) == journal[n]

\* Any decree will do, whatever was voted for.
AnyDecree(V) == Decree

\* Of the votes reported, one of the lowest ballot counts.
LowestVote(V) ==
  IF V = {} THEN Decree
  ELSE {(CHOOSE v \in V : \A w \in V : v.ballot <= w.ballot).decree}

\* Any node is a quorum.
AnyNodes == SUBSET Node \ {{}}

\* A node votes below its promise.
AlwaysVotes(n, b) == TRUE

\* A vote is no promise, in memory ...
PromiseKept(n, b) == promised[n]

\* ... nor in the journal.
OnlyTheVoteWritten(n, v) == [journal[n] EXCEPT !.vote = v]
=============================================================================
