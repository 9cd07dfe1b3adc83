--------------------- MODULE CausalClocksMutants ---------------------
(* Rules of CausalClocks, broken one at a time by the configurations beside this file. *)
EXTENDS MCCausalClocks

\* What is heard is not merged.
OwnOnly(p, own, v) == own

\* What is heard says how many events the hearer has published itself.
ToldOfItself(p, own, v) == [q \in Component |-> IF q = p THEN v[p] ELSE Max(own[q], v[q])]

\* The number of what is heard is not minded.
OwnNumber(own, n) == own

\* A process does not count its own events.
NotCounted(p) == clock[p].vector

\* The number of a new event minds nobody who was retired.
NoFloor == 0

\* Components of the retired are taken, where a client brings them.
AllTaken(c) == c

\* Whatever a client claims is believed.
AnyClaim(c) == TRUE

\* A lock hands nothing on.
HandsNothingOn(l) == Nothing

\* Whoever has ended is retired, though an event of it can be seen.
SeenOrNot(q) == q \in ended

\* Whoever has no event to be seen is retired, though it has not ended.
EndedOrNot(q) == \A e \in Visible : events[e].process # q

\* Locks go on remembering the retired.
AsRemembered(R) == left

\* Sessions go on knowing the retired.
AsKnown(R) == clock

\* The retired are left out of the stamps that stand, too.
StampsStripped(R) ==
  [e \in Event |->
     [events[e] EXCEPT !.vector = [q \in Component |-> IF q \in R THEN 0 ELSE events[e].vector[q]]]]

\* The process of changes gathers what all sessions knew.
Gathered(p) ==
  LET told == {events[e].vector : e \in {e \in Event : events[e].process = Synod}} \cup {clock[p].vector}
  IN [q \in Component |-> Largest({v[q] : v \in told})]

\* A session learns of what its command changed.
Learns(p, stamp) == stamp

\* Changes have the numbers of their sessions only.
NoLast == 0

\* The events of a topic are numbered among those that can be seen.
AmongTheSeen(t) == Cardinality({e \in Visible : events[e].topic = t}) + 1

\* When a process was retired is forgotten: what comes after its last event comes after.
AfterItsLast(q, f) == \A e \in Event : events[e].process = q => e < f

\* The vectors are asked about the retired.
AskVectors(e, f) == events[f].vector[events[e].process] >= events[e].vector[events[e].process]
=============================================================================
