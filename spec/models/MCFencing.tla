------------------------------ MODULE MCFencing ------------------------------
(* Three sessions with a hold each, two exclusive and one shared, and two writes *)
(* to the resource. *)
EXTENDS Locks, TLC

CONSTANTS s1, s2, s3, e1, e2, r3

\* To each its own.
Owners == (e1 :> s1) @@ (e2 :> s2) @@ (r3 :> s3)
=============================================================================
