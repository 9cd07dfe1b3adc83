/**
 * What the build generates from {@code peer.proto}.
 *
 * <p>Door: {@link Wire}. Imports: protobuf, grpc.
 *
 * <p>Read first: {@code peer.proto}.
 */
@NullMarked
package dev.synod.server.transport.v1;

import org.jspecify.annotations.NullMarked;
