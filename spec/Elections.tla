------------------------------ MODULE Elections ------------------------------
(***************************************************************************)
(* One election: who leads, since which decree, and who comes next.        *)
(*                                                                         *)
(* Candidates enter and withdraw; a session that ends takes its candidates *)
(* along. Whenever nobody leads and somebody stands, the same decree makes *)
(* a leader: the standing candidate of the highest priority, and among     *)
(* these the one that came first. A later candidate of higher priority     *)
(* does not push a leader out. A transfer hands the lead to a named        *)
(* candidate; the one who led stays a candidate.                           *)
(*                                                                         *)
(* The term of a leadership is its fencing token: the slot of the decree   *)
(* that made it. What a leader does elsewhere is protected by its term as  *)
(* a holder's writes are by their token (FENCED in Locks), so resources    *)
(* are not modelled again. As there, sessions may end at any time.         *)
(*                                                                         *)
(* This is not simply Locks: priority overtakes, places are kept while     *)
(* priorities change, and a transfer passes by the queue.                  *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Session,    \* the candidates' sessions
          Candidate,  \* who may stand
          SessionOf,  \* SessionOf[c]: the session of candidate c
          Priority    \* the priorities: numbers, the higher the sooner

VARIABLES position, \* the slot of the last decree
          ended,    \* sessions that have ended
          standing, \* candidates, in the order of their arrival
          priority, \* priority[c]: what c asked for last
          leading,  \* the candidates that lead
          term,     \* term[c]: since which decree c leads, or 0
          terms     \* the terms of all leaderships ever, in order (to state TOKEN_GROWS)

vars == <<position, ended, standing, priority, leading, term, terms>>

\* The elements of a sequence.
Range(q) == {q[i] : i \in 1 .. Len(q)}

\* What the variables may hold.
TypeOK == /\ position \in Nat
          /\ ended \subseteq Session
          /\ Range(standing) \subseteq Candidate
          /\ priority \in [Candidate -> Priority]
          /\ leading \subseteq Candidate
          /\ term \in [Candidate -> Nat]
          /\ Range(terms) \subseteq Nat

-----------------------------------------------------------------------------
\* Definitions the actions rest on. A mutant replaces one of them.

\* Who leads next, where somebody stands: highest priority first, then arrival.
Successor(q, p) ==
  q[CHOOSE i \in 1 .. Len(q) : \A j \in 1 .. Len(q) :
      p[q[j]] < p[q[i]] \/ (p[q[j]] = p[q[i]] /\ i <= j)]

\* Who leads after a transfer.
LeadersAfterTransfer(to) == {to}

\* The term of a leadership that the decree in slot s makes: the slot itself.
TermFor(s) == s

-----------------------------------------------------------------------------

\* At first nobody stands.
Init == /\ position = 0
        /\ ended = {}
        /\ standing = <<>>
        /\ priority = [c \in Candidate |-> CHOOSE p \in Priority : TRUE]
        /\ leading = {}
        /\ term = [c \in Candidate |-> 0]
        /\ terms = <<>>

\* A decree makes these the leaders. Those who were not get a term of this slot,
\* those who are no more have none.
Lead(L) ==
  LET new == L \ leading
      t   == TermFor(position + 1)
  IN /\ position' = position + 1
     /\ leading' = L
     /\ term' = [c \in Candidate |-> IF c \in new THEN t ELSE IF c \in L THEN term[c] ELSE 0]
     /\ terms' = IF new = {} THEN terms ELSE Append(terms, t)

\* A decree that leaves the candidates q, with priorities p, and the leaders L
\* fills a vacant lead in the same slot.
Fill(q, p, L) ==
  /\ standing' = q
  /\ priority' = p
  /\ Lead(IF L = {} /\ q # <<>> THEN {Successor(q, p)} ELSE L)

\* A candidate enters; or, standing already, changes its priority and keeps its place.
Enter(c, p) ==
  /\ SessionOf[c] \notin ended
  /\ c \in Range(standing) => priority[c] # p
  /\ Fill(IF c \in Range(standing) THEN standing ELSE Append(standing, c),
          [priority EXCEPT ![c] = p], leading)
  /\ UNCHANGED ended

\* The candidates that stand without these.
Without(C) == SelectSeq(standing, LAMBDA c : c \notin C)

\* A candidate withdraws; if it led, it is succeeded at once.
Withdraw(c) ==
  /\ c \in Range(standing)
  /\ Fill(Without({c}), priority, leading \ {c})
  /\ UNCHANGED ended

\* A session is expired, or closed: its candidates withdraw.
Expire(s) ==
  /\ s \notin ended
  /\ ended' = ended \cup {s}
  /\ LET lost == {c \in Candidate : SessionOf[c] = s}
     IN Fill(Without(lost), priority, leading \ lost)

\* The lead is handed to a candidate that stands.
Transfer(to) ==
  /\ leading # {}
  /\ to \in Range(standing) \ leading
  /\ Lead(LeadersAfterTransfer(to))
  /\ UNCHANGED <<ended, standing, priority>>

Next == \/ \E c \in Candidate : \/ \E p \in Priority : Enter(c, p)
                                \/ Withdraw(c)
                                \/ Transfer(c)
        \/ \E s \in Session : Expire(s)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------

\* An election has at most one leader.
ONE_LEADER == Cardinality(leading) <= 1

\* Each leadership has a larger term than all before; the present one has the last.
TERM_GROWS == /\ \A i, j \in 1 .. Len(terms) : i < j => terms[i] < terms[j]
              /\ \A c \in leading : term[c] = terms[Len(terms)]

\* A term is the fencing token of a leadership, so the law of tokens is the same.
TOKEN_GROWS == TERM_GROWS

\* Only who stands can lead, and only who leads has a term.
LEADERS_STAND == /\ leading \subseteq Range(standing)
                 /\ \A c \in Candidate : term[c] # 0 <=> c \in leading

\* Where anybody stands, somebody leads.
NEVER_VACANT == standing # <<>> => leading # {}

\* A session that has ended has no candidate.
NOTHING_AFTER_THE_END == \A c \in Range(standing) : SessionOf[c] \notin ended

\* Entering an election pushes nobody out.
NOBODY_PUSHED_OUT ==
  [][(\E c \in Candidate, p \in Priority : Enter(c, p)) /\ leading # {} => leading' = leading]_vars

\* Who succeeds without a transfer is the first of those with the highest priority.
IN_ORDER ==
  [][\A c \in leading' \ leading :
       \/ Transfer(c)
       \/ \A i, j \in 1 .. Len(standing') :
            standing'[i] = c =>
              \/ priority'[standing'[j]] < priority'[c]
              \/ (priority'[standing'[j]] = priority'[c] /\ i <= j)]_vars
=============================================================================
