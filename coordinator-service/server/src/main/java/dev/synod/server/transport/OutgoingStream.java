package dev.synod.server.transport;

import dev.synod.paxos.NodeId;
import dev.synod.server.transport.v1.PeersGrpc;
import dev.synod.server.transport.v1.Wire;
import dev.synod.server.transport.wire.WireReader;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One attempt to talk to a peer: a connection, a greeting, and after the welcome as many parcels as the peer reads, and
 * what it answers in welcomes. Runs on the event loop from beginning to end.
 *
 * <p>Each attempt has a channel of its own: a gRPC channel that is used again waits longer after each failure than a
 * cluster without a president can afford, and keeps to the addresses that it once resolved.
 */
final class OutgoingStream extends ClientCall.Listener<Optional<Wire.Welcome>> implements Courier.Way {

    /** What happens to a stream, in this order; {@link #ended} exactly once, and nothing after it. */
    interface Events {

        void welcomed();

        /** The peer reads: {@link OutgoingStream#isReady} may be true again. */
        void ready();

        /** The peer answers; empty where nobody can read it. */
        void heard(Optional<List<Wire.PeerMessage>> messages);

        void ended(Status status);
    }

    private static final MethodDescriptor<Wire.Parcel, Optional<Wire.Welcome>> CONVERSE =
            PeersGrpc.getConverseMethod().toBuilder(
                            PeersGrpc.getConverseMethod().getRequestMarshaller(),
                            new WireReader<>(Wire.Welcome.parser()))
                    .build();

    /** Welcomes that gRPC may read ahead: they are only moved to the mailbox, which waits for nobody. */
    private static final int AHEAD = 8;

    private final Station station;
    private final Events events;
    private final ManagedChannel channel;
    private final ClientCall<Wire.Parcel, Optional<Wire.Welcome>> call;
    private final ScheduledFuture<?> watch;
    private boolean welcomed;
    private boolean over;
    private long welcomedNanos;
    private long heardNanos = System.nanoTime();

    OutgoingStream(Station station, Address address, Events events) {
        this.station = station;
        this.events = events;
        this.channel = channel(station, address);
        this.call = channel.newCall(CONVERSE, CallOptions.DEFAULT);
        long every = Station.SIGN_OF_LIFE.toNanos();
        this.watch = station.loop().scheduleWithFixedDelay(this::listen, every, every, TimeUnit.NANOSECONDS);
    }

    private static ManagedChannel channel(Station station, Address address) {
        return NettyChannelBuilder.forTarget("dns:///" + address, station.settings().security().outgoing())
                .eventLoopGroup(station.loop())
                .channelType(NioSocketChannel.class)
                .executor(station.loop())
                // Peers are reached directly, whatever proxy the machine has for the world outside.
                .proxyDetector(target -> null)
                .disableRetry()
                .disableServiceConfigLookUp()
                .maxInboundMessageSize(Station.LARGEST_PARCEL)
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(2, TimeUnit.SECONDS)
                .build();
    }

    void greet(NodeId peer) {
        call.start(this, new Metadata());
        call.request(AHEAD);
        call.sendMessage(station.greetings().to(peer));
    }

    @Override
    public boolean isReady() {
        return welcomed && !over && call.isReady();
    }

    @Override
    public void send(List<Wire.PeerMessage> messages) {
        call.sendMessage(Wire.Parcel.newBuilder().addAllMessages(messages).build());
    }

    /** How long the peer has taken messages; zero where it never did. */
    Duration age() {
        return welcomed ? Duration.ofNanos(System.nanoTime() - welcomedNanos) : Duration.ZERO;
    }

    /** Drops the connection, and tells nobody. */
    void close() {
        over = true;
        watch.cancel(false);
        channel.shutdownNow();
    }

    void awaitClosed(Duration atMost) throws InterruptedException {
        channel.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void onMessage(Optional<Wire.Welcome> welcome) {
        if (over) {
            return;
        }
        heardNanos = System.nanoTime();
        call.request(1);
        if (!welcomed) {
            welcomed = true;
            welcomedNanos = heardNanos;
            events.welcomed();
        }
        events.heard(welcome.map(Wire.Welcome::getMessagesList));
    }

    @Override
    public void onReady() {
        if (isReady()) {
            events.ready();
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end(status);
    }

    private void listen() {
        if (System.nanoTime() - heardNanos > Station.SILENCE.toNanos()) {
            end(Status.UNAVAILABLE.withDescription("no sign of life for " + Station.SILENCE.toSeconds() + " s"));
        }
    }

    private void end(Status status) {
        if (!over) {
            close();
            events.ended(status);
        }
    }
}
