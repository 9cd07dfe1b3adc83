/**
 * A coordinator inside a process that is also its only client: the real engine on a journal in memory, for development
 * and for tests.
 *
 * <p>Door: {@link EmbeddedCluster}, {@link VirtualTimers}. Imports: {@code client}, the engine, Jackson.
 *
 * <p>Read first: {@link EmbeddedCluster}, then {@link EmbeddedSynodClient}.
 */
@NullMarked
package dev.synod.embedded;

import org.jspecify.annotations.NullMarked;
