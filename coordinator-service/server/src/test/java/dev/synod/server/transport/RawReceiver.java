package dev.synod.server.transport;

import dev.synod.server.transport.v1.PeersGrpc;
import dev.synod.server.transport.v1.Wire;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Somebody whom a node may call, who says nothing but what it is told to, byte by byte. Welcomes everybody. */
final class RawReceiver implements AutoCloseable {

    /** Completes with the first parcel. */
    final CompletableFuture<Wire.Parcel> greeting = new CompletableFuture<>();

    final Queue<Wire.Parcel> parcels = new ConcurrentLinkedQueue<>();

    private final CompletableFuture<ServerCall<Wire.Parcel, byte[]>> stream = new CompletableFuture<>();
    private final Server server;

    RawReceiver() throws IOException {
        MethodDescriptor<Wire.Parcel, byte[]> converse = PeersGrpc.getConverseMethod().toBuilder(
                        PeersGrpc.getConverseMethod().getRequestMarshaller(), new Bytes())
                .build();
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(ServerServiceDefinition.builder(ServiceDescriptor.newBuilder(PeersGrpc.SERVICE_NAME)
                                .addMethod(converse)
                                .build())
                        .addMethod(converse, (call, headers) -> new Reading(call))
                        .build())
                .build()
                .start();
    }

    Address address() {
        return new Address(Loopback.HOST, server.getPort());
    }

    /** To the first caller, once it has greeted. */
    void say(byte[] welcome) {
        stream.join().sendMessage(welcome);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Reading extends ServerCall.Listener<Wire.Parcel> {

        private final ServerCall<Wire.Parcel, byte[]> call;

        Reading(ServerCall<Wire.Parcel, byte[]> call) {
            this.call = call;
            call.request(1_000);
        }

        @Override
        public void onMessage(Wire.Parcel parcel) {
            if (greeting.complete(parcel)) {
                call.sendHeaders(new Metadata());
                call.sendMessage(new byte[0]);
                stream.complete(call);
            } else {
                parcels.add(parcel);
            }
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
