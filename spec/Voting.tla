------------------------------- MODULE Voting -------------------------------
(***************************************************************************)
(* Choosing by votes in numbered ballots, still without messages.          *)
(*                                                                         *)
(* A node casts votes, each for one decree in one ballot. A decree is      *)
(* chosen when, in one ballot, a whole quorum has voted for it. Four rules *)
(* keep two decrees from ever being chosen:                                *)
(*                                                                         *)
(*   - a node takes part in no ballot below its promise (P1A);             *)
(*   - all the votes of one ballot are for one decree (ONE_DECREE);        *)
(*   - a vote is cast only for a decree that quorums show to be safe: no   *)
(*     lower ballot can have chosen another (P2C);                         *)
(*   - any two quorums share a node (B2).                                  *)
(*                                                                         *)
(* A promise is the number of the lowest ballot in which a node may still  *)
(* vote. This module sees all nodes at once; how nodes that only exchange  *)
(* messages can know what is safe is the business of Paxos.                *)
(*                                                                         *)
(* A node never forgets here: promises and votes are what Paxos keeps in   *)
(* its journals.                                                           *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS Node,     \* those who vote
          Quorum,   \* the sets of nodes that can choose
          Decree,   \* what may be chosen
          Ballot    \* the ballots: whole numbers above zero

VARIABLES promised, \* promised[n]: n votes in no ballot below this one
          votes     \* votes[n]: the pairs <<ballot, decree>> that n has voted for

vars == <<promised, votes>>

\* What the variables may hold.
TypeOK == /\ promised \in [Node -> Ballot \cup {0}]
          /\ votes \in [Node -> SUBSET (Ballot \X Decree)]

\* n has voted for d in ballot b.
VotedFor(n, b, d) == <<b, d>> \in votes[n]

\* n has voted in ballot b.
Voted(n, b) == \E d \in Decree : VotedFor(n, b, d)

\* A quorum voted for d in ballot b.
ChosenIn(b, d) == \E Q \in Quorum : \A n \in Q : VotedFor(n, b, d)

\* The decrees that have been chosen.
chosen == {d \in Decree : \E b \in Ballot : ChosenIn(b, d)}

\* Q shows that ballot c has not chosen, and never will choose, anything but d:
\* each of its nodes has voted for d in c, or has not voted in c and never will.
Shows(Q, c, d) == \A n \in Q : \/ VotedFor(n, c, d)
                                \/ (promised[n] > c /\ ~Voted(n, c))

\* Quorums show it for every ballot below b.
IsSafe(b, d) == \A c \in Ballot : c < b => \E Q \in Quorum : Shows(Q, c, d)

-----------------------------------------------------------------------------

\* At first nobody has promised or voted anything.
Init == /\ promised = [n \in Node |-> 0]
        /\ votes = [n \in Node |-> {}]

\* A node promises to take no part in ballots below b.
Promise(n, b) == /\ promised[n] < b
                 /\ promised' = [promised EXCEPT ![n] = b]
                 /\ UNCHANGED votes

\* A node votes for d in ballot b. A vote is also a promise.
Vote(n, b, d) ==
  /\ promised[n] <= b
  /\ promised' = [promised EXCEPT ![n] = b]
  /\ votes' = [votes EXCEPT ![n] = @ \cup {<<b, d>>}]
  /\ \A m \in Node : \A e \in Decree : VotedFor(m, b, e) => e = d
  /\ IsSafe(b, d)

Next == \E n \in Node, b \in Ballot : \/ Promise(n, b)
                                      \/ \E d \in Decree : Vote(n, b, d)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------

\* Any two quorums share a node.
B2 == \A Q, R \in Quorum : Q \cap R # {}

\* A ballot carries at most one decree.
ONE_DECREE == \A n, m \in Node, b \in Ballot, d, e \in Decree :
                VotedFor(n, b, d) /\ VotedFor(m, b, e) => d = e

\* No vote stands in a ballot above the voter's promise, and so, since promises
\* only grow, none is ever cast below it.
P1A == \A n \in Node, b \in Ballot : Voted(n, b) => promised[n] >= b

\* Whatever was voted for, quorums show it to be safe, and go on showing it.
P2C == \A n \in Node, b \in Ballot, d \in Decree : VotedFor(n, b, d) => IsSafe(b, d)

\* At most one decree is chosen.
AGREEMENT == Cardinality(chosen) <= 1

\* Voting keeps the promise of Consensus.
AsConsensus == INSTANCE Consensus
RefinesConsensus == AsConsensus!Spec
=============================================================================
