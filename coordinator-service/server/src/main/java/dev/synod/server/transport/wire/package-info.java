/**
 * What nodes say to each other as protobuf, and back: total, whatever the bytes.
 *
 * <p>Door: {@link PeerMessages}. Imports: {@code node}, {@code paxos}, {@code coordination.name}, protobuf, grpc.
 *
 * <p>Read first: {@code peer.proto}, {@link PeerMessages}.
 */
@NullMarked
package dev.synod.server.transport.wire;

import org.jspecify.annotations.NullMarked;
