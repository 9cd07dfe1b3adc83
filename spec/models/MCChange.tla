------------------------------ MODULE MCChange ------------------------------
(* Changes of the configuration: which nodes vote first, which configurations may *)
(* be decreed and how often, stands in the configurations beside this file.        *)
EXTENDS MCMultiPaxos

CONSTANT n4

\* Somebody proposes changes at any time, several at once.
AnyTime(n) == Configuration

\* The first ballot belongs to a newcomer.
NewcomerFirst == (1 :> n2) @@ (2 :> n1) @@ (3 :> n2)

\* Accepts and Prepares reach those whom the ballot's owner takes for voters.
ToVoters(m, n) ==
  CASE m.type = "Accept" -> n \in Governor(Owner[m.ballot], m.slot)
    [] m.type = "Prepare" -> n \in UNION Configuration \cup Initial
    [] OTHER -> TRUE

\* Who may open which ballot where the second is a remaining node's.
StayerSecond == (1 :> n1) @@ (2 :> n3)

\* The same, and nobody is told single decrees: only snapshots are passed on.
ToVotersSnapshots(m, n) == ToVoters(m, n) /\ m.type # "Chosen"

\* The first ballot is not heard of by its successor, nor the second by its predecessor.
HalfHeard(m, n) ==
  /\ m.type \in {"Prepare", "Accept"} => n # (IF m.ballot = 1 THEN n3 ELSE n1)
  /\ ToVoters(m, n)
  /\ m.type = "Chosen" => n = n3

\* Clients want nothing; only changes are proposed.
OnlyChanges(n) == {Configure(c) : c \in Changes(n)}
=============================================================================
