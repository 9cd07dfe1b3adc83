package dev.synod.spring.listen;

import dev.synod.client.Elections;
import dev.synod.client.Events;
import dev.synod.client.Timers;

/** What all listeners of a process read by. */
record Surroundings(Elections elections, Events events, Timers timers, CausalCursor cursor, Retries retries) {}
