--------------------------- MODULE TraceMultiPaxos ---------------------------
(***************************************************************************)
(* Is what nodes did a behaviour of MultiPaxos? TraceLog, which is made    *)
(* from their trace, holds the steps in `Log'. Here they are taken one     *)
(* after the other: each must be the step of MultiPaxos that it says it    *)
(* is, with the outcome that it says it had. Nothing happens between them. *)
(*                                                                         *)
(* The number of each step that is looked at is printed. The trace is a    *)
(* behaviour if the number after its last step is among them; otherwise    *)
(* the highest is that of the step that nothing in MultiPaxos explains.    *)
(* (An invariant that is broken at the end would say the same, and TLC     *)
(* would print every state on the way: a hundred megabytes.)               *)
(***************************************************************************)
EXTENDS MultiPaxos, TraceLog, TLC

VARIABLE at \* the step of the log that comes next

\* Every set of more than half of the nodes of a configuration.
Majorities(c) == {Q \in SUBSET c : 2 * Cardinality(Q) > Cardinality(c)}

\* The decree that changes nothing, and no decree. (As records, which may be compared with others.)
NoopHere == [noop |-> TRUE]
NoneHere == [none |-> TRUE]

\* The votes v in slots above `through'.
VotesAbove(v, through) ==
  {[slot |-> s, ballot |-> v[s].ballot, decree |-> v[s].decree] :
     s \in {r \in Slot : r > through /\ v[r].ballot # 0}}

\* A node opens a ballot.
Prepares(n, e) == Prepare(n, e.ballot) /\ ChosenThrough(n) = e.chosenThrough

\* A node promises, and tells these votes.
Promises(n, e) ==
  \E m \in msgs : /\ m.type = "Prepare"
                  /\ m.ballot = e.ballot
                  /\ Promise(n, m)
                  /\ ChosenThrough(n) = e.chosenThrough
                  /\ VotesAbove(votes[n], e.chosenThrough) = e.votes

\* A node presides, going by a promise of each of these nodes.
Presiding(n, e) ==
  LET of(q) == {m \in msgs : m.type = "Promise" /\ m.ballot = e.ballot /\ m.by = q}
  IN /\ ballot[n] = e.ballot
     /\ next[n] = 0
     /\ ChosenThrough(n) = e.chosenThrough
     /\ \E heard \in [e.by -> UNION {of(q) : q \in e.by}] :
          /\ \A q \in e.by : heard[q] \in of(q)
          /\ PresideWith(n, {heard[q] : q \in e.by})

\* A president proposes; what it had to propose when it began is proposed already.
Proposes(n, e) ==
  /\ ballot[n] = e.ballot
  /\ \/ AcceptOf(e.ballot, e.slot, e.decree) \in msgs /\ UNCHANGED vars
     \/ next[n] = e.slot /\ e.decree \in Due(n) /\ Propose(n, e.decree)

\* A node votes.
Votes(n, e) ==
  LET m == AcceptOf(e.ballot, e.slot, e.decree) IN m \in msgs /\ Vote(n, m)

\* A node answers, again perhaps, for a slot that it knows chosen.
AnswersKnown(n, e) ==
  IF \E voted \in BOOLEAN : AcceptedBy(n, e.ballot, e.slot, voted) \in msgs
  THEN e.slot <= ChosenThrough(n) /\ UNCHANGED vars
  ELSE \E m \in msgs : /\ m.type = "Accept" /\ m.ballot = e.ballot /\ m.slot = e.slot
                       /\ AnswerKnown(n, m)

\* A president knows a slot chosen.
Chooses(n, e) ==
  /\ ballot[n] = e.ballot
  /\ Choose(n, e.slot)
  /\ ledger'[n] = Append(ledger[n], e.decree)

\* A follower knows its own votes chosen.
Learns(n, e) ==
  /\ e.slot = ChosenThrough(n) + 1
  /\ \E m \in msgs : /\ m.type = "ChosenThrough"
                     /\ m.ballot = e.ballot
                     /\ Learn(n, m)
  /\ ledger'[n] = ledger[n] \o e.decrees

\* A node is told chosen decrees, several at once: as many steps of MultiPaxos.
CatchesUp(n, e) ==
  /\ e.slot = ChosenThrough(n) + 1
  /\ MayBeTold(n)
  /\ \A i \in DOMAIN e.decrees : ChosenOf(e.slot + i - 1, e.decrees[i]) \in msgs
  /\ ledger' = [ledger EXCEPT ![n] = @ \o e.decrees]
  /\ UNCHANGED <<promised, votes, journal, ballot, next, agenda, snapshot, msgs>>

\* A node takes over a snapshot. It may go further than what its maker has dropped.
Installs(n, e) ==
  \/ \E m \in msgs : m.type = "Snapshot" /\ Len(m.decrees) = e.slot /\ Install(n, m)
  \/ \E q \in Node : ChosenThrough(q) >= e.slot /\ Install(n, SnapshotOf(q, e.slot))

\* A node finds a snapshot after a crash that came before it could say whose.
FindsSnapshot(n, e) ==
  IF e.slot <= ChosenThrough(n) THEN Truncate(n, e.slot) ELSE Installs(n, e)

\* A node comes back, and remembers this.
Restarts(n, e) ==
  /\ Restart(n)
  /\ promised'[n] = e.promised
  /\ Len(ledger'[n]) = e.chosenThrough
  /\ snapshot[n] <= e.snapshot
  /\ VotesAbove(votes'[n], e.chosenThrough) = e.votes

\* A node gives its ballot up.
StepsDown(n, e) == Restart(n) /\ ledger' = ledger

\* What is said to have happened, happens.
Happens(e) ==
  CASE e.action = "Prepare" -> Prepares(e.node, e)
    [] e.action = "Promise" -> Promises(e.node, e)
    [] e.action = "Preside" -> Presiding(e.node, e)
    [] e.action = "Propose" -> Proposes(e.node, e)
    [] e.action = "Vote" -> Votes(e.node, e)
    [] e.action = "AnswerKnown" -> AnswersKnown(e.node, e)
    [] e.action = "Choose" -> Chooses(e.node, e)
    [] e.action = "Learn" -> Learns(e.node, e)
    [] e.action = "CatchUp" -> CatchesUp(e.node, e)
    [] e.action = "Install" -> Installs(e.node, e)
    [] e.action = "Truncate" -> Truncate(e.node, e.slot)
    [] e.action = "Snapshot" -> FindsSnapshot(e.node, e)
    [] e.action = "Restart" -> Restarts(e.node, e)
    [] e.action = "StepDown" -> StepsDown(e.node, e)

TraceInit == Init /\ at = 1

TraceNext == /\ PrintT(<<"step", at>>)
             /\ at <= Len(Log)
             /\ Happens(Log[at])
             /\ at' = at + 1

TraceSpec == TraceInit /\ [][TraceNext]_<<vars, at>>
=============================================================================
