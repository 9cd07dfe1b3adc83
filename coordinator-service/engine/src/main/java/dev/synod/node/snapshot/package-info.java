/**
 * Snapshots: what they contain, how they are spelled, and what a new cluster takes over of one.
 *
 * <p>Door: {@link SnapshotCodec}. Imports: {@code paxos}, {@code coordination}.
 *
 * <p>Read first: {@link Contents}.
 */
@NullMarked
package dev.synod.node.snapshot;

import org.jspecify.annotations.NullMarked;
