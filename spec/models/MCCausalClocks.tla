--------------------------- MODULE MCCausalClocks ---------------------------
(* CausalClocks with processes that are all alike. *)
EXTENDS CausalClocks, TLC

\* Processes, topics and locks may change places.
Alike == Permutations(Process) \cup Permutations(Topic) \cup Permutations(Lock)
=============================================================================
