------------------------------- MODULE MCLocks -------------------------------
(* Three sessions, two exclusive holds and two shared ones. *)
EXTENDS Locks, TLC

CONSTANTS s1, s2, s3, e1, e2, r2, r3

\* One session has two holds, so that it may wait for itself.
Owners == (e1 :> s1) @@ (e2 :> s2) @@ (r2 :> s2) @@ (r3 :> s3)
=============================================================================
