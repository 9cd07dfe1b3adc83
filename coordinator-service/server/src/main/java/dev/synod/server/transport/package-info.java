/**
 * Messages between nodes, by gRPC: the adapter of the port {@link dev.synod.node.Transport}.
 *
 * <p>Door: {@link GrpcTransport}. Imports: {@code node}, {@code paxos}, grpc, netty.
 *
 * <p>Read first: {@code peer.proto}, {@link GrpcTransport}; then {@link Links} (out) and {@link Reception} (in).
 */
@NullMarked
package dev.synod.server.transport;

import org.jspecify.annotations.NullMarked;
