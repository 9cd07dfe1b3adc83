------------------------------ MODULE MCSessions ------------------------------
(* Three presidencies. Clocks count two or three units in a tick, so that the *)
(* rates differ by a half; six units are two to three ticks. *)
EXTENDS Sessions
=============================================================================
