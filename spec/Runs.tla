-------------------------------- MODULE Runs --------------------------------
(***************************************************************************)
(* Once per cluster: the runs of one job.                                  *)
(*                                                                         *)
(* A job fires at nominal instants; firings are numbered here in the order *)
(* of these. Whoever claims a firing first is its runner, and gets a       *)
(* fencing token, the slot of the claim's decree. A run is finished by an  *)
(* outcome that carries this token: succeeded or failed, and then it is    *)
(* never claimed again. If the runner's session ends before, the run is    *)
(* abandoned and may be claimed again, so many times in all. To claim what *)
(* one has claimed, or to repeat an outcome, changes nothing.              *)
(*                                                                         *)
(* Not every run is remembered for ever. A claimed one is; any other may   *)
(* be forgotten, and then the job remembers the newest firing that it ever *)
(* forgot (the horizon). What is not remembered and not past the horizon   *)
(* cannot be claimed: it may have been run. (That it is older than all     *)
(* that is remembered is not enough: an old run may be claimed still,      *)
(* while newer ones are finished and forgotten.)                           *)
(*                                                                         *)
(* A runner may be paused for any time, and report an outcome long after   *)
(* its session has ended. The cluster refuses it: the token is stale, even *)
(* while nobody has claimed the run again. So a run has one outcome; but   *)
(* what its runner did elsewhere may have been done, and will be done      *)
(* again by the next. Against that, the token protects resources as in     *)
(* Locks (FENCED).                                                         *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Session,    \* the clients' sessions
          Firing,     \* the firings: numbers
          MaxAttempts \* how many times a firing may be claimed

VARIABLES position, \* the slot of the last decree
          ended,    \* sessions that have ended
          known,    \* the firings whose runs are remembered
          runs,     \* runs[f]: [state, session, token, attempt], where f is known
          horizon,  \* the newest firing that was forgotten, or 0
          claims,   \* all claims ever, in order: [firing, session, token]
          finished  \* all outcomes ever taken, in order: [firing, token, outcome]

vars == <<position, ended, known, runs, horizon, claims, finished>>

\* What a run may be.
Outcome == {"succeeded", "failed"}
State   == {"claimed", "abandoned"} \cup Outcome

\* The larger of two numbers.
Max(i, j) == IF i > j THEN i ELSE j

-----------------------------------------------------------------------------
\* Definitions the actions rest on. A mutant replaces one of them.

\* What is not remembered may be claimed if it cannot have been run.
NeverRun(f) == f > horizon

\* What is remembered may be claimed if it was abandoned, and not too often.
ClaimableAgain(r) == r.state = "abandoned"
NotTooOften(r)    == r.attempt < MaxAttempts

\* The fencing token of a claim of f by the decree in slot s: the slot itself.
TokenFor(f, s) == s

\* An outcome with the token t is taken: of the runner that is running.
Takes(r, t) == r.state = "claimed" /\ r.token = t

\* The runs that a session abandons when it ends.
AbandonedBy(s) == {f \in known : runs[f].state = "claimed" /\ runs[f].session = s}

\* What may be forgotten.
MayForget(r) == r.state # "claimed"

-----------------------------------------------------------------------------

\* What the variables may hold.
TypeOK == /\ position \in Nat
          /\ ended \subseteq Session
          /\ known \subseteq Firing
          /\ DOMAIN runs = known
          /\ \A f \in known : runs[f] \in [state : State, session : Session,
                                           token : Nat, attempt : 1 .. Len(claims)]
          /\ horizon \in Firing \cup {0}
          /\ \A i \in 1 .. Len(claims) : /\ claims[i].firing \in Firing
                                         /\ claims[i].session \in Session
          /\ \A i \in 1 .. Len(finished) : /\ finished[i].firing \in Firing
                                           /\ finished[i].outcome \in Outcome

\* At first nothing has run.
Init == /\ position = 0
        /\ ended = {}
        /\ known = {}
        /\ runs = << >>
        /\ horizon = 0
        /\ claims = << >>
        /\ finished = << >>

\* The runs, with that of f as it is now.
With(f, r) == [g \in known \cup {f} |-> IF g = f THEN r ELSE runs[g]]

\* A session claims a firing.
Claim(s, f) ==
  /\ s \notin ended
  /\ IF f \in known THEN ClaimableAgain(runs[f]) /\ NotTooOften(runs[f]) ELSE NeverRun(f)
  /\ LET t == TokenFor(f, position + 1)
         n == IF f \in known THEN runs[f].attempt + 1 ELSE 1
     IN /\ runs' = With(f, [state |-> "claimed", session |-> s, token |-> t, attempt |-> n])
        /\ claims' = Append(claims, [firing |-> f, session |-> s, token |-> t])
  /\ known' = known \cup {f}
  /\ position' = position + 1
  /\ UNCHANGED <<ended, horizon, finished>>

\* Whoever claimed a firing once, and lives or does not, reports an outcome. (One
\* that is refused changes nothing.)
Finish(i, o) ==
  LET f == claims[i].firing
      t == claims[i].token
  IN /\ f \in known
     /\ Takes(runs[f], t)
     /\ runs' = With(f, [runs[f] EXCEPT !.state = o])
     /\ finished' = Append(finished, [firing |-> f, token |-> t, outcome |-> o])
     /\ position' = position + 1
     /\ UNCHANGED <<ended, known, horizon, claims>>

\* A session is expired, or closed.
End(s) ==
  /\ s \notin ended
  /\ ended' = ended \cup {s}
  /\ runs' = [f \in known |-> IF f \in AbandonedBy(s)
                              THEN [runs[f] EXCEPT !.state = "abandoned"] ELSE runs[f]]
  /\ position' = position + 1
  /\ UNCHANGED <<known, horizon, claims, finished>>

\* A run is forgotten. (The code forgets the oldest that it may, by the decree that
\* makes them too many.)
Forget(f) ==
  /\ f \in known
  /\ MayForget(runs[f])
  /\ known' = known \ {f}
  /\ runs' = [g \in known \ {f} |-> runs[g]]
  /\ horizon' = Max(horizon, f)
  /\ UNCHANGED <<position, ended, claims, finished>>

Next == \/ \E s \in Session : \/ \E f \in Firing : Claim(s, f)
                              \/ End(s)
        \/ \E i \in 1 .. Len(claims), o \in Outcome : Finish(i, o)
        \/ \E f \in Firing : Forget(f)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------

\* A claim is live while its session lives and it has no outcome.
Live(c) == /\ c.session \notin ended
           /\ ~ \E i \in 1 .. Len(finished) :
                  finished[i].firing = c.firing /\ finished[i].token = c.token

\* A firing has at most one live run; and it is the one that is remembered.
ONE_RUN ==
  /\ \A i, j \in 1 .. Len(claims) :
       i # j /\ claims[i].firing = claims[j].firing => ~(Live(claims[i]) /\ Live(claims[j]))
  /\ \A i \in 1 .. Len(claims) : Live(claims[i]) =>
       /\ claims[i].firing \in known
       /\ LET r == runs[claims[i].firing]
          IN r.state = "claimed" /\ r.token = claims[i].token /\ r.session = claims[i].session

\* A firing is finished at most once.
NEVER_TWICE_FINISHED ==
  \A i, j \in 1 .. Len(finished) : finished[i].firing = finished[j].firing => i = j

\* What is finished is not claimed again.
FINISHED_FOR_GOOD ==
  [][\A i \in 1 .. Len(finished), j \in Len(claims) + 1 .. Len(claims') :
       claims'[j].firing # finished[i].firing]_vars

\* An outcome is taken only of the newest claim of its firing, while its session lives.
STALE_OUTCOME_REFUSED ==
  [][\A i \in Len(finished) + 1 .. Len(finished') :
       LET c == {j \in 1 .. Len(claims) : claims[j].firing = finished'[i].firing}
           n == CHOOSE j \in c : \A k \in c : k <= j
       IN claims[n].token = finished'[i].token /\ claims[n].session \notin ended]_vars

\* A firing is not claimed more often than it may be.
ATTEMPTS ==
  \A f \in Firing : Cardinality({i \in 1 .. Len(claims) : claims[i].firing = f}) <= MaxAttempts

\* Each claim of a firing carries a larger token than all before.
TOKEN_GROWS ==
  \A i, j \in 1 .. Len(claims) :
    i < j /\ claims[i].firing = claims[j].firing => claims[i].token < claims[j].token

\* A session that has ended runs nothing.
NOTHING_AFTER_THE_END == \A f \in known : runs[f].state = "claimed" => runs[f].session \notin ended
=============================================================================
