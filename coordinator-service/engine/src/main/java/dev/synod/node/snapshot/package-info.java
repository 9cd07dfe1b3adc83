/**
 * Snapshots: what they contain, how they are spelled, and what a new cluster takes over of one.
 *
 * <p>Door: {@link dev.synod.node.snapshot.SnapshotCodec}. Uses {@code paxos} and {@code coordination}; no clock, no I/O.
 * Begin with {@link dev.synod.node.snapshot.Contents}.
 */
@NullMarked
package dev.synod.node.snapshot;

import org.jspecify.annotations.NullMarked;
