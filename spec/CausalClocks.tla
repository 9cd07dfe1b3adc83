---------------------------- MODULE CausalClocks ----------------------------
(***************************************************************************)
(* What events say they happened after.                                    *)
(*                                                                         *)
(* Processes are sessions. Each has a clock in the replicated state, that  *)
(* changes by decrees, one after another: a number (Lamport's) and a       *)
(* vector, how many events of each process it knows of. To publish is to   *)
(* tick; the event carries the clock as its stamp. To hear of something is *)
(* to merge: a context that a client brings along, the stamps of events    *)
(* that it read, what the releaser of a lock knew. Every context is merged *)
(* from stamps, so to hear one is to hear stamps one by one, however old   *)
(* they are; contexts have no variable here.                               *)
(*                                                                         *)
(* Beside the clocks stands the truth: `past', the events from which a     *)
(* path leads to an event, and `knows', those from which one leads to a    *)
(* process now. The actions keep them, and never look at a stamp.          *)
(*                                                                         *)
(* What two stamps say goes by one component: e is before f if f knows of  *)
(* as many events of e's process as e does. This needs no other component. *)
(* So a process that has ended and of which no event can be seen any more  *)
(* is retired: its component is left out of all clocks and contexts from   *)
(* then on, and vectors do not grow without bound. Events are seen while   *)
(* they are among the newest of their topic; older ones are in an archive, *)
(* and stamps stand as they are. Of an archived event of a retired process *)
(* and an event stamped after the retirement the vectors know nothing. It  *)
(* is said to be before: the safe side. So that Lamport's numbers say the  *)
(* same, what is stamped after a retirement gets a larger number than all  *)
(* events of the retired.                                                  *)
(*                                                                         *)
(* The changes of the cluster are events of the process Synod. Each is     *)
(* stamped with what the session knew whose command made it, and with one  *)
(* more of Synod's own; the session itself learns nothing by it. Its       *)
(* causes are the session's: that one change comes after another in the    *)
(* ledger is no cause, for they may concern different locks of strangers.  *)
(* If Synod kept a clock, and merged what each session knew, whoever reads *)
(* of one change would come after everything that anybody knew before it   *)
(* (and each stamp would hold all processes). But a vector has one         *)
(* component for Synod, and cannot know of the seventh change without      *)
(* knowing of the sixth. So stamps say too much there, on the safe side: a *)
(* change is before all that knows of this change or of a later one. They  *)
(* never say too little; and of what is before an event, if it is an event *)
(* of a session, they say exactly what is true.                            *)
(*                                                                         *)
(* What is said too much is not handed on: e may be before one change, and *)
(* that before the next, and e concurrent with that one.                   *)
(*                                                                         *)
(* A client may make up a context. What it claims to know is taken for     *)
(* known, if it exists; a claim to know events that are still to come is   *)
(* refused.                                                                *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Process,   \* sessions that publish
          Synod,     \* the process of the cluster's own changes, and its topic
          Topic,     \* the topics of sessions
          Window,    \* how many events of a topic can be seen, the newest
          Lock,      \* locks that hand contexts on
          LastEvent, \* how many events sessions publish, in a model
          LastChange \* how many changes become events, in a model

VARIABLES events,  \* all events ever, in the order of their decrees:
                   \* [process, topic, sequence, lamport, vector, past]
          clock,   \* clock[p]: the clock of p, [lamport, vector]
          knows,   \* knows[p]: the events that happened before anything p does now
          ended,   \* processes that have ended
          retired, \* processes that are left out
          through, \* through[p]: how many events were stamped before p was retired
          holder,  \* holder[l]: who holds l: nobody or one
          left,    \* left[l]: the context that the last releaser of l left behind
          leaves   \* leaves[l]: the events that had happened before that release

vars == <<events, clock, knows, ended, retired, through, holder, left, leaves>>

\* A vector has a component for each of these; 0 is none.
Component == Process \cup {Synod}

\* The clock of one who knows nothing.
Nothing == [lamport |-> 0, vector |-> [q \in Component |-> 0]]

\* The events are told apart by their numbers in the order of decrees.
Event == DOMAIN events

\* How many events of q there are.
Published(q) == Cardinality({e \in Event : events[e].process = q})

\* Those that can be seen: the newest of each topic.
Visible == {e \in Event :
             Cardinality({f \in Event : f > e /\ events[f].topic = events[e].topic}) < Window}

\* The larger of two numbers.
Max(i, j) == IF i > j THEN i ELSE j

\* The largest of a set of numbers, or 0.
Largest(S) == IF S = {} THEN 0 ELSE CHOOSE n \in S : \A m \in S : m <= n

\* A clock without what is retired.
Strip(c, R) == [c EXCEPT !.vector = [q \in Component |-> IF q \in R THEN 0 ELSE c.vector[q]]]

\* The context that an event's stamp tells.
Context(e) == [lamport |-> events[e].lamport, vector |-> events[e].vector]

-----------------------------------------------------------------------------
\* Definitions the actions rest on. A mutant replaces one of them.

\* The vector of p after hearing v: of each the larger.
VectorAfter(p, own, v) == [q \in Component |-> Max(own[q], v[q])]

\* Lamport's number after hearing n.
LamportAfter(own, n) == Max(own, n)

\* The vector of the next event of p: one more of its own.
VectorOfNext(p) == [clock[p].vector EXCEPT ![p] = @ + 1]

\* What is stamped now comes after the events of those who were retired.
Floor == Largest({events[e].lamport : e \in {e \in Event : events[e].process \in retired}})

\* Lamport's number of the next event: larger than all that was heard.
LamportOfNext(heard) == 1 + Max(heard, Floor)

\* What is taken of a context that is brought along: nothing of the retired.
Taken(c) == Strip(c, retired)

\* A context is refused that claims to know events still to come.
Acceptable(c) == \A q \in Component \ retired : c.vector[q] <= Published(q)

\* What the next holder of a lock is handed.
HandedOn(l) == left[l]

\* Who may be retired: who can publish no more, and of whom nothing is to be seen.
MayRetire(q) == /\ q \in ended
                /\ \A e \in Visible : events[e].process # q

\* The contexts that locks remember, when these are retired.
LeftWithout(R) == [l \in Lock |-> Strip(left[l], R)]

\* The clocks of sessions, when these are retired.
ClocksWithout(R) == [p \in Process |-> Strip(clock[p], R)]

\* The events, when these are retired: their stamps stand.
EventsWithout(R) == events

\* What the stamp of a change holds, besides Synod's own: what the session knew.
KnownToChange(p) == clock[p].vector

\* The clock of a session whose command changed something: it learns nothing by it.
ClockAfterChange(p, stamp) == clock[p]

\* Changes are numbered in their order, and so are their Lamport numbers.
LastOfSynod == Largest({events[e].lamport : e \in {e \in Event : events[e].process = Synod}})

\* The number of the next event within its topic: those that are seen no more count.
NextSequence(t) == Cardinality({e \in Event : events[e].topic = t}) + 1

\* Whether f was stamped after q was retired: the position of a retirement is kept.
StampedAfter(q, f) == through[q] < f

\* Of an event of a retired process and one stamped after the retirement: before.
SaidOfRetired(e, f) == TRUE

-----------------------------------------------------------------------------

\* What the variables may hold.
TypeOK ==
  LET Clock == [lamport : Nat, vector : [Component -> Nat]]
  IN /\ \A e \in Event : /\ events[e].process \in Component
                         /\ events[e].topic \in Topic \cup {Synod}
                         /\ events[e].sequence \in Nat
                         /\ Context(e) \in Clock
                         /\ events[e].past \subseteq 1 .. e - 1
     /\ clock \in [Process -> Clock]
     /\ \A p \in Process : knows[p] \subseteq Event
     /\ ended \subseteq Process
     /\ retired \subseteq Process
     /\ through \in [Process -> Nat]
     /\ \A l \in Lock : holder[l] \subseteq Process /\ Cardinality(holder[l]) <= 1
     /\ left \in [Lock -> Clock]
     /\ \A l \in Lock : leaves[l] \subseteq Event

\* At first nothing has happened.
Init == /\ events = <<>>
        /\ clock = [p \in Process |-> Nothing]
        /\ knows = [p \in Process |-> {}]
        /\ ended = {}
        /\ retired = {}
        /\ through = [p \in Process |-> 0]
        /\ holder = [l \in Lock |-> {}]
        /\ left = [l \in Lock |-> Nothing]
        /\ leaves = [l \in Lock |-> {}]

\* An event is stamped, after those that happened before it.
Stamp(q, t, stamp, before) ==
  events' = Append(events, [process |-> q, topic |-> t, sequence |-> NextSequence(t),
                            lamport |-> stamp.lamport, vector |-> stamp.vector,
                            past |-> before])

\* A process publishes an event. The oldest of the topic may be seen no more.
Publish(p, t) ==
  /\ p \notin ended
  /\ Len(events) < LastEvent + Published(Synod)
  /\ LET stamp == [lamport |-> LamportOfNext(clock[p].lamport), vector |-> VectorOfNext(p)]
     IN /\ Stamp(p, t, stamp, knows[p])
        /\ clock' = [clock EXCEPT ![p] = stamp]
        /\ knows' = [knows EXCEPT ![p] = @ \cup {Len(events) + 1}]
  /\ UNCHANGED <<ended, retired, through, holder, left, leaves>>

\* A command of a process changes something, and that is an event too.
Change(p) ==
  /\ p \notin ended
  /\ Published(Synod) < LastChange
  /\ LET stamp == [lamport |-> LamportOfNext(Max(clock[p].lamport, LastOfSynod)),
                   vector  |-> [KnownToChange(p) EXCEPT ![Synod] = Published(Synod) + 1]]
     IN /\ Stamp(Synod, Synod, stamp, knows[p])
        /\ clock' = [clock EXCEPT ![p] = ClockAfterChange(p, stamp)]
  /\ UNCHANGED <<knows, ended, retired, through, holder, left, leaves>>

\* The clock of p after hearing the context c.
Merged(p, c) == [lamport |-> LamportAfter(clock[p].lamport, c.lamport),
                 vector  |-> VectorAfter(p, clock[p].vector, c.vector)]

\* A process hears of an event: it has read it, now or in the archive, or was sent
\* its stamp long ago, and brings it along in the context of a command.
Hear(p, e) ==
  /\ p \notin ended
  /\ Acceptable(Context(e))
  /\ clock' = [clock EXCEPT ![p] = Merged(p, Taken(Context(e)))]
  /\ knows' = [knows EXCEPT ![p] = @ \cup {e} \cup events[e].past]
  /\ UNCHANGED <<events, ended, retired, through, holder, left, leaves>>

\* A client claims, falsely, to know the next event of q.
Claim(p, q) ==
  LET made == [clock[p] EXCEPT !.vector[q] = Published(q) + 1]
  IN /\ p \notin ended
     /\ q \notin retired
     /\ Acceptable(made)
     /\ clock' = [clock EXCEPT ![p] = Merged(p, Taken(made))]
     /\ UNCHANGED <<events, knows, ended, retired, through, holder, left, leaves>>

\* A process takes a lock. Whether it waited for that is the business of Locks.
Take(p, l) ==
  /\ p \notin ended
  /\ holder[l] = {}
  /\ holder' = [holder EXCEPT ![l] = {p}]
  /\ clock' = [clock EXCEPT ![p] = Merged(p, HandedOn(l))]
  /\ knows' = [knows EXCEPT ![p] = @ \cup leaves[l]]
  /\ UNCHANGED <<events, ended, retired, through, left, leaves>>

\* These locks are released by p, which leaves behind what it knows.
Leave(p, L) ==
  /\ holder' = [l \in Lock |-> IF l \in L THEN {} ELSE holder[l]]
  /\ left' = [l \in Lock |-> IF l \in L THEN clock[p] ELSE left[l]]
  /\ leaves' = [l \in Lock |-> IF l \in L THEN knows[p] ELSE leaves[l]]

\* A process releases a lock.
Give(p, l) ==
  /\ holder[l] = {p}
  /\ Leave(p, {l})
  /\ UNCHANGED <<events, clock, knows, ended, retired, through>>

\* A process ends. Its locks are released, and its clock is gone.
End(p) ==
  /\ p \notin ended
  /\ ended' = ended \cup {p}
  /\ Leave(p, {l \in Lock : holder[l] = {p}})
  /\ clock' = [clock EXCEPT ![p] = Nothing]
  /\ knows' = [knows EXCEPT ![p] = {}]
  /\ UNCHANGED <<events, retired, through>>

\* A process is retired, at once when it may be or at any time after.
Retire(q) ==
  /\ q \notin retired
  /\ MayRetire(q)
  /\ retired' = retired \cup {q}
  /\ through' = [through EXCEPT ![q] = Len(events)]
  /\ clock' = ClocksWithout({q})
  /\ left' = LeftWithout({q})
  /\ events' = EventsWithout({q})
  /\ UNCHANGED <<knows, ended, holder, leaves>>

Next == \E p \in Process :
          \/ \E t \in Topic : Publish(p, t)
          \/ Change(p)
          \/ \E e \in Event : Hear(p, e)
          \/ \E q \in Component : Claim(p, q)
          \/ \E l \in Lock : Take(p, l) \/ Give(p, l)
          \/ End(p)
          \/ Retire(p)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------

\* The truth: e happened before f.
HappenedBefore(e, f) == e \in events[f].past

\* What is said: e before f.
Says(e, f) ==
  LET q == events[e].process
  IN /\ e # f
     /\ IF q \in retired /\ StampedAfter(q, f)
        THEN SaidOfRetired(e, f)
        ELSE events[f].vector[q] >= events[e].vector[q]

\* What happened before, or is said to have, has the smaller number.
CLOCK_CONDITION ==
  \A e, f \in Event :
    HappenedBefore(e, f) \/ Says(e, f) => events[e].lamport < events[f].lamport

\* Of two events that can be seen, where the earlier is a session's, the stamps say
\* before exactly when it is true; so they say concurrent exactly when neither is.
EXACT ==
  \A e, f \in Visible :
    events[e].process # Synod => (Says(e, f) <=> HappenedBefore(e, f))

\* Nothing is ever said to be concurrent with, or after, what it happened before,
\* whatever can still be seen and whatever is retired.
SAFE_SIDE == \A e, f \in Event : HappenedBefore(e, f) => Says(e, f) /\ ~Says(f, e)

\* And what is said too much is only this: that the event of a process retired
\* meanwhile is before; and a change, if a later one is.
NO_MORE_THAN_THAT ==
  \A e, f \in Event :
    Says(e, f) => \/ HappenedBefore(e, f)
                  \/ events[e].process \in retired /\ through[events[e].process] < f
                  \/ /\ events[e].process = Synod
                     /\ \E g \in events[f].past \cup {f} : g > e /\ events[g].process = Synod

\* The order of decrees contains all that is true and all that is said.
LINEAR == \A e, f \in Event : HappenedBefore(e, f) \/ Says(e, f) => e < f

\* The events of a topic are numbered 1, 2, 3 and so on.
SEQUENCE_GAPLESS ==
  \A e \in Event :
    events[e].sequence = Cardinality({f \in 1 .. e : events[f].topic = events[e].topic})

\* A process that is retired stands in no clock, in no context that a lock
\* remembers, and in no stamp from then on. And a number counts events: while
\* nobody makes one up, it is not larger than the number of all.
BOUNDED ==
  /\ \A q \in retired : /\ \A p \in Process : clock[p].vector[q] = 0
                        /\ \A l \in Lock : left[l].vector[q] = 0
                        /\ \A e \in Event : e > through[q] => events[e].vector[q] = 0
  /\ \A e \in Event : events[e].lamport <= e

\* What was said of two events is said of them ever after.
KEPT == [][\A e, f \in Event : Says(e, f)' = Says(e, f)]_vars
=============================================================================
