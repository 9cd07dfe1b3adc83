------------------------------ MODULE MCVoting ------------------------------
(* Three nodes, every majority, two decrees, three ballots. *)
EXTENDS Voting, TLC

\* Every set of more than half of the nodes.
Majorities == {Q \in SUBSET Node : 2 * Cardinality(Q) > Cardinality(Node)}

\* Nodes are alike here, and so are decrees.
Alike == Permutations(Node) \cup Permutations(Decree)
=============================================================================
