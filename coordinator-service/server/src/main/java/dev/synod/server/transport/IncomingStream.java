package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.v1.Wire;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One stream that somebody opened to this node: a greeting, which {@link Reception} judges, then parcels in, and in
 * welcomes whatever this node has to say to somebody whom it does not call. Runs on the event loop from beginning to
 * end, but for {@link #send}.
 */
final class IncomingStream extends ServerCall.Listener<Optional<Wire.Parcel>> implements Courier.Way {

    /** Parcels that gRPC may read ahead: they are only moved to the mailbox, which waits for nobody. */
    private static final int AHEAD = 8;

    private final Station station;
    private final Reception reception;
    private final ServerCall<Optional<Wire.Parcel>, Wire.Welcome> call;
    private ScheduledFuture<?> timer;
    private Optional<NodeId> from = Optional.empty();
    private volatile Optional<Courier> courier = Optional.empty();
    private boolean spoke;
    private boolean over;

    IncomingStream(Station station, Reception reception, ServerCall<Optional<Wire.Parcel>, Wire.Welcome> call) {
        this.station = station;
        this.reception = reception;
        this.call = call;
        this.timer = station.loop().schedule(this::giveUp, Station.SILENCE.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Reads the greeting. */
    void begin() {
        call.request(1);
    }

    @Override
    public void onMessage(Optional<Wire.Parcel> parcel) {
        if (over) {
            return;
        }
        if (from.isPresent()) {
            station.intake().take(from.get(), parcel.map(Wire.Parcel::getMessagesList));
            call.request(1);
        } else {
            reception.greeted(this, call, parcel);
        }
    }

    /** Lets the messages come. */
    void welcome(NodeId peer) {
        from = Optional.of(peer);
        timer.cancel(false);
        long every = Station.SIGN_OF_LIFE.toNanos();
        timer = station.loop().scheduleAtFixedRate(this::showLife, every, every, TimeUnit.NANOSECONDS);
        call.sendHeaders(new Metadata());
        call.sendMessage(Wire.Welcome.getDefaultInstance());
        call.request(AHEAD);
    }

    /** After the welcome, where the peer reads what the welcomes bring. */
    void answerBy(Courier opened) {
        opened.open(this);
        courier = Optional.of(opened);
    }

    /** Any thread may call, and never waits. False where this is no way to the peer. */
    boolean send(PeerMessage message) {
        Optional<Courier> open = courier.filter(Courier::isOpen);
        open.ifPresent(by -> by.send(message));
        return open.isPresent();
    }

    @Override
    public boolean isReady() {
        return !over && call.isReady();
    }

    @Override
    public void send(List<Wire.PeerMessage> messages) {
        spoke = true;
        call.sendMessage(Wire.Welcome.newBuilder().addAllMessages(messages).build());
    }

    @Override
    public void onReady() {
        courier.ifPresent(Courier::deliver);
    }

    /** Ends the stream, and tells nobody but its sender. */
    void close(Status status) {
        if (!over) {
            over = true;
            timer.cancel(false);
            courier.ifPresent(Courier::close);
            call.close(status, new Metadata());
            reception.over();
        }
    }

    @Override
    public void onHalfClose() {
        end(Status.OK);
    }

    @Override
    public void onCancel() {
        end(Status.CANCELLED);
    }

    private void end(Status status) {
        if (!over) {
            close(status);
            from.ifPresent(peer -> reception.ended(peer, this));
        }
    }

    /** Whoever is told something anyway sees that this node lives. */
    private void showLife() {
        if (!spoke && call.isReady()) {
            call.sendMessage(Wire.Welcome.getDefaultInstance());
        }
        spoke = false;
    }

    private void giveUp() {
        close(Status.DEADLINE_EXCEEDED.withDescription("no greeting"));
    }
}
