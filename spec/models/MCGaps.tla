---------------------------- MODULE MCGaps ----------------------------
(* Two slots, two ballots: pipelining, gaps and recovery; nobody learns or crashes. *)
EXTENDS MCMultiPaxos
=============================================================================
