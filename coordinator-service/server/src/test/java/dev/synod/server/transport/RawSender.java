package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.server.transport.v1.PeersGrpc;
import dev.synod.server.transport.v1.Wire;
import dev.synod.server.transport.wire.PeerMessages;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Somebody who speaks gRPC to a node's port, and otherwise sends what it likes. */
final class RawSender extends ClientCall.Listener<Wire.Welcome> implements AutoCloseable {

    private static final int MANY = 100_000;

    /** All of them, in order. */
    final Queue<Wire.Welcome> welcomes = new ConcurrentLinkedQueue<>();

    /** Completes with the first welcome. */
    final CompletableFuture<Wire.Welcome> welcome = new CompletableFuture<>();

    /** Completes when the node ends the stream. */
    final CompletableFuture<Status> end = new CompletableFuture<>();

    private final ManagedChannel channel;
    private final ClientCall<byte[], Wire.Welcome> call;

    /** On a connection of its own. */
    RawSender(Address address) {
        this(channel(address), MANY);
    }

    /** One stream of several on a connection; reads only so many welcomes. */
    RawSender(ManagedChannel channel, int welcomes) {
        this.channel = channel;
        MethodDescriptor<byte[], Wire.Welcome> method = PeersGrpc.getConverseMethod()
                .toBuilder(new Bytes(), ProtoUtils.marshaller(Wire.Welcome.getDefaultInstance()))
                .build();
        call = channel.newCall(method, CallOptions.DEFAULT);
        call.start(this, new Metadata());
        call.request(welcomes);
    }

    static ManagedChannel channel(Address address) {
        return NettyChannelBuilder.forAddress(address.host(), address.port(), InsecureChannelCredentials.create())
                .proxyDetector(target -> null)
                .maxInboundMessageSize(Station.LARGEST_PARCEL)
                .build();
    }

    static Wire.Parcel greeting(Wire.Role role, int from, int to) {
        Wire.Parcel plain = greeting(1, "test", from, to);
        return plain.toBuilder()
                .setGreeting(plain.getGreeting().toBuilder().setRole(role))
                .build();
    }

    /** Whoever was told to read little now reads all. */
    void read() {
        call.request(MANY);
    }

    /** What the welcomes brought. */
    List<PeerMessage> answers() {
        return welcomes.stream()
                .flatMap(each -> each.getMessagesList().stream())
                .map(PeerMessages::fromWire)
                .toList();
    }

    static Wire.Parcel greeting(int version, String cluster, int from, int to) {
        return Wire.Parcel.newBuilder()
                .setGreeting(Wire.Greeting.newBuilder()
                        .setVersion(version)
                        .setCluster(cluster)
                        .setFrom(from)
                        .setTo(to))
                .build();
    }

    void send(byte[] bytes) {
        call.sendMessage(bytes);
    }

    void send(Wire.Parcel parcel) {
        send(parcel.toByteArray());
    }

    void halfClose() {
        call.halfClose();
    }

    @Override
    public void onMessage(Wire.Welcome message) {
        welcomes.add(message);
        welcome.complete(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.complete(status);
    }

    @Override
    public void close() {
        channel.shutdownNow();
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
