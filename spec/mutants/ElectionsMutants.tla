------------------------- MODULE ElectionsMutants -------------------------
(* Rules of Elections, broken one at a time by the configurations beside this file. *)
EXTENDS MCElections

\* Who hands over goes on leading.
Both(to) == leading \cup {to}

\* A term is the number of those who stand.
CountedAnew(s) == Len(standing)

\* Priorities count for nothing.
FirstCome(q, p) == q[1]
=============================================================================
