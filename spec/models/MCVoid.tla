------------------------------- MODULE MCVoid -------------------------------
(* Three ballots, two slots, and votes that an Opened makes void: what the first *)
(* president proposed reaches nobody but itself, the second does not hear of it, *)
(* and the third, the first node again, finds both. *)
EXTENDS MCMultiPaxos

\* Only behaviours of this kind are followed.
FirstUnheard ==
  \A m \in msgs :
    /\ m.type = "Promise" /\ m.ballot = 1 => m.by # n3
    /\ m.type = "Accepted" /\ m.ballot = 1 => m.by = n1
    /\ m.type = "Promise" /\ m.ballot = 2 => m.by # n1
    /\ m.type = "Accepted" /\ m.ballot = 2 => m.by # n3

\* No void vote is ever left out. (False on purpose: see mutants/VoidReached.cfg.)
NOTHING_VOID ==
  \A p \in Sent("Promise"), m \in Sent("Accept") :
    p.ballot = 3 /\ m.ballot = 3 /\ p.votes[m.slot].ballot = 1 =>
      m.decree = p.votes[m.slot].decree \/ \E k \in Sent("Accept") : k.slot = m.slot /\ k.ballot = 2
=============================================================================
