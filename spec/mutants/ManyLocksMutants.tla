-------------------------- MODULE ManyLocksMutants --------------------------
(* Rules of ManyLocks, broken one at a time by the configurations beside this file. *)
EXTENDS MCManyLocks

\* Each lock is granted when it may be had, whatever becomes of the others.
OneByOne(h, Q, H, W) == {l \in Named(h) : InFront(h, l, Q) /\ Admits(l, h, H, W)}

\* The first lock that h names and does not have, if there is one.
FirstLacking(h, H) ==
  LET lacking == {i \in 1 .. Len(Asks[h]) : Asks[h][i] \notin Has(h, H)}
  IN IF lacking = {} THEN {} ELSE {Asks[h][CHOOSE i \in lacking : \A j \in lacking : i <= j]}

\* A hold stands in the queue of the first of its locks only ...
JoinFirst(h, Q) == [l \in Lock |-> IF l \in FirstLacking(h, {}) THEN Append(Q[l], h) ELSE Q[l]]

\* ... and in that of the next when it has been granted the one before.
ThenTheNext(h, L, Q, H) ==
  [l \in Lock |-> IF l \in L THEN SelectSeq(Q[l], LAMBDA k : k # h)
                  ELSE IF l \in FirstLacking(h, H) THEN Append(Q[l], h) ELSE Q[l]]

\* A hold goes to the end of one queue, and to the front of the others.
FrontOfOthers(h, Q) ==
  [l \in Lock |-> IF l \notin Named(h) THEN Q[l]
                  ELSE IF l = Asks[h][1] THEN Append(Q[l], h) ELSE <<h>> \o Q[l]]

\* Whoever finds all its locks free is granted, whoever came before it.
NoMatterWho(h, l, Q) == h \in Range(Q[l])

\* A hold of two exclusive locks is let in where somebody shares the first: the
\* other locks are not looked at.
FirstAdmits(h, Q, H, W) ==
  IF h \in Waiting /\ (\A l \in Named(h) : InFront(h, l, Q)) /\ Admits(Asks[h][1], h, H, W)
  THEN Named(h) ELSE {}

\* A token is counted by the first lock that a hold names.
CountedByTheFirst(h, s) ==
  1 + Cardinality({i \in 1 .. Len(granted) : Asks[h][1] \in granted[i].locks})

\* A release gives the first of the locks back.
FirstGivenBack(h) == {Asks[h][1]}

\* What is withheld is granted all the same.
WithheldOrNot(l, h, H, W) == \A k \in HoldersOf(l, H) : {<<h, l>>, <<k, l>>} \subseteq Shared
=============================================================================
