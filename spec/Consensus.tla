------------------------------ MODULE Consensus ------------------------------
(***************************************************************************)
(* What it means to agree.                                                 *)
(*                                                                         *)
(* A set `chosen' begins empty. At some moment it gains one decree, and    *)
(* nothing ever happens to it again. There are no nodes here, no messages  *)
(* and no failures: this is the promise, and every module above this one   *)
(* in the ladder (Voting, Paxos, MultiPaxos) is a way to keep it. For a    *)
(* ledger of many slots the promise is made for each slot by itself.       *)
(*                                                                         *)
(* The ladder is Leslie Lamport's (Consensus, Voting, Paxos, in the TLA+   *)
(* examples); the text is our own.                                         *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANT Decree    \* what may be chosen

VARIABLE chosen    \* the decrees that have been chosen: at most one, for ever

\* At first nothing has been chosen.
Init == chosen = {}

\* The one thing that can happen, and it can happen once.
Choose == /\ chosen = {}
          /\ \E d \in Decree : chosen' = {d}

Next == Choose

Spec == Init /\ [][Next]_chosen

\* What the variable may hold.
TypeOK == chosen \subseteq Decree

\* No slot ever has two chosen decrees.
AGREEMENT == Cardinality(chosen) <= 1

\* A chosen decree stays chosen (an action rule: the set only grows).
Irrevocable == [][chosen \subseteq chosen']_chosen

\* Something is chosen in the end. Only models that state their fairness claim this.
Success == <>(chosen # {})
=============================================================================
