----------------------------- MODULE ManyLocks -----------------------------
(***************************************************************************)
(* Several locks at once.                                                  *)
(*                                                                         *)
(* A hold names one lock or several, each exclusive or shared. It comes by *)
(* one decree, and with it stands at the end of the queue of each of its   *)
(* locks. It is granted by one decree, all its locks or none, when it is   *)
(* in front in every one of their queues and every one admits it; until    *)
(* then it holds nothing, and nobody overtakes it in any of them. Its one  *)
(* fencing token, for all its locks, is the slot of that decree.           *)
(*                                                                         *)
(* So holds never wait for one another in a circle: all queues agree on    *)
(* who came first, and of all that wait, the first to have come waits for  *)
(* holders only. A session that takes one lock and then asks for another   *)
(* can still wait in a circle with a session that does the same the other  *)
(* way round: the circles of sessions are found and reported, not          *)
(* prevented.                                                              *)
(*                                                                         *)
(* Locks may be withheld for a time after a holder's session has expired   *)
(* (lock delay). Here they may be, or not, for as long as it pleases.      *)
(*                                                                         *)
(* What a late writer can do, and late duplicates of what is gone, are as  *)
(* in Locks, and not modelled again; permits are shared holds, of which    *)
(* there may be so many.                                                   *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Session,   \* the clients' sessions
          Lock,      \* the locks
          Hold,      \* the holds that will be asked for
          SessionOf, \* SessionOf[h]: whose hold h is
          Asks,      \* Asks[h]: the locks that h names, in the order in which it names them
          Shared     \* <<h, l>> in Shared: h would have l beside others of these

VARIABLES position, \* the slot of the last decree
          ended,    \* sessions that have ended
          queue,    \* queue[l]: the holds that wait for l, in the order of their arrival
          held,     \* <<h, l>> in held: h holds l
          gone,     \* holds that were released, or lost with their session
          withheld, \* locks that are withheld
          arrived,  \* all holds ever asked for, in order (to state FIFO)
          granted   \* all grants ever made, in order: [hold, token, locks] (for TOKEN_GROWS)

vars == <<position, ended, queue, held, gone, withheld, arrived, granted>>

\* The elements of a sequence.
Range(q) == {q[i] : i \in 1 .. Len(q)}

\* The locks that a hold names.
Named(h) == Range(Asks[h])

\* The locks that h has, where these are held.
Has(h, H) == {l \in Lock : <<h, l>> \in H}

\* The holds that have l, where these are held.
HoldersOf(l, H) == {h \in Hold : <<h, l>> \in H}

\* The holds that wait.
Waiting == UNION {Range(queue[l]) : l \in Lock}

\* The holds that are held.
Holders == {h \in Hold : Has(h, held) # {}}

-----------------------------------------------------------------------------
\* Definitions the actions rest on. A mutant replaces one of them.

\* h is in front of the queue of l.
InFront(h, l, Q) == Q[l] # <<>> /\ Head(Q[l]) = h

\* The holders H of locks, and those who withhold them, would admit h to l.
Admits(l, h, H, W) ==
  /\ l \notin W
  /\ \A k \in HoldersOf(l, H) : {<<h, l>>, <<k, l>>} \subseteq Shared

\* What h is granted when these wait, hold and are withheld: all or nothing.
Due(h, Q, H, W) ==
  IF \A l \in Named(h) : InFront(h, l, Q) /\ Admits(l, h, H, W) THEN Named(h) ELSE {}

\* The queues when h has come: it goes to the end of each of its own.
Join(h, Q) == [l \in Lock |-> IF l \in Named(h) THEN Append(Q[l], h) ELSE Q[l]]

\* The queues when h, which holds H, has been granted these locks: it leaves theirs.
Granted(h, L, Q, H) ==
  [l \in Lock |-> IF l \in L THEN SelectSeq(Q[l], LAMBDA k : k # h) ELSE Q[l]]

\* The fencing token of h, granted these locks by the decree in slot s: the slot itself.
TokenFor(h, s) == s

\* The locks that a release of h gives back.
GivenBack(h) == Named(h)

-----------------------------------------------------------------------------

\* What the variables may hold.
TypeOK == /\ position \in Nat
          /\ ended \subseteq Session
          /\ \A l \in Lock : Range(queue[l]) \subseteq Hold
          /\ held \subseteq Hold \X Lock
          /\ gone \subseteq Hold
          /\ withheld \subseteq Lock
          /\ Range(arrived) \subseteq Hold
          /\ \A i \in 1 .. Len(granted) :
               granted[i].hold \in Hold /\ granted[i].token \in Nat /\ granted[i].locks \subseteq Lock

\* At first all locks are free and everything is to come.
Init == /\ position = 0
        /\ ended = {}
        /\ queue = [l \in Lock |-> <<>>]
        /\ held = {}
        /\ gone = {}
        /\ withheld = {}
        /\ arrived = <<>>
        /\ granted = <<>>

\* What becomes of the queues Q, the holders H and the grants G: whoever is due is
\* granted, until nobody is. (Two who are due name no lock in common, so it does
\* not matter who is first.)
RECURSIVE Settled(_, _, _, _)
Settled(Q, H, W, G) ==
  LET due == {h \in Hold : Due(h, Q, H, W) # {}}
  IN IF due = {} THEN [queue |-> Q, held |-> H, granted |-> G]
     ELSE LET h == CHOOSE h \in due : TRUE
              L == Due(h, Q, H, W)
              I == H \cup ({h} \X L)
          IN Settled(Granted(h, L, Q, I), I, W,
                     Append(G, [hold |-> h, token |-> TokenFor(h, position + 1), locks |-> L]))

\* A decree that leaves the queues Q, the holders H and these locks withheld grants,
\* in the same slot, whoever may be granted now.
Settle(Q, H, W) ==
  LET s == Settled(Q, H, W, granted)
  IN /\ position' = position + 1
     /\ withheld' = W
     /\ queue' = s.queue
     /\ held' = s.held
     /\ granted' = s.granted

\* A session asks for a hold.
Acquire(h) ==
  /\ SessionOf[h] \notin ended
  /\ h \notin Range(arrived)
  /\ arrived' = Append(arrived, h)
  /\ Settle(Join(h, queue), held, withheld)
  /\ UNCHANGED <<ended, gone>>

\* The queues without these holds.
Without(S) == [l \in Lock |-> SelectSeq(queue[l], LAMBDA h : h \notin S)]

\* A hold is given back, or leaves its queues.
Release(h) ==
  /\ h \in Waiting \cup Holders
  /\ gone' = gone \cup {h}
  /\ Settle(Without({h}), held \ ({h} \X GivenBack(h)), withheld)
  /\ UNCHANGED <<ended, arrived>>

\* A session is expired, or closed: all it holds or waits for goes with it. Some of
\* the locks that it held may be withheld.
Expire(s) ==
  LET lost == {h \in Waiting \cup Holders : SessionOf[h] = s}
  IN /\ s \notin ended
     /\ ended' = ended \cup {s}
     /\ gone' = gone \cup lost
     /\ \E W \in SUBSET UNION {Has(h, held) : h \in lost} :
          Settle(Without(lost), held \ (lost \X Lock), withheld \cup W)
     /\ UNCHANGED arrived

\* A lock is withheld no longer.
Free(l) ==
  /\ l \in withheld
  /\ Settle(queue, held, withheld \ {l})
  /\ UNCHANGED <<ended, gone, arrived>>

Next == \/ \E h \in Hold : Acquire(h) \/ Release(h)
        \/ \E s \in Session : Expire(s)
        \/ \E l \in Lock : Free(l)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------

\* A lock has at most one exclusive holder, and no other beside it.
ONE_HOLDER ==
  \A l \in Lock : \A h, k \in HoldersOf(l, held) :
    h = k \/ {<<h, l>>, <<k, l>>} \subseteq Shared

\* A hold has all the locks that it names and waits for none, or it has none.
ALL_OR_NONE == \A h \in Hold : /\ Has(h, held) \in {{}, Named(h)}
                               /\ Has(h, held) # {} => h \notin Waiting

\* Each grant of a lock carries a larger token than all before. (Holds that one
\* decree lets in are one grant.)
TOKEN_GROWS ==
  \A i, j \in 1 .. Len(granted) :
    i < j /\ granted[i].locks \cap granted[j].locks # {} =>
      \/ granted[i].token < granted[j].token
      \/ /\ granted[i].token = granted[j].token
         /\ \A l \in granted[i].locks \cap granted[j].locks :
              {<<granted[i].hold, l>>, <<granted[j].hold, l>>} \subseteq Shared

\* When h arrived.
Arrival(h) == CHOOSE i \in 1 .. Len(arrived) : arrived[i] = h

\* Nobody who holds a lock came after somebody who waits for it.
FIFO == \A l \in Lock : \A h \in HoldersOf(l, held), k \in Range(queue[l]) : Arrival(h) < Arrival(k)

\* k keeps h waiting: it holds a lock that h names, and not beside h, or stands before it.
KeepsWaiting(k, h) ==
  \E l \in Named(h) :
    \/ k \in HoldersOf(l, held) /\ ~({<<h, l>>, <<k, l>>} \subseteq Shared)
    \/ \E i, j \in 1 .. Len(queue[l]) : i < j /\ queue[l][i] = k /\ queue[l][j] = h

\* Nobody waits in a circle: among any who wait is one whom none of them keeps waiting.
NO_DEADLOCK ==
  \A S \in SUBSET Waiting :
    S # {} => \E h \in S : \A k \in S \ {h} : ~KeepsWaiting(k, h)

\* The first of all who wait waits for those who hold, or for a lock that is withheld.
WAITS_FOR_HOLDERS ==
  \A h \in Waiting :
    (\A k \in Waiting : Arrival(h) <= Arrival(k)) =>
      \E l \in Named(h) : l \in withheld \/ HoldersOf(l, held) \ Waiting # {}

\* Nobody waits for what it may have.
PASSED_ON == \A h \in Waiting : Due(h, queue, held, withheld) = {}

\* Who waits, waits in the queues of all its locks.
IN_EVERY_QUEUE == \A h \in Waiting, l \in Lock : l \in Named(h) <=> h \in Range(queue[l])

\* A session that has ended holds nothing and waits for nothing.
NOTHING_AFTER_THE_END == \A h \in Waiting \cup Holders : SessionOf[h] \notin ended

\* What is gone is gone.
GONE_FOR_GOOD == gone \cap (Waiting \cup Holders) = {}

\* A lock that is withheld is not granted.
WITHHELD == [][\A l \in withheld' : HoldersOf(l, held') \subseteq HoldersOf(l, held)]_vars
=============================================================================
