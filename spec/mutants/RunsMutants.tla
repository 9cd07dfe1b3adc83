----------------------------- MODULE RunsMutants -----------------------------
(* Rules of Runs, broken one at a time by the configurations beside this file. *)
EXTENDS MCRuns

\* A firing may be claimed that has a runner.
RunningOrNot(r) == r.state \in {"claimed", "abandoned"}

\* A firing may be claimed that has failed.
OnceMore(r) == r.state \in {"abandoned", "failed"}

\* What is not remembered may be claimed.
AnythingForgotten(f) == TRUE

\* What is not remembered may be claimed, unless it is older than all that is.
NotBelowTheOldest(f) ==
  horizon = 0 \/ (IF known = {} THEN f > horizon ELSE \E g \in known : g < f)

\* Attempts are not counted.
AsOftenAsItTakes(r) == TRUE

\* A firing keeps the token of its first claim.
TokenOfTheFirst(f, s) == IF f \in known THEN runs[f].token ELSE s

\* The outcome of anybody who ever claimed the firing is taken while it is claimed.
AnyToken(r, t) == r.state = "claimed"

\* The outcome of a runner is taken after its session has ended.
AbandonedOrNot(r, t) == r.state \in {"claimed", "abandoned"} /\ r.token = t

\* A second outcome is taken.
SecondThought(r, t) == r.state # "abandoned" /\ r.token = t

\* A session that ends abandons nothing.
NothingAbandoned(s) == {}

\* Anything may be forgotten.
ClaimedOrNot(r) == TRUE
=============================================================================
