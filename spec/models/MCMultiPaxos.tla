---------------------------- MODULE MCMultiPaxos ----------------------------
(* Three nodes, every majority, one command, ballots of different nodes. Which  *)
(* slice of the protocol is looked at stands in the configurations: MCCatchUp,  *)
(* MCGaps, MCVoid. *)
EXTENDS MultiPaxos, TLC

CONSTANTS n1, n2, n3

\* Every set of more than half of the nodes.
Majorities == {Q \in SUBSET Node : 2 * Cardinality(Q) > Cardinality(Node)}

\* Who may open which ballot. The third, where there is one, is again n1's.
Owners == (1 :> n1) @@ (2 :> n2) @@ (3 :> n1)

\* A Prepare is answered once.
OnlyAbove(n, b) == promised[n] < b

\* Clients want nothing but commands.
OnlyCommands(n) == Command

\* Clients want something of the first president only.
OnlyAtFirst(n) == IF ballot[n] = 1 THEN Command ELSE {}

\* An action that a slice leaves out.
NotHere(n, x) == FALSE

\* The same, of one argument.
NotAtAll(n) == FALSE
=============================================================================
