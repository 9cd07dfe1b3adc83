------------------------------- MODULE MCRuns -------------------------------
(* Runs, with sessions that are all alike. *)
EXTENDS Runs, TLC

\* Sessions may change places.
Alike == Permutations(Session)
=============================================================================
