-------------------------------- MODULE Locks --------------------------------
(***************************************************************************)
(* One lock, its queue, its fencing tokens, and the resource that they     *)
(* protect.                                                                *)
(*                                                                         *)
(* The lock is replicated state: it changes by decrees, one after another, *)
(* and `position' is the slot of the last one applied. That all nodes see  *)
(* the same decrees in the same order is MultiPaxos' business and assumed  *)
(* here. A hold is asked for once, waits its turn, is granted, and is gone *)
(* for good when it is released or its session ends. What frees the lock   *)
(* grants it to the next in the same decree.                               *)
(*                                                                         *)
(* Sessions may end at any time, for no reason that this module knows:     *)
(* whatever clocks do, it is covered here. Whether a client can notice in  *)
(* time that its session is about to end is the business of Sessions.      *)
(*                                                                         *)
(* The processes that hold the lock live elsewhere. One learns of a grant  *)
(* at any time after it, and what it then believes may have ceased to be   *)
(* true long ago: it may be paused between checking and writing for as     *)
(* long as it likes, and a write may travel as long. So every hold that    *)
(* was ever heard of can write at any later time, with its token. What     *)
(* stops a late write is the resource: it refuses a token below one that   *)
(* it has seen.                                                            *)
(*                                                                         *)
(* Not promised, and not true: that a stale holder's write cannot land     *)
(* after the next grant. It can, until the new holder's first write (or    *)
(* read) has shown its token to the resource.                              *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Session,    \* the clients' sessions
          Hold,       \* the holds that will be asked for
          SessionOf,  \* SessionOf[h]: whose hold h is
          Shared,     \* the holds that may be held beside others of these
          LastWrite   \* how many writes land, in a model

VARIABLES position, \* the slot of the last decree
          ended,    \* sessions that have ended
          queue,    \* holds that wait, in the order of their arrival
          holders,  \* holds that have been granted and are not gone
          gone,     \* holds that were released, or lost with their session
          token,    \* token[h]: the fencing token that h was granted with, or 0
          arrived,  \* all holds ever asked for, in order (to state FIFO)
          granted,  \* all grants ever made, in order: [token, holds] (to state TOKEN_GROWS)
          carries,  \* carries[h]: the token that the process of h writes with, or 0
          seen,     \* the highest token that the resource has seen
          landed    \* the holds whose writes have landed, in order

lock     == <<position, ended, queue, holders, gone, token, arrived, granted>>
resource == <<carries, seen, landed>>
vars     == <<lock, resource>>

\* The elements of a sequence.
Range(q) == {q[i] : i \in 1 .. Len(q)}

\* What the variables may hold.
TypeOK == /\ position \in Nat
          /\ ended \subseteq Session
          /\ Range(queue) \subseteq Hold
          /\ holders \subseteq Hold
          /\ gone \subseteq Hold
          /\ token \in [Hold -> Nat]
          /\ Range(arrived) \subseteq Hold
          /\ \A i \in 1 .. Len(granted) : granted[i].holds \subseteq Hold
          /\ carries \in [Hold -> Nat]
          /\ seen \in Nat
          /\ Range(landed) \subseteq Hold

-----------------------------------------------------------------------------
\* Definitions the actions rest on. A mutant replaces one of them.

\* These may all hold the lock together.
MayShare(H) == Cardinality(H) <= 1 \/ H \subseteq Shared

\* How many from the front of the queue q are let in beside the holders H: as many
\* as may share, and nobody overtakes one who must wait.
LetIn(q, H) ==
  CHOOSE k \in 0 .. Len(q) :
    /\ k > 0 => MayShare(H \cup Range(SubSeq(q, 1, k)))
    /\ k < Len(q) => ~MayShare(H \cup Range(SubSeq(q, 1, k + 1)))

\* The queue when h has come: it goes to the end.
Join(q, h) == Append(q, h)

\* The queue after k were let in.
After(q, k) == SubSeq(q, k + 1, Len(q))

\* Those who were let in.
Admitted(q, k) == Range(SubSeq(q, 1, k))

\* The fencing token of what is granted by the decree in slot s: the slot itself.
TokenFor(s) == s

\* A hold may be asked for once. The same again changes nothing while it lives,
\* and is refused when it is gone: a late duplicate must not take the lock again
\* behind its owner's back.
MayAcquire(h) == h \notin gone \cup holders \cup Range(queue)

\* What a session holds or waits for, and loses when it ends.
LostWith(s) == {h \in holders \cup Range(queue) : SessionOf[h] = s}

\* The resource takes a write that carries a token not below any it has seen.
Takes(t) == t >= seen

-----------------------------------------------------------------------------

\* At first the lock is free and everything is to come.
Init == /\ position = 0
        /\ ended = {}
        /\ queue = <<>>
        /\ holders = {}
        /\ gone = {}
        /\ token = [h \in Hold |-> 0]
        /\ arrived = <<>>
        /\ granted = <<>>
        /\ carries = [h \in Hold |-> 0]
        /\ seen = 0
        /\ landed = <<>>

\* A decree that leaves the queue q and the holders H grants the lock, in the
\* same slot, to whoever may have it now.
Grant(q, H) ==
  LET k   == LetIn(q, H)
      new == Admitted(q, k)
      t   == TokenFor(position + 1)
  IN /\ position' = position + 1
     /\ queue' = After(q, k)
     /\ holders' = H \cup new
     /\ token' = [h \in Hold |-> IF h \in new THEN t ELSE token[h]]
     /\ granted' = IF new = {} THEN granted ELSE Append(granted, [token |-> t, holds |-> new])

\* A session asks for a hold.
Acquire(h) ==
  /\ SessionOf[h] \notin ended
  /\ MayAcquire(h)
  /\ Grant(Join(queue, h), holders)
  /\ arrived' = Append(arrived, h)
  /\ UNCHANGED <<ended, gone, resource>>

\* The queue without these holds.
Without(H) == SelectSeq(queue, LAMBDA h : h \notin H)

\* A hold is given back, or leaves the queue.
Release(h) ==
  /\ h \in holders \cup Range(queue)
  /\ gone' = gone \cup {h}
  /\ Grant(Without({h}), holders \ {h})
  /\ UNCHANGED <<ended, arrived, resource>>

\* A session is expired, or closed: all it holds or waits for goes with it.
Expire(s) ==
  /\ s \notin ended
  /\ ended' = ended \cup {s}
  /\ gone' = gone \cup LostWith(s)
  /\ Grant(Without(LostWith(s)), holders \ LostWith(s))
  /\ UNCHANGED <<arrived, resource>>

\* The process that asked for h hears, perhaps late, that it was granted.
Hear(h) ==
  /\ token[h] # 0
  /\ carries[h] = 0
  /\ Len(landed) < LastWrite
  /\ carries' = [carries EXCEPT ![h] = token[h]]
  /\ UNCHANGED <<lock, seen, landed>>

\* A write of a process that once heard of its grant reaches the resource. (One
\* that the resource refuses changes nothing.)
Write(h) ==
  /\ carries[h] # 0
  /\ Len(landed) < LastWrite
  /\ Takes(carries[h])
  /\ seen' = IF carries[h] > seen THEN carries[h] ELSE seen
  /\ landed' = Append(landed, h)
  /\ UNCHANGED <<lock, carries>>

Next == \/ \E h \in Hold : Acquire(h) \/ Release(h) \/ Hear(h) \/ Write(h)
        \/ \E s \in Session : Expire(s)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------

\* A lock has at most one exclusive holder, and no other beside it.
ONE_HOLDER == \A h, k \in holders : h = k \/ {h, k} \subseteq Shared

\* Each grant carries a larger token than all before. (Holds that one decree lets
\* in are one grant.)
TOKEN_GROWS == \A i, j \in 1 .. Len(granted) : i < j => granted[i].token < granted[j].token

\* When h was granted, counted in grants.
GrantOf(h) == CHOOSE i \in 1 .. Len(granted) : h \in granted[i].holds

\* No write of a stale holder lands after a newer holder's write.
FENCED == \A i, j \in 1 .. Len(landed) : i < j => GrantOf(landed[i]) <= GrantOf(landed[j])

\* When h arrived.
Arrival(h) == CHOOSE i \in 1 .. Len(arrived) : arrived[i] = h

\* Nobody who holds the lock came after somebody who waits for it.
FIFO == \A h \in holders, k \in Range(queue) : Arrival(h) < Arrival(k)

\* Nobody waits for a lock that it may have.
PASSED_ON == Len(queue) > 0 => LetIn(queue, holders) = 0

\* A session that has ended holds nothing and waits for nothing.
NOTHING_AFTER_THE_END == \A h \in holders \cup Range(queue) : SessionOf[h] \notin ended

\* What is gone is gone.
GONE_FOR_GOOD == gone \cap (holders \cup Range(queue)) = {}
=============================================================================
