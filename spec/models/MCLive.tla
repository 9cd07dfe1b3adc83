------------------------------- MODULE MCLive -------------------------------
(***************************************************************************)
(* Something comes of it, in the end. What is asked for that:              *)
(*                                                                         *)
(*   - somebody opens the last ballot there is, and does not crash, or     *)
(*     give up, from then on (patience, probes and growing rounds bring    *)
(*     this about; that they do is not modelled);                          *)
(*   - whoever can take a step again and again takes it: every message     *)
(*     that matters is received in the end by every node that keeps        *)
(*     waiting for it.                                                     *)
(*                                                                         *)
(* Nothing is asked of the other ballots and their nodes: they may open,   *)
(* or not, and stop at any point.                                          *)
(***************************************************************************)
EXTENDS MCMultiPaxos

\* The last ballot, and the node that opens it.
Last == CHOOSE b \in Ballot : \A c \in Ballot : c <= b
President == Owner[Last]

\* The last president stays.
Stays == ballot[President] = Last => ballot'[President] = Last

\* Whoever can, does; but nobody needs to open a ballot other than the last.
Fairness ==
  /\ WF_vars(Prepare(President, Last))
  /\ WF_vars(Preside(President))
  /\ WF_vars(\E s \in Slot : Choose(President, s))
  /\ WF_vars(\E m \in msgs : CatchUp(President, m))
  /\ \A n \in Node : /\ WF_vars(\E m \in msgs : Promise(n, m))
                     /\ WF_vars(\E m \in msgs : Vote(n, m) \/ AnswerKnown(n, m))

LiveSpec == Init /\ [][Next /\ Stays]_vars /\ Fairness

\* The last president knows the whole ledger in the end.
PROGRESS == <>(ChosenThrough(President) = LastSlot)
=============================================================================
