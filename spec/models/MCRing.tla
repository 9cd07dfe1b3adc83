------------------------------- MODULE MCRing -------------------------------
(* Three locks in a ring, and three exclusive holds that name two neighbours each. *)
EXTENDS ManyLocks, TLC

CONSTANTS s1, s2, s3, a, b, c, ab, bc, ca

\* To each its own.
Owners == (ab :> s1) @@ (bc :> s2) @@ (ca :> s3)

\* What they name: each first what its neighbour names last.
Names == (ab :> <<a, b>>) @@ (bc :> <<b, c>>) @@ (ca :> <<c, a>>)
=============================================================================
