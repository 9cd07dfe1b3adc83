--------------------------- MODULE LocksMutants ---------------------------
(* Rules of Locks, broken one at a time by the configurations beside this file. *)
EXTENDS MCFencing

\* A lock that nobody holds or awaits is forgotten, and counts its grants anew.
CountedAnew(s) ==
  IF (holders = {} /\ queue = <<>>) \/ granted = <<>> THEN 1 ELSE granted[Len(granted)].token + 1

\* The resource takes any write.
AnyToken(t) == TRUE

\* The newest waits in front.
InFront(q, h) == <<h>> \o q

\* Anybody is let in beside anybody.
AllShare(H) == TRUE

\* A late duplicate takes a hold again that was released.
OnceMore(h) == h \notin holders \cup Range(queue)

\* A session that ends loses what it holds, and goes on waiting.
OnlyWhatItHolds(s) == {h \in holders : SessionOf[h] = s}
=============================================================================
