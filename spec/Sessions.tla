------------------------------ MODULE Sessions ------------------------------
(***************************************************************************)
(* One session: keep-alives, expiry, and clocks that run at different      *)
(* rates.                                                                  *)
(*                                                                         *)
(* This is the one module with time in it, and the one promise that rests  *)
(* on time: a client has given its session up before the cluster expires   *)
(* it (GIVES_UP_FIRST). It is a comfort. What holds without any clock is   *)
(* in Locks.                                                               *)
(*                                                                         *)
(* Nobody reads a wall clock. Each counts units on a clock of its own      *)
(* since something that it saw itself. In one tick of real time a clock    *)
(* counts Slow to Fast units, as it likes, each clock by itself. The       *)
(* cluster promises Ttl units. The client counts from the moment it SENT   *)
(* the keep-alive that was answered, and gives up after Ttl * Slow / Fast. *)
(* A president counts from the last keep-alive that it answered, or from   *)
(* the start of its presidency, and then proposes the expiry.              *)
(*                                                                         *)
(* Of consensus, what matters here: presidencies follow one another; one   *)
(* that is succeeded may go on believing in itself; only the newest can    *)
(* have decrees chosen or its ballot confirmed by a quorum. An expiry that *)
(* an earlier president proposed and that was not chosen (`inFlight') may  *)
(* be found by any later one and proposed again, until one later           *)
(* presidency's opening is chosen; from then on it is void. So a president *)
(* answers a keep-alive only                                               *)
(*   - after a quorum confirmed its ballot, later than the keep-alive came;*)
(*   - after its own opening is chosen, and with it all that it found;     *)
(*   - while it has not proposed the session's expiry itself.              *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS Presidents, \* how many presidencies, one after another
          Ttl,        \* the units that the cluster waits
          Slow, Fast  \* the fewest and the most units of a clock in one tick

VARIABLES newest,     \* the newest presidency, which a quorum follows
          age,        \* age[p]: units since p last answered a keep-alive, or began
          opened,     \* the presidencies whose opening is chosen
          inFlight,   \* presidencies whose expiry is proposed, not chosen and not void
          proposed,   \* presidencies that have proposed the expiry
          found,      \* presidencies that found an expiry in flight when they began
          expired,    \* the session's expiry is chosen
          sent,       \* units, on the client's clock, since it sent the keep-alive that is under way
          at,         \* where that is: with the client, on its way, or with president p
          held        \* units, on the client's clock, since it sent the last one that was answered

vars == <<newest, age, opened, inFlight, proposed, found, expired, sent, at, held>>

\* The presidencies.
President == 1 .. Presidents

\* A keep-alive is nowhere, on its way, with presidents, or answered.
Nowhere  == {}
Answered == {0}

-----------------------------------------------------------------------------
\* Definitions the actions rest on. A mutant replaces one of them.

\* When the client gives up, in units of its own clock: however slow that is and
\* however fast the president's, this is not later than the president's Ttl.
GivesUpAt == (Ttl * Slow) \div Fast

\* A quorum confirms the ballot of p: it is the newest.
Confirmed(p) == newest = p

\* All that p found is chosen, and nothing older can be any more.
Settled(p) == p \in opened

\* p has not itself proposed what it would now deny.
NotExpiring(p) == p \notin proposed

\* What the client counts from, once a keep-alive is answered: its sending.
CountsFrom == sent

\* Where a new president's count begins.
AgeAtStart == 0

-----------------------------------------------------------------------------

\* What the variables may hold.
TypeOK == /\ newest \in President
          /\ age \in [President -> 0 .. Ttl]
          /\ opened \subseteq President
          /\ inFlight \subseteq President
          /\ proposed \subseteq President
          /\ found \subseteq President
          /\ expired \in BOOLEAN
          /\ sent \in 0 .. GivesUpAt
          /\ at \subseteq President \cup {0}
          /\ held \in 0 .. GivesUpAt

\* The client still believes in its session.
Believes == held < GivesUpAt

\* At first the session has just been opened, by a president that was settled.
Init == /\ newest = 1
        /\ age = [p \in President |-> 0]
        /\ opened = {1}
        /\ inFlight = {}
        /\ proposed = {}
        /\ found = {}
        /\ expired = FALSE
        /\ sent = 0
        /\ at = Nowhere
        /\ held = 0

\* The smaller of two numbers.
Min(i, j) == IF i < j THEN i ELSE j

\* Real time goes on, and each clock counts as it likes. (Presidencies that have
\* not begun do not count, and nobody counts further than it matters.)
Tick ==
  \E c \in Slow .. Fast, u \in [1 .. newest -> Slow .. Fast] :
    /\ held' = Min(held + c, GivesUpAt)
    /\ sent' = IF at = Nowhere THEN 0 ELSE Min(sent + c, GivesUpAt)
    /\ age' = [p \in President |-> IF p <= newest THEN Min(age[p] + u[p], Ttl) ELSE 0]
    /\ UNCHANGED <<newest, opened, inFlight, proposed, found, expired, at>>

\* The client sends a keep-alive, even one that no longer believes in its session;
\* if one is under way it is given up. Any presidents that believe in themselves
\* may get it.
KeepAlive ==
  /\ \E P \in SUBSET (1 .. newest) : P # {} /\ at' = P
  /\ sent' = 0
  /\ UNCHANGED <<newest, age, opened, inFlight, proposed, found, expired, held>>

\* A president that has the keep-alive answers it, and counts anew.
Answer(p) ==
  /\ p \in at
  /\ Confirmed(p)
  /\ Settled(p)
  /\ NotExpiring(p)
  /\ ~expired
  /\ age' = [age EXCEPT ![p] = 0]
  /\ at' = Answered
  /\ UNCHANGED <<newest, opened, inFlight, proposed, found, expired, sent, held>>

\* The client hears the answer. One that had given up may believe again.
Renewed ==
  /\ at = Answered
  /\ held' = CountsFrom
  /\ at' = Nowhere
  /\ sent' = 0
  /\ UNCHANGED <<newest, age, opened, inFlight, proposed, found, expired>>

\* A president's count is over: it proposes the expiry. (Where a later opening is
\* chosen, that is void at once.)
ProposeExpiry(p) ==
  /\ p <= newest
  /\ age[p] >= Ttl
  /\ p \notin proposed
  /\ proposed' = proposed \cup {p}
  /\ inFlight' = IF \E q \in opened : q > p THEN inFlight ELSE inFlight \cup {p}
  /\ UNCHANGED <<newest, age, opened, found, expired, sent, at, held>>

\* The newest president's expiry is chosen.
ChooseExpiry(p) ==
  /\ newest = p
  /\ p \in inFlight
  /\ expired' = TRUE
  /\ inFlight' = {}
  /\ UNCHANGED <<newest, age, opened, proposed, found, sent, at, held>>

\* A new president begins. An expiry in flight it may find or miss.
TakeOver ==
  /\ newest < Presidents
  /\ newest' = newest + 1
  /\ age' = [age EXCEPT ![newest + 1] = AgeAtStart]
  /\ \/ found' = found
     \/ inFlight # {} /\ found' = found \cup {newest + 1}
  /\ UNCHANGED <<opened, inFlight, proposed, expired, sent, at, held>>

\* The newest president's opening is chosen: what it found is chosen before, and
\* what it missed is void.
Open(p) ==
  /\ newest = p
  /\ p \notin opened
  /\ opened' = opened \cup {p}
  /\ expired' = (expired \/ p \in found)
  /\ inFlight' = {q \in inFlight : q >= p}
  /\ UNCHANGED <<newest, age, proposed, found, sent, at, held>>

Next == \/ Tick
        \/ KeepAlive
        \/ Renewed
        \/ TakeOver
        \/ \E p \in President : Answer(p) \/ ProposeExpiry(p) \/ ChooseExpiry(p) \/ Open(p)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------

\* The client has given up before the cluster expires the session.
GIVES_UP_FIRST == expired => ~Believes

\* A session of which nobody keeps the client away lasts at least Ttl units of the
\* president that ends it: whoever has proposed an expiry has counted that far.
TTL_IS_A_LOWER_BOUND == expired => \E p \in proposed : age[p] >= Ttl
=============================================================================
