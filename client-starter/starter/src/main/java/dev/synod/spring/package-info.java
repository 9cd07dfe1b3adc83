/**
 * What an application writes on its methods: who may run them, when, and how often.
 *
 * <p>Door: {@link LeaderOnly}, {@link DistributedLock}, {@link OncePerCluster}, {@link Fenced},
 * {@link CausalEvent}, {@link CausalListener}. Imports: nothing.
 *
 * <p>Read first: {@link LeaderOnly}, then {@link Otherwise} and {@link WhenLost}.
 */
@NullMarked
package dev.synod.spring;

import org.jspecify.annotations.NullMarked;
