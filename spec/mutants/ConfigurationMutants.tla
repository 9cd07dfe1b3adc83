----------------------- MODULE ConfigurationMutants -----------------------
(* Rules of configurations, broken one at a time by the configurations beside this file. *)
EXTENDS MCChange

\* A proposer hears only those who govern the next slot.
OnlyNext(n) == {Governor(n, ChosenThrough(n) + 1)}

\* A proposer does not mind configurations that it must propose again.
OnlyKnown(n, plan) == Governors(n)

\* One node thinks that a configuration governs from the slot after its own on.
AtOnceForOne(n, i) == IF n = n1 THEN i + Alpha ELSE i + 1
=============================================================================
