-------------------------------- MODULE Paxos --------------------------------
(***************************************************************************)
(* One decree, agreed on by nodes that exchange messages, crash and come   *)
(* back.                                                                   *)
(*                                                                         *)
(* The network is the set `msgs' of all messages ever sent. Any message in *)
(* it may be received at any time, any number of times, or never. So loss  *)
(* (never received), duplication (received twice), delay and reordering    *)
(* need no actions of their own: each is a choice of which step comes      *)
(* next. Nothing else can happen to a message; it is not forged.           *)
(*                                                                         *)
(* A node goes by what it has in memory (`promised', `vote', `open') and   *)
(* must find in its journal what it may not forget. A step that promises   *)
(* or votes writes the journal and sends its answer together. That is what *)
(* "a node persists before it speaks" comes to here: a crash between the   *)
(* input and the write looks like an input never received, and a crash     *)
(* between the write and the sending looks like a lost message. What such  *)
(* a step writes is a definition of its own (ToWriteWhen...), so that a    *)
(* mutant can forget it, and PERSIST_FIRST says what must never be seen.   *)
(*                                                                         *)
(* A crash is the loss of memory, and Restart is both the crash and the    *)
(* return: a node that is down is a node that takes no step, which any     *)
(* node is free to do anyway. A president that is refused, or that gives   *)
(* up for lack of a quorum, loses `open' and nothing more: that too is a   *)
(* Restart to an observer, so Refused needs no message here.               *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS Node,     \* each is proposer, acceptor and learner
          Quorum,   \* the sets of nodes that can choose
          Decree,   \* what may be chosen
          Ballot,   \* the ballots: whole numbers above zero
          Owner,    \* Owner[b]: the one node that may open ballot b
          None      \* no decree

VARIABLES promised, \* promised[n]: n takes part in no ballot below this one
          vote,     \* vote[n]: n's highest vote
          journal,  \* journal[n]: the promise and the vote that n will find after a crash
          open,     \* open[n]: the ballot that n has opened and not yet proposed in, or 0
          msgs      \* all messages ever sent

vars == <<promised, vote, journal, open, msgs>>

\* The vote of a node that has not voted.
NoVote == [ballot |-> 0, decree |-> None]

\* What a vote may be.
AnyVote == {NoVote} \cup [ballot : Ballot, decree : Decree]

\* What a message may be.
Message ==
  [type : {"Prepare"}, ballot : Ballot]
    \cup [type : {"Promise"}, by : Node, ballot : Ballot, vote : AnyVote]
    \cup [type : {"Accept"}, ballot : Ballot, decree : Decree]
    \cup [type : {"Accepted"}, by : Node, ballot : Ballot]

\* What the variables may hold.
TypeOK == /\ promised \in [Node -> Ballot \cup {0}]
          /\ vote \in [Node -> AnyVote]
          /\ journal \in [Node -> [promised : Ballot \cup {0}, vote : AnyVote]]
          /\ open \in [Node -> Ballot \cup {0}]
          /\ msgs \subseteq Message

-----------------------------------------------------------------------------
\* Definitions the actions rest on. A mutant replaces one of them.

\* What a node has in its journal once it has opened ballot b.
ToWriteWhenOpening(n, b) == [journal[n] EXCEPT !.promised = b]

\* What a node has in its journal once it has promised b.
ToWriteWhenPromising(n, b) == [journal[n] EXCEPT !.promised = b]

\* What a node has in its journal once it has voted v.
ToWriteWhenVoting(n, v) == [promised |-> v.ballot, vote |-> v]

\* The promise that a node keeps in memory when it has voted in ballot b: a
\* vote is also a promise.
PromisedByVoting(n, b) == b

\* A node may promise a ballot again: the Prepare came twice, or the answer was lost.
MayPromise(n, b) == promised[n] <= b

\* A node may vote in a ballot that is not below its promise.
MayVote(n, b) == promised[n] <= b

\* Of a set of votes, one of the highest ballot.
Highest(V) == CHOOSE v \in V : \A w \in V : w.ballot <= v.ballot

\* The decrees that may be proposed when a quorum reported the votes V: the
\* decree of the highest-ballot vote, or any if nobody has voted. This is the
\* heart of the matter.
Proposable(V) == IF V = {} THEN Decree ELSE {Highest(V).decree}

\* The promise of ballot b that n would send now.
PromiseOf(n, b) == [type |-> "Promise", by |-> n, ballot |-> b, vote |-> vote[n]]

\* What n may send once it has promised b: its promise, or nothing. Nothing is
\* what a lost answer comes to, and what MultiPaxos sends about slots that a
\* node knows chosen.
Answers(n, b) == {{PromiseOf(n, b)}, {}}

\* The messages of a kind.
Sent(type) == {m \in msgs : m.type = type}

\* Votes of ballots below f are void: a quorum that promised f reported no vote but
\* void ones, so that no ballot below f has chosen anything, or ever will. A
\* proposer need not know this; MultiPaxos' presidents do, from Opened(f).
RECURSIVE VoidBelow(_)
VoidBelow(f) ==
  \/ f = 0
  \/ \E g \in {0} \cup Ballot, Q \in Quorum :
       /\ g < f
       /\ \A n \in Q : \E m \in Sent("Promise") :
            m.by = n /\ m.ballot = f /\ (m.vote.ballot = 0 \/ m.vote.ballot < g)
       /\ VoidBelow(g)

\* The ballots below which a proposer may leave votes out, if they are void there.
Floors == {0} \cup Ballot

\* The votes among V that are votes at all, and not of ballots below f.
Counting(V, f) == {v \in V : v.ballot # 0 /\ v.ballot >= f}

-----------------------------------------------------------------------------
\* Actions. (Within an action the cheap conditions come first, so that the model
\* checker soon discards a step that is none.)

\* At first nobody has done anything.
Init == /\ promised = [n \in Node |-> 0]
        /\ vote = [n \in Node |-> NoVote]
        /\ journal = [n \in Node |-> [promised |-> 0, vote |-> NoVote]]
        /\ open = [n \in Node |-> 0]
        /\ msgs = {}

\* A node opens a ballot of its own, above all that it has promised: the ballot
\* becomes its own durable promise, and then its Prepare leaves. Its own Promise
\* goes with it, or is not heard of again.
Prepare(n, b) ==
  /\ Owner[b] = n
  /\ promised[n] < b
  /\ promised' = [promised EXCEPT ![n] = b]
  /\ journal' = [journal EXCEPT ![n] = ToWriteWhenOpening(n, b)]
  /\ open' = [open EXCEPT ![n] = b]
  /\ \E answers \in Answers(n, b) :
       msgs' = msgs \cup {[type |-> "Prepare", ballot |-> b]} \cup answers
  /\ UNCHANGED vote

\* A node that hears a Prepare makes the promise durable and answers with its
\* vote. The answer may also stay away.
Promise(n, b) ==
  /\ MayPromise(n, b)
  /\ promised' = [promised EXCEPT ![n] = b]
  /\ [type |-> "Prepare", ballot |-> b] \in msgs
  /\ journal' = [journal EXCEPT ![n] = ToWriteWhenPromising(n, b)]
  /\ \E answers \in Answers(n, b) : msgs' = msgs \cup answers
  /\ UNCHANGED <<vote, open>>

\* A node with promises from a quorum proposes what they allow, once. It may leave
\* out votes that it knows to be void.
Propose(n, d) ==
  /\ open[n] # 0
  /\ open' = [open EXCEPT ![n] = 0]
  /\ \E Q \in Quorum :
       LET heard == {m \in msgs : /\ m.type = "Promise"
                                  /\ m.ballot = open[n]
                                  /\ m.by \in Q}
       IN /\ {m.by : m \in heard} = Q
          /\ \E f \in Floors :
               /\ d \in Proposable(Counting({m.vote : m \in heard}, f))
               /\ VoidBelow(f)
  /\ msgs' = msgs \cup {[type |-> "Accept", ballot |-> open[n], decree |-> d]}
  /\ UNCHANGED <<promised, vote, journal>>

\* A node that hears an Accept not below its promise makes the vote durable and
\* answers Accepted. A proposer hears its own Accept as any other node does.
Vote(n, b, d) ==
  /\ MayVote(n, b)
  /\ LET v == [ballot |-> b, decree |-> d]
     IN /\ vote' = [vote EXCEPT ![n] = v]
        /\ journal' = [journal EXCEPT ![n] = ToWriteWhenVoting(n, v)]
  /\ promised' = [promised EXCEPT ![n] = PromisedByVoting(n, b)]
  /\ [type |-> "Accept", ballot |-> b, decree |-> d] \in msgs
  /\ msgs' = msgs \cup {[type |-> "Accepted", by |-> n, ballot |-> b]}
  /\ UNCHANGED open

\* A node loses its memory and comes back with its journal.
Restart(n) ==
  /\ promised' = [promised EXCEPT ![n] = journal[n].promised]
  /\ vote' = [vote EXCEPT ![n] = journal[n].vote]
  /\ open' = [open EXCEPT ![n] = 0]
  /\ UNCHANGED <<journal, msgs>>

Next == \E n \in Node : \/ \E b \in Ballot : Prepare(n, b) \/ Promise(n, b)
                        \/ \E d \in Decree : Propose(n, d)
                        \/ \E b \in Ballot, d \in Decree : Vote(n, b, d)
                        \/ Restart(n)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Laws

\* The votes <<ballot, decree>> that n ever cast: those it has answered for.
\* (The journal holds only the highest.)
VotesBy(n) == {<<m.ballot, m.decree>> :
                 m \in {k \in Sent("Accept") :
                          [type |-> "Accepted", by |-> n, ballot |-> k.ballot] \in msgs}}

\* An acceptor takes part in no ballot below its promise: what it reported when
\* it promised b is still the whole truth about its votes below b.
P1A == \A p \in Sent("Promise"), a \in Sent("Accepted") :
         p.by = a.by /\ a.ballot < p.ballot => p.vote.ballot >= a.ballot

\* A decree is proposed only if quorums show it safe: for every lower ballot there
\* is one whose nodes have voted in it for this decree, or did not vote in it and
\* never will. (Where no vote is void, it is one quorum for all: that which
\* reported the highest vote.) Since P1A holds, this stays so.
P2C == \A m \in Sent("Accept") : \A c \in {b \in Ballot : b < m.ballot} :
         \E Q \in Quorum : \A n \in Q :
           \/ <<c, m.decree>> \in VotesBy(n)
           \/ (promised[n] > c /\ \A v \in VotesBy(n) : v[1] # c)

\* Every ballot belongs to one node, which opens it at most once, restarts
\* included: whoever sent a Prepare will never again find a lower promise in
\* its journal, and only a higher ballot can be opened.
B1 == \A m \in Sent("Prepare") : journal[Owner[m.ballot]].promised >= m.ballot

\* Any two quorums share a node.
B2 == \A Q, R \in Quorum : Q \cap R # {}

\* A ballot carries at most one decree.
ONE_DECREE == \A m, k \in Sent("Accept") : m.ballot = k.ballot => m.decree = k.decree

\* Nothing has left that depends on an unwritten promise or vote.
PERSIST_FIRST ==
  /\ \A m \in Sent("Promise") : journal[m.by].promised >= m.ballot
  /\ \A m \in Sent("Accepted") : /\ journal[m.by].promised >= m.ballot
                                 /\ journal[m.by].vote.ballot >= m.ballot

\* The decrees chosen: a quorum accepted in one ballot.
Chosen == {d \in Decree : \E b \in Ballot, Q \in Quorum :
                            \A n \in Q : <<b, d>> \in VotesBy(n)}

\* At most one decree is ever chosen.
AGREEMENT == Cardinality(Chosen) <= 1

\* Paxos is a way of Voting.
AsVoting == INSTANCE Voting WITH votes <- [n \in Node |-> VotesBy(n)]
RefinesVoting == AsVoting!Spec
=============================================================================
