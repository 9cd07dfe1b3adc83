----------------------------- MODULE MCManyLocks -----------------------------
(* Two locks and up to four holds: one of both locks, one of both named the other *)
(* way round and sharing one, and one of each lock alone. *)
EXTENDS ManyLocks, TLC

CONSTANTS s1, s2, s3, a, b, ab, ba, ra, eb

\* The session of the last has two holds, so that it may wait for itself.
Owners == (ab :> s1) @@ (ba :> s2) @@ (ra :> s3) @@ (eb :> s2)

\* What they name.
Names == (ab :> <<a, b>>) @@ (ba :> <<b, a>>) @@ (ra :> <<a>>) @@ (eb :> <<b>>)

\* Two would share the one lock.
Sharing == {<<ba, a>>, <<ra, a>>}
=============================================================================
