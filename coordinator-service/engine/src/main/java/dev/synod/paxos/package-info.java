/**
 * Paxos itself: what a node promises, votes for, proposes and learns. No clock, thread, random number or I/O.
 *
 * <p>Door: {@link Legislator}. Imports: {@code java.util} and jspecify only.
 *
 * <p>Read first: {@link Ballot}, {@link Message}, {@link Acceptor}; then {@link Presiding}.
 */
@NullMarked
package dev.synod.paxos;

import org.jspecify.annotations.NullMarked;
