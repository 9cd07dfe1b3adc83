-------------------------- MODULE SessionsMutants --------------------------
(* Rules of Sessions, broken one at a time by the configurations beside this file. *)
EXTENDS MCSessions

\* A deposed president answers: no quorum is asked.
NobodyAsked(p) == TRUE

\* A new president answers before its opening is chosen.
NotWaitedFor(p) == TRUE

\* A president answers while its own proposal to expire is under way.
DeniesExpiring(p) == TRUE

\* The client counts from the answer.
FromTheAnswer == 0

\* The client trusts that all clocks run alike.
AtTtl == Ttl

\* A new president takes the session for silent from the start.
SilentAtStart == Ttl
=============================================================================
