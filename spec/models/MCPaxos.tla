------------------------------- MODULE MCPaxos -------------------------------
(* Three nodes, every majority, two decrees, three ballots, the first and the *)
(* last of one node (so that a restarted node comes back to ballots of its own). *)
EXTENDS Paxos, TLC

CONSTANTS n1, n2, n3

\* Every set of more than half of the nodes.
Majorities == {Q \in SUBSET Node : 2 * Cardinality(Q) > Cardinality(Node)}

\* Who may open which ballot.
Owners == (1 :> n1) @@ (2 :> n2) @@ (3 :> n1)

\* A promise is always sent: that it may be lost is in the network already.
AlwaysOne(n, b) == {{PromiseOf(n, b)}}

\* A Prepare is answered once.
OnlyAbove(n, b) == promised[n] < b

\* No vote is left out as void.
NoFloor == {0}

\* Decrees are alike. Nodes are not, since they own different ballots.
Alike == Permutations(Decree)
=============================================================================
