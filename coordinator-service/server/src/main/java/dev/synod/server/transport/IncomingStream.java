package dev.synod.server.transport;

import dev.synod.paxos.NodeId;
import dev.synod.server.transport.v1.Wire;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One stream that somebody opened to this node: a greeting, which {@link Reception} judges, then parcels. Runs on the
 * event loop from beginning to end.
 */
final class IncomingStream extends ServerCall.Listener<Optional<Wire.Parcel>> {

    /** Parcels that gRPC may read ahead: they are only moved to the mailbox, which waits for nobody. */
    private static final int AHEAD = 8;

    private final Station station;
    private final Reception reception;
    private final ServerCall<Optional<Wire.Parcel>, Wire.Welcome> call;
    private ScheduledFuture<?> timer;
    private Optional<NodeId> from = Optional.empty();
    private boolean over;

    IncomingStream(Station station, Reception reception, ServerCall<Optional<Wire.Parcel>, Wire.Welcome> call) {
        this.station = station;
        this.reception = reception;
        this.call = call;
        this.timer = station.loop().schedule(this::giveUp, Station.SILENCE.toNanos(), TimeUnit.NANOSECONDS);
        call.request(1);
    }

    @Override
    public void onMessage(Optional<Wire.Parcel> parcel) {
        if (over) {
            return;
        }
        if (from.isPresent()) {
            reception.deliver(from.get(), parcel);
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

    /** Ends the stream, and tells nobody but its sender. */
    void close(Status status) {
        if (!over) {
            over = true;
            timer.cancel(false);
            call.close(status, new Metadata());
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

    private void showLife() {
        if (call.isReady()) {
            call.sendMessage(Wire.Welcome.getDefaultInstance());
        }
    }

    private void giveUp() {
        close(Status.DEADLINE_EXCEEDED.withDescription("no greeting"));
    }
}
