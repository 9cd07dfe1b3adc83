---------------------------- MODULE MCMultiPaxos ----------------------------
(* Three nodes, every majority, one command, ballots of different nodes. Which  *)
(* slice of the protocol is looked at stands in the configurations: MCCatchUp,  *)
(* MCGaps, MCVoid. *)
EXTENDS MultiPaxos, TLC

CONSTANTS n1, n2, n3

\* Every set of more than half of the nodes of a configuration.
Majorities(c) == {Q \in SUBSET c : 2 * Cardinality(Q) > Cardinality(c)}

\* Who may open which ballot. The third, where there is one, is again n1's.
Owners == (1 :> n1) @@ (2 :> n2) @@ (3 :> n1)

\* A Prepare is answered once.
OnlyAbove(n, b) == promised[n] < b

\* Nobody is told single decrees: only snapshots are passed on.
OnlySnapshots(m, n) == m.type # "Chosen"

\* Clients want nothing but commands.
OnlyCommands(n) == Command

\* Clients want something of the first president only.
OnlyAtFirst(n) == IF ballot[n] = 1 THEN Command ELSE {}

\* An action that a slice leaves out.
NotHere(n, x) == FALSE

\* A rule that a slice does without.
Anyway(n, x) == TRUE

\* The same, of one argument.
NotAtAll(n) == FALSE

\* The same, of one argument.
Always(n) == TRUE
=============================================================================
