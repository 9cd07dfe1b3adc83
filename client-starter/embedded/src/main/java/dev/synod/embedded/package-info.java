/**
 * A coordinator inside a process that is also its only client: the real engine on a journal in memory, for development
 * and for tests.
 *
 * <p>Door: {@code EmbeddedCluster}. Imports: {@code client}, the engine.
 *
 * <p>Read first: {@code EmbeddedCluster}.
 */
@NullMarked
package dev.synod.embedded;

import org.jspecify.annotations.NullMarked;
