----------------------------- MODULE MCElections -----------------------------
(* Two sessions, three candidates, two priorities, seven decrees. *)
EXTENDS Elections, TLC

CONSTANTS s1, s2, a, b, c

\* Two candidates end together.
Owners == (a :> s1) @@ (b :> s2) @@ (c :> s2)

\* Candidates may come and go for ever; seven decrees are looked at.
Short == position <= 6
=============================================================================
