--------------------------- MODULE MCCatchUp ---------------------------
(* One slot, two ballots: what nodes know, tell, lose and ask for. *)
EXTENDS MCMultiPaxos
=============================================================================
