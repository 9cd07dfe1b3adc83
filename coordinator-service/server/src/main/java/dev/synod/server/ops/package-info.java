/**
 * What operators see: health, metrics, info, and the log's few lines.
 *
 * <p>Door: the actuator's endpoints and standard output. Imports: {@code node} and {@code paxos}; decides nothing.
 *
 * <p>Read first: {@link LoopHealth}, {@link StandingHealth}, {@link StandingLog}.
 */
@NullMarked
package dev.synod.server.ops;

import org.jspecify.annotations.NullMarked;
