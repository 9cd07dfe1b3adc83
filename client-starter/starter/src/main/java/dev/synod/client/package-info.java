/**
 * A process as a client of Synod: its session, the locks, leads and runs that live in it, the events that it tells and
 * reads. It decides by itself, on its own monotonic clock, when what it has may no longer count.
 *
 * <p>Door: {@link Locks}, {@link Elections}, {@link Runs}, {@link Events}. Imports: {@code api}; no framework.
 *
 * <p>Read first: {@link Lease}, then {@link SynodClient}, the requests, and {@link Timers}, the clock.
 */
@NullMarked
package dev.synod.client;

import org.jspecify.annotations.NullMarked;
