----------------------------- MODULE MultiPaxos -----------------------------
(***************************************************************************)
(* A ledger: many slots, each with one decree, agreed on under one         *)
(* president at a time. This is Synod's consensus at the grain of its      *)
(* code; spec/README.md says which method each action is.                  *)
(*                                                                         *)
(* Phase 1 is done once for all slots. A Promise tells the acceptor's      *)
(* votes, but never in slots that it knows chosen (it may have truncated   *)
(* them): of these it says only how far they go, and the proposer must     *)
(* learn the ledger that far before it may propose. Then it is president:  *)
(* it proposes again what its quorum voted for, fills the gaps with        *)
(* no-ops, opens its presidency with a decree of its own, Opened(b), in    *)
(* the slot after these, and gives further slots to what clients want,     *)
(* several at once, at most Window beyond what it knows chosen.            *)
(*                                                                         *)
(* Opened(b) in a slot says that the president of b found nothing from     *)
(* this slot on: whatever ballots below b proposed there is void. Whoever  *)
(* recovers later skips votes that are void.                               *)
(*                                                                         *)
(* What a node knows chosen is its ledger, which grows slot by slot. It    *)
(* is not binding: a crash may lose any upper part of it. Knowledge is     *)
(* passed on in two ways. The president says how far the ledger is chosen, *)
(* and a follower whose vote is of the president's ballot knows the        *)
(* decree by that; or a node catches up, that is, is told the decree by    *)
(* somebody who knows it.                                                  *)
(*                                                                         *)
(* Who votes is a decree too. A configuration, a set of nodes, chosen in   *)
(* slot i governs the slots from i + Alpha on, until the next one does. A  *)
(* president proposes at most Alpha beyond what it knows chosen, so it     *)
(* knows who governs there. Before it presides it has promises from a      *)
(* quorum of each configuration under which a lower ballot may have chosen *)
(* what it does not know: those known chosen that govern a slot it does    *)
(* not know, and those that it must propose again. Before it proposes in a *)
(* slot that a configuration of its own governs, it has that one's         *)
(* promises too. They tell nothing that counts: whoever proposed there in  *)
(* a lower ballot knew the configuration chosen and the Opened below it,   *)
(* and a node that knows Opened(b) presides in no ballot below b.          *)
(*                                                                         *)
(* Ledgers are truncated. A node drops its votes and decrees through a     *)
(* slot that it knows chosen, once a snapshot is durable that stands for   *)
(* them: the state through there, the last Opened, the configurations that *)
(* govern later slots. In this model dropped decrees stay in `ledger', for *)
(* the laws; no node acts on more of them than its snapshot holds. Who     *)
(* lacks what others have dropped takes a snapshot over.                   *)
(*                                                                         *)
(* Messages, crashes and journals are as in Paxos, and slot by slot this   *)
(* is Paxos, while one configuration governs (EachSlotIsPaxos). News that  *)
(* a node could send at any time from now on (ChosenThrough, Chosen,       *)
(* Snapshot) counts as sent at once: a message sent early may always be    *)
(* received late. The probe before a Prepare binds nobody and is left out. *)
(* So is Refused: see Paxos.                                               *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Node,      \* each is proposer, acceptor and learner
          Initial,   \* the configuration that governs first
          Configuration, \* the configurations that may be decreed
          QuorumOf(_), \* QuorumOf(c): the sets of nodes that can choose where c governs
          Alpha,     \* how many slots after its own a configuration begins to govern
          Command,   \* what clients want decreed
          Noop,      \* the decree that changes nothing
          Ballot,    \* the ballots: whole numbers above zero
          Owner,     \* Owner[b]: the one node that may open ballot b
          LastSlot,  \* the ledger ends here, in a model
          Window,    \* how far beyond what it knows chosen a president proposes: at most Alpha
          None       \* no decree

VARIABLES promised, \* promised[n]: n takes part in no ballot below this one
          votes,    \* votes[n][s]: n's highest vote in slot s
          journal,  \* journal[n]: the promise and the votes that n will find after a crash
          ledger,   \* ledger[n]: the decrees that n knows chosen, in slot order
          ballot,   \* ballot[n]: the ballot that n has opened, or 0
          next,     \* next[n]: the slot that president n proposes in next; 0 while it is none
          agenda,   \* agenda[n]: what president n must propose from there on before anything else
          snapshot, \* snapshot[n]: how far n's ledger is only a snapshot; durable
          msgs      \* all messages ever sent

vars == <<promised, votes, journal, ledger, ballot, next, agenda, snapshot, msgs>>

\* The slots of the ledger.
Slot == 1 .. LastSlot

\* The decree with which the president of ballot b opens its presidency.
Opened(b) == [opened |-> b]

\* The decree that the nodes c shall vote.
Configure(c) == [voters |-> c]

\* What a slot may carry.
Decree == Command \cup {Noop} \cup {Opened(b) : b \in Ballot}
                  \cup {Configure(c) : c \in Configuration}

\* The vote of a node that has not voted.
NoVote == [ballot |-> 0, decree |-> None]

\* What a vote may be.
AnyVote == {NoVote} \cup [ballot : Ballot, decree : Decree]

\* What a message may be. (`voted' is for the reader and the refinement: no node
\* acts on it. Nor does a node act on `from', the first slot that the proposer
\* lacks; it tells an observer of the network.)
Message ==
  [type : {"Prepare"}, ballot : Ballot, from : Nat]
    \cup [type : {"Promise"}, by : Node, ballot : Ballot,
          votes : [Slot -> AnyVote], chosenThrough : Slot \cup {0}]
    \cup [type : {"Accept"}, ballot : Ballot, slot : Slot, decree : Decree]
    \cup [type : {"Accepted"}, by : Node, ballot : Ballot, slot : Slot, voted : BOOLEAN]
    \cup [type : {"ChosenThrough"}, ballot : Ballot, slot : Slot]
    \cup [type : {"Chosen"}, slot : Slot, decree : Decree]
    \cup [type : {"Snapshot"}, decrees : Seq(Decree)]

\* What the variables may hold.
TypeOK ==
  /\ promised \in [Node -> Ballot \cup {0}]
  /\ votes \in [Node -> [Slot -> AnyVote]]
  /\ journal \in [Node -> [promised : Ballot \cup {0}, votes : [Slot -> AnyVote]]]
  /\ \A n \in Node : /\ Len(ledger[n]) <= LastSlot
                     /\ \A s \in 1 .. Len(ledger[n]) : ledger[n][s] \in Decree
  /\ ballot \in [Node -> Ballot \cup {0}]
  /\ next \in [Node -> 0 .. LastSlot + 1]
  /\ \A n \in Node : \A i \in 1 .. Len(agenda[n]) : agenda[n][i] \in Decree
  /\ \A n \in Node : snapshot[n] \in 0 .. Len(ledger[n])
  /\ msgs \subseteq Message

-----------------------------------------------------------------------------
\* Definitions the actions rest on. A mutant replaces one of them.

\* What a node has in its journal once it has opened ballot b.
ToWriteWhenOpening(n, b) == [journal[n] EXCEPT !.promised = b]

\* What a node has in its journal once it has promised b.
ToWriteWhenPromising(n, b) == [journal[n] EXCEPT !.promised = b]

\* What a node has in its journal once it has voted v in slot s.
ToWriteWhenVoting(n, s, v) == [promised |-> v.ballot, votes |-> [votes[n] EXCEPT ![s] = v]]

\* A node may vote in a ballot that is not below its promise.
MayVote(n, b) == promised[n] <= b

\* A node may promise a ballot again: the Prepare came twice, or the answer was lost.
MayPromise(n, b) == promised[n] <= b

\* How far n knows the ledger chosen.
ChosenThrough(n) == Len(ledger[n])

\* From which slot on, as n reckons, a configuration chosen in slot i governs.
GovernsFrom(n, i) == i + Alpha

\* The configuration that governs slot s, as far as these decrees of slots 1, 2, ... tell n.
GovernorBy(n, decrees, s) ==
  LET at == {i \in 1 .. Len(decrees) : /\ \E c \in Configuration : decrees[i] = Configure(c)
                                       /\ GovernsFrom(n, i) <= s}
  IN IF at = {} THEN Initial ELSE decrees[CHOOSE i \in at : \A r \in at : r <= i].voters

\* The configuration that governs slot s, which is at most Alpha beyond what n knows chosen.
Governor(n, s) == GovernorBy(n, ledger[n], s)

\* The configurations that n knows chosen and that govern slots it does not know.
Governors(n) == {Governor(n, s) : s \in ChosenThrough(n) + 1 .. ChosenThrough(n) + Alpha}

\* A president proposes where it knows who governs.
MayProposeIn(n, s) == s <= ChosenThrough(n) + Alpha

\* In all of these configurations a quorum is among the nodes N.
HasQuorums(configurations, N) == \A c \in configurations : \E Q \in QuorumOf(c) : Q \subseteq N

\* A president counts answers for the slots in their order.
InOrder(n, s) == s = ChosenThrough(n) + 1

\* The ballot in which n presides, or 0.
Presides(n) == IF next[n] = 0 THEN 0 ELSE ballot[n]

\* How far n says in a Promise that it knows the ledger chosen: no vote is told there.
SaysChosen(n) == ChosenThrough(n)

\* Of a set of votes, one of the highest ballot.
Highest(V) == CHOOSE v \in V : \A w \in V : w.ballot <= v.ballot

\* What must be proposed again in a slot in which a quorum reported these votes
\* (void ones left out): the decree of the highest ballot, or nothing.
DecreeFor(V) == IF V = {} THEN None ELSE Highest(V).decree

\* The votes of ballots below `floor' are void, and so is no vote at all.
NotVoid(V, floor) == {v \in V : v.ballot # 0 /\ v.ballot >= floor}

\* A proposer that heard these promises knows the ledger as far as any of them says.
CaughtUp(n, promises) == \A m \in promises : m.chosenThrough <= ChosenThrough(n)

\* A follower's vote of ballot v is the chosen decree where the president of
\* ballot b says that the slot is chosen: only if the ballots are the same.
TellsTheDecree(v, b) == v = b

\* Only a node that does not preside takes chosen decrees from others. A president
\* that did could learn that another ballot chose another decree than it proposed
\* in its own, and would then say "chosen" to a follower that voted for the latter.
MayBeTold(n) == Presides(n) = 0

-----------------------------------------------------------------------------
\* Messages

\* The promise of ballot b that n would send now.
PromiseOf(n, b) ==
  [type |-> "Promise", by |-> n, ballot |-> b,
   votes |-> [s \in Slot |-> IF s > ChosenThrough(n) THEN votes[n][s] ELSE NoVote],
   chosenThrough |-> SaysChosen(n)]

\* One Accept.
AcceptOf(b, s, d) == [type |-> "Accept", ballot |-> b, slot |-> s, decree |-> d]

\* One Accepted. `voted' is false where the answer comes from knowing the slot chosen.
AcceptedBy(n, b, s, voted) ==
  [type |-> "Accepted", by |-> n, ballot |-> b, slot |-> s, voted |-> voted]

\* The president's news of its ledger, once there is any.
ChosenThroughOf(b, through) ==
  IF through = 0 THEN {} ELSE {[type |-> "ChosenThrough", ballot |-> b, slot |-> through]}

\* One chosen decree, told to whoever asks.
ChosenOf(s, d) == [type |-> "Chosen", slot |-> s, decree |-> d]

\* The snapshot of a ledger through slot s.
SnapshotOf(n, s) == [type |-> "Snapshot", decrees |-> SubSeq(ledger[n], 1, s)]

-----------------------------------------------------------------------------
\* More definitions that a mutant or a model replaces.

\* The last change of the configuration that n knows of is chosen and has come about.
Settled(n) ==
  \A s \in Slot : \A c \in Configuration :
    \/ GovernsFrom(n, s) <= ChosenThrough(n) + 1
    \/ IF s <= ChosenThrough(n) THEN ledger[n][s] # Configure(c)
       ELSE AcceptOf(ballot[n], s, Configure(c)) \notin msgs

\* The configurations that president n may propose: one change at a time.
Changes(n) == IF Settled(n) THEN Configuration ELSE {}

\* What president n may propose once it has opened: what clients want, no-ops, where
\* it wants the ledger to go on, and who shall vote.
Wishes(n) == Command \cup {Noop} \cup {Configure(c) : c \in Changes(n)}

\* The nodes that have promised the ballot of n.
Promised(n) == {m.by : m \in {k \in msgs : k.type = "Promise" /\ k.ballot = ballot[n]}}

\* A president has the promises of those who govern the slot that it proposes in.
HasPromises(n, s) == HasQuorums({Governor(n, s)}, Promised(n))

\* A node that governs nothing, as far as it knows, opens no ballots: it only learns.
MayOpen(n) == \E c \in Governors(n) : n \in c

\* A president takes part in no presidency that its ledger says is over.
NotOver(n, lastOpened) == ballot[n] >= lastOpened

\* Any message may reach any node. (A slice of a model looks at fewer.)
Reaches(m, n) == TRUE

\* What stays of a ledger in a crash, at the least.
Durable(n) == snapshot[n]

-----------------------------------------------------------------------------
\* Actions

\* At first nobody has done anything.
Init == /\ promised = [n \in Node |-> 0]
        /\ votes = [n \in Node |-> [s \in Slot |-> NoVote]]
        /\ journal = [n \in Node |-> [promised |-> 0, votes |-> [s \in Slot |-> NoVote]]]
        /\ ledger = [n \in Node |-> <<>>]
        /\ ballot = [n \in Node |-> 0]
        /\ next = [n \in Node |-> 0]
        /\ agenda = [n \in Node |-> <<>>]
        /\ snapshot = [n \in Node |-> 0]
        /\ msgs = {}

\* A node that wants to preside makes a ballot of its own its durable promise;
\* then its Prepare leaves, and with it its own Promise.
Prepare(n, b) ==
  /\ Owner[b] = n
  /\ promised[n] < b
  /\ MayOpen(n)
  /\ promised' = [promised EXCEPT ![n] = b]
  /\ journal' = [journal EXCEPT ![n] = ToWriteWhenOpening(n, b)]
  /\ ballot' = [ballot EXCEPT ![n] = b]
  /\ next' = [next EXCEPT ![n] = 0]
  /\ agenda' = [agenda EXCEPT ![n] = <<>>]
  /\ msgs' = msgs \cup {[type |-> "Prepare", ballot |-> b, from |-> ChosenThrough(n) + 1],
                        PromiseOf(n, b)}
  /\ UNCHANGED <<votes, ledger, snapshot>>

\* A node that hears a Prepare makes the promise durable, and answers with its
\* votes above what it knows chosen, and with how far that goes.
Promise(n, m) ==
  /\ m.type = "Prepare"
  /\ Reaches(m, n)
  /\ MayPromise(n, m.ballot)
  /\ promised' = [promised EXCEPT ![n] = m.ballot]
  /\ journal' = [journal EXCEPT ![n] = ToWriteWhenPromising(n, m.ballot)]
  /\ msgs' = msgs \cup {PromiseOf(n, m.ballot)}
  /\ UNCHANGED <<votes, ledger, ballot, next, agenda, snapshot>>

\* The ballot of the last presidency that opened in a ledger, or 0.
LastOpened(decrees) ==
  LET at == {s \in 1 .. Len(decrees) : \E b \in Ballot : decrees[s] = Opened(b)}
  IN IF at = {} THEN 0 ELSE decrees[CHOOSE s \in at : \A r \in at : r <= s].opened

\* What n must propose again in the slots from its ledger's last to s: see Recovery.
\* (A sequence, so that the model checker computes each slot once.)
RECURSIVE RecoveryThrough(_, _, _)
RecoveryThrough(n, promises, s) ==
  IF s = ChosenThrough(n) THEN <<[decree |-> None, floor |-> LastOpened(ledger[n])]>>
  ELSE LET plan   == RecoveryThrough(n, promises, s - 1)
           before == plan[Len(plan)]
           floor  == IF \E b \in Ballot : before.decree = Opened(b)
                     THEN before.decree.opened ELSE before.floor
       IN Append(plan, [decree |-> DecreeFor(NotVoid({m.votes[s] : m \in promises}, floor)),
                        floor  |-> floor])

\* What n must propose again, given these promises: for each slot above its
\* ledger the decree, or None; and below which ballot votes are void there.
Recovery(n, promises) ==
  LET plan == RecoveryThrough(n, promises, LastSlot)
  IN [s \in ChosenThrough(n) .. LastSlot |-> plan[s - ChosenThrough(n) + 1]]

\* The configurations whose quorums n must have heard: those that it knows chosen
\* and those that it must propose again (a lower ballot may have chosen them, and
\* what they have chosen since must be heard of).
MustHear(n, plan) ==
  Governors(n) \cup {c \in Configuration :
                       \E s \in ChosenThrough(n) + 1 .. LastSlot : plan[s].decree = Configure(c)}

\* A proposer that has these promises, from quorums, and knows the ledger as far as
\* they go, becomes president. As far as anything must be proposed again it does
\* that, with no-ops in the gaps; then it opens. What of this lies too far ahead
\* waits on its agenda.
PresideWith(n, promises) == \E plan \in {Recovery(n, promises)} :
  LET b      == ballot[n]
      first  == ChosenThrough(n) + 1
      again  == {s \in first .. LastSlot : plan[s].decree # None}
      own    == IF again = {} THEN first ELSE 1 + CHOOSE s \in again : \A r \in again : r <= s
      due(s) == IF s = own THEN Opened(b) ELSE IF s \in again THEN plan[s].decree ELSE Noop
      end    == IF own > LastSlot THEN LastSlot ELSE own
      now    == {s \in first .. end : MayProposeIn(n, s)}
      beyond == first + Cardinality(now)
  IN /\ CaughtUp(n, promises)
     /\ NotOver(n, plan[first - 1].floor)
     /\ HasQuorums(MustHear(n, plan), {m.by : m \in promises})
     /\ next' = [next EXCEPT ![n] = beyond]
     /\ agenda' = [agenda EXCEPT ![n] = [i \in 1 .. end + 1 - beyond |-> due(beyond + i - 1)]]
     /\ msgs' = msgs \cup {AcceptOf(b, s, due(s)) : s \in now}
                     \cup ChosenThroughOf(b, ChosenThrough(n))
     /\ UNCHANGED <<promised, votes, journal, ledger, ballot, snapshot>>

\* The same with whichever promises have come.
Preside(n) ==
  /\ ballot[n] # 0
  /\ next[n] = 0
  /\ \E promises \in SUBSET {m \in msgs : m.type = "Promise" /\ m.ballot = ballot[n]} :
       /\ HasQuorums(Governors(n), {m.by : m \in promises})
       /\ \A m, k \in promises : m.by = k.by => m = k
       /\ PresideWith(n, promises)

\* What a president may give the next slot to: what is on its agenda, and after that
\* what is wished.
Due(n) == IF agenda[n] = <<>> THEN Wishes(n) ELSE {Head(agenda[n])}

\* A president gives the next slot to a decree. Its own vote is no part of this: it
\* is cast like any other, and counted once it is durable.
Propose(n, d) ==
  /\ next[n] # 0
  /\ next[n] <= LastSlot
  /\ MayProposeIn(n, next[n])
  /\ HasPromises(n, next[n])
  /\ agenda[n] = <<>> => next[n] <= ChosenThrough(n) + Window
  /\ msgs' = msgs \cup {AcceptOf(ballot[n], next[n], d)}
  /\ next' = [next EXCEPT ![n] = @ + 1]
  /\ agenda' = [agenda EXCEPT ![n] = IF @ = <<>> THEN @ ELSE Tail(@)]
  /\ UNCHANGED <<promised, votes, journal, ledger, ballot, snapshot>>

\* A node that hears an Accept not below its promise makes the vote durable and
\* answers Accepted.
Vote(n, m) ==
  /\ m.type = "Accept"
  /\ Reaches(m, n)
  /\ MayVote(n, m.ballot)
  /\ m.slot > ChosenThrough(n)
  /\ LET v == [ballot |-> m.ballot, decree |-> m.decree]
     IN /\ votes' = [votes EXCEPT ![n][m.slot] = v]
        /\ journal' = [journal EXCEPT ![n] = ToWriteWhenVoting(n, m.slot, v)]
  /\ promised' = [promised EXCEPT ![n] = m.ballot]
  /\ msgs' = msgs \cup {AcceptedBy(n, m.ballot, m.slot, TRUE)}
  /\ UNCHANGED <<ledger, ballot, next, agenda, snapshot>>

\* A node that knows the slot chosen answers Accepted without a new vote: the
\* decree is the same. (One that has voted in this ballot has answered before.)
AnswerKnown(n, m) ==
  /\ m.type = "Accept"
  /\ MayVote(n, m.ballot)
  /\ m.slot <= ChosenThrough(n)
  /\ votes[n][m.slot].ballot # m.ballot
  /\ msgs' = msgs \cup {AcceptedBy(n, m.ballot, m.slot, FALSE)}
  /\ UNCHANGED <<promised, votes, journal, ledger, ballot, next, agenda, snapshot>>

\* The president that has Accepted from a quorum knows the slot chosen, and says so.
Choose(n, s) ==
  /\ Presides(n) # 0
  /\ InOrder(n, s)
  /\ \E Q \in QuorumOf(Governor(n, s)) : \A q \in Q :
       \E voted \in BOOLEAN : AcceptedBy(q, ballot[n], s, voted) \in msgs
  /\ \E d \in Decree :
       /\ AcceptOf(ballot[n], s, d) \in msgs
       /\ ledger' = [ledger EXCEPT ![n] = Append(@, d)]
       /\ msgs' = msgs \cup {ChosenOf(s, d)}
                       \cup ChosenThroughOf(ballot[n], ChosenThrough(n) + 1)
  /\ UNCHANGED <<promised, votes, journal, ballot, next, agenda, snapshot>>

\* A follower that hears how far the ledger is chosen knows the decrees of the
\* next slots, as long as it voted in them in the president's ballot.
Learn(n, m) ==
  /\ m.type = "ChosenThrough"
  /\ MayBeTold(n)
  /\ LET start   == ChosenThrough(n)
         told(s) == /\ votes[n][s].ballot # 0
                    /\ TellsTheDecree(votes[n][s].ballot, m.ballot)
         known   == {s \in start + 1 .. m.slot : \A r \in start + 1 .. s : told(r)}
     IN /\ known # {}
        /\ ledger' = [ledger EXCEPT ![n] =
                        @ \o [i \in 1 .. Cardinality(known) |-> votes[n][start + i].decree]]
        /\ msgs' = msgs \cup {ChosenOf(s, votes[n][s].decree) : s \in known}
  /\ UNCHANGED <<promised, votes, journal, ballot, next, agenda, snapshot>>

\* A node that lacks the next slot's decree is told it by one who knows it.
CatchUp(n, m) ==
  /\ m.type = "Chosen"
  /\ Reaches(m, n)
  /\ MayBeTold(n)
  /\ m.slot = ChosenThrough(n) + 1
  /\ ledger' = [ledger EXCEPT ![n] = Append(@, m.decree)]
  /\ msgs' = IF Presides(n) = 0 THEN msgs ELSE msgs \cup ChosenThroughOf(ballot[n], m.slot)
  /\ UNCHANGED <<promised, votes, journal, ballot, next, agenda, snapshot>>

\* The votes v without those through slot s.
After(v, s) == [r \in Slot |-> IF r <= s THEN NoVote ELSE v[r]]

\* What a node that has the snapshot of these decrees does to its own votes: it
\* drops them, in memory and on disk. Its promise stays.
Replaces(n, decrees) ==
  /\ snapshot' = [snapshot EXCEPT ![n] = Len(decrees)]
  /\ votes' = [votes EXCEPT ![n] = After(@, Len(decrees))]
  /\ journal' = [journal EXCEPT ![n].votes = After(@, Len(decrees))]

\* A node makes a snapshot of its ledger through slot s durable, drops what it stands
\* for, and has it for others.
Truncate(n, s) ==
  /\ s > snapshot[n]
  /\ s <= ChosenThrough(n)
  /\ Replaces(n, SubSeq(ledger[n], 1, s))
  /\ msgs' = msgs \cup {SnapshotOf(n, s)}
  /\ UNCHANGED <<promised, ledger, ballot, next, agenda>>

\* A node that is behind takes a snapshot over.
Install(n, m) ==
  /\ m.type = "Snapshot"
  /\ Reaches(m, n)
  /\ MayBeTold(n)
  /\ Len(m.decrees) > ChosenThrough(n)
  /\ Replaces(n, m.decrees)
  /\ ledger' = [ledger EXCEPT ![n] = m.decrees]
  /\ msgs' = IF Presides(n) = 0 THEN msgs
             ELSE msgs \cup ChosenThroughOf(ballot[n], Len(m.decrees))
  /\ UNCHANGED <<promised, ballot, next, agenda>>

\* A node loses its memory and comes back with its journal and its snapshot; of the
\* ledger above that a lower part may have been written.
Restart(n) ==
  /\ promised' = [promised EXCEPT ![n] = journal[n].promised]
  /\ votes' = [votes EXCEPT ![n] = journal[n].votes]
  /\ \E kept \in Durable(n) .. ChosenThrough(n) :
       /\ ledger' = [ledger EXCEPT ![n] = SubSeq(@, 1, kept)]
       /\ snapshot' = [snapshot EXCEPT ![n] = IF kept < @ THEN kept ELSE @]
  /\ ballot' = [ballot EXCEPT ![n] = 0]
  /\ next' = [next EXCEPT ![n] = 0]
  /\ agenda' = [agenda EXCEPT ![n] = <<>>]
  /\ UNCHANGED <<journal, msgs>>

Next == \E n \in Node : \/ \E b \in Ballot : Prepare(n, b)
                        \/ Preside(n)
                        \/ \E d \in Due(n) : Propose(n, d)
                        \/ \E s \in Slot : Choose(n, s)
                        \/ \E m \in msgs : \/ Promise(n, m) \/ Vote(n, m) \/ AnswerKnown(n, m)
                                           \/ Learn(n, m) \/ CatchUp(n, m)
                                           \/ Install(n, m)
                        \/ \E s \in Slot : Truncate(n, s)
                        \/ Restart(n)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Laws

\* The messages of a kind.
Sent(type) == {m \in msgs : m.type = type}

\* n voted as the Accept m asked. (The journal keeps only the highest vote of a
\* slot; the answers tell them all.)
Voted(n, m) == AcceptedBy(n, m.ballot, m.slot, TRUE) \in msgs

\* Slots 1 to s, who governs them and which decrees were chosen there: a quorum of
\* those who govern voted in one ballot.
RECURSIVE HistoryThrough(_)
HistoryThrough(s) ==
  IF s = 0 THEN <<>>
  ELSE LET before  == HistoryThrough(s - 1)
           changes == IF s <= Alpha THEN {}
                      ELSE {c \in Configuration : Configure(c) \in before[s - Alpha].chosen}
           voters  == IF changes # {} THEN CHOOSE c \in changes : TRUE
                      ELSE IF s = 1 THEN Initial ELSE before[s - 1].voters
           chosen  == {m.decree : m \in {k \in msgs : /\ k.type = "Accept" /\ k.slot = s
                                     /\ \E Q \in QuorumOf(voters) : \A n \in Q : Voted(n, k)}}
       IN Append(before, [voters |-> voters, chosen |-> chosen])

\* The same of the whole ledger.
History == HistoryThrough(LastSlot)

\* An acceptor takes part in no ballot below its promise: what it reported when
\* it promised b is still the whole truth about its votes below b.
P1A == \A p \in Sent("Promise"), m \in Sent("Accept") :
         m.ballot < p.ballot /\ m.slot > p.chosenThrough =>
           p.votes[m.slot].ballot >= m.ballot \/ ~Voted(p.by, m)

\* A decree is proposed only if quorums show it safe: for every lower ballot there
\* is one whose nodes have voted in it for this decree, or did not vote in it and
\* never will. (One quorum shows it for all lower ballots, where no vote is void:
\* see P2C in Paxos.)
P2C == LET accepts == Sent("Accept")
           history == History
       IN \A m \in accepts : \A c \in {b \in Ballot : b < m.ballot} :
            LET others == {k \in accepts : k.slot = m.slot /\ k.ballot = c
                                            /\ k.decree # m.decree}
                same   == {k \in accepts : k.slot = m.slot /\ k.ballot = c
                                            /\ k.decree = m.decree}
            IN \E Q \in QuorumOf(history[m.slot].voters) : \A n \in Q :
                 \/ \E k \in same : Voted(n, k)
                 \/ (promised[n] > c /\ \A k \in others : ~Voted(n, k))

\* Every ballot belongs to one node, which opens it at most once, restarts included.
B1 == \A m \in Sent("Prepare") : journal[Owner[m.ballot]].promised >= m.ballot

\* Any two quorums of one configuration share a node.
B2 == \A c \in {Initial} \cup Configuration : \A Q, R \in QuorumOf(c) : Q \cap R # {}

\* A ballot carries at most one decree in a slot.
ONE_DECREE == \A m, k \in Sent("Accept") :
                m.ballot = k.ballot /\ m.slot = k.slot => m.decree = k.decree

\* Nothing has left that depends on an unwritten promise or vote.
PERSIST_FIRST ==
  /\ \A m \in Sent("Promise") : journal[m.by].promised >= m.ballot
  /\ \A m \in Sent("Accepted") : m.voted =>
       /\ journal[m.by].promised >= m.ballot
       /\ m.slot > snapshot[m.by] => journal[m.by].votes[m.slot].ballot >= m.ballot

\* No slot ever has two chosen decrees, and no two nodes know different ones.
AGREEMENT ==
  /\ LET history == History IN \A s \in Slot : Cardinality(history[s].chosen) <= 1
  /\ \A n, m \in Node : \A s \in (1 .. ChosenThrough(n)) \cap (1 .. ChosenThrough(m)) :
       ledger[n][s] = ledger[m][s]

\* Slots are applied in order, without gap, once: the ledger that a node applies
\* holds in each slot, up to its end, the decree that was chosen there.
PREFIX == LET history == History
          IN \A n \in Node : \A s \in 1 .. ChosenThrough(n) : ledger[n][s] \in history[s].chosen

\* What Opened(b) tells is true: from its slot on, nothing is chosen in a ballot below b.
OPENED ==
  LET history == History
  IN \A b \in Ballot, s \in Slot : Opened(b) \in history[s].chosen =>
       \A m \in Sent("Accept") : m.slot >= s /\ m.ballot < b =>
         ~\E Q \in QuorumOf(history[m.slot].voters) : \A n \in Q : Voted(n, m)

-----------------------------------------------------------------------------
\* Refinement

\* A message as slot s of Paxos sees it; nothing, if it says nothing about s.
About(s, m) ==
  CASE m.type = "Prepare" -> {[type |-> "Prepare", ballot |-> m.ballot]}
    [] m.type = "Promise" /\ s > m.chosenThrough ->
         {[type |-> "Promise", by |-> m.by, ballot |-> m.ballot, vote |-> m.votes[s]]}
    [] m.type = "Accept" /\ m.slot = s ->
         {[type |-> "Accept", ballot |-> m.ballot, decree |-> m.decree]}
    [] m.type = "Accepted" /\ m.slot = s /\ m.voted ->
         {[type |-> "Accepted", by |-> m.by, ballot |-> m.ballot]}
    [] OTHER -> {}

\* A vote that was dropped, as the answers tell it: the last one before the slot was
\* known chosen. Paxos never drops votes; here nobody asks for it any more.
Dropped(n, s) ==
  LET own == {m \in msgs : m.type = "Accept" /\ m.slot = s /\ Voted(n, m)}
  IN IF own = {} THEN NoVote
     ELSE LET m == Highest(own) IN [ballot |-> m.ballot, decree |-> m.decree]

\* A vote of n in slot s: v, where it was not dropped.
Kept(n, s, v) == IF s <= snapshot[n] THEN Dropped(n, s) ELSE v

\* The quorums of a ledger in which nobody changes the configuration.
Quorum == QuorumOf(Initial)

\* Slot s, seen as an instance of Paxos.
In(s) == INSTANCE Paxos
  WITH Quorum  <- Quorum,
       vote    <- [n \in Node |-> Kept(n, s, votes[n][s])],
       journal <- [n \in Node |-> [promised |-> journal[n].promised,
                                   vote     |-> Kept(n, s, journal[n].votes[s])]],
       open    <- [n \in Node |-> IF next[n] = 0 \/ s >= next[n] THEN ballot[n] ELSE 0],
       msgs    <- UNION {About(s, m) : m \in msgs}

\* Every slot is Paxos.
EachSlotIsPaxos == /\ \A s \in Slot : In(s)!Init
                   /\ [][\A s \in Slot : [In(s)!Next]_(In(s)!vars)]_vars
=============================================================================
