/**
 * Synod's locks and elections in the shapes that others know: the JVM's locks, Spring Integration's, ShedLock's.
 *
 * <p>Door: {@link ThreadLocks}, {@link SynodLockRegistry}, {@link SynodLeaderInitiator}, {@link SynodLockProvider}.
 * Imports: {@code client}, {@code spring.boot}, and each library where it is there.
 *
 * <p>Read first: {@link SynodLock}, then {@link LimitedHold}.
 */
@NullMarked
package dev.synod.spring.bridge;

import org.jspecify.annotations.NullMarked;
