package dev.synod.node;

import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.PeerMessage.AskPart;
import dev.synod.node.PeerMessage.Part;
import dev.synod.node.snapshot.Contents;
import dev.synod.node.snapshot.SnapshotCodec;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Foundation;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The node's snapshots: takes them, gives them to peers that are too far behind, and fetches one where this node is.
 *
 * <p>A snapshot is made beside the loop, from the one before and the decrees since: the state that the loop works on is
 * not touched, so taking one costs the loop no more than a look at the ledger. At the end of a turn the journal then
 * begins anew over it. Spec: {@code MultiPaxos.tla}, actions Truncate and Install.
 */
final class Snapshots {

    /** Bytes in a part: bounded, so that no message stops a loop. */
    static final int PART_BYTES = 256 * 1024;

    /** Heartbeats without a part, after which it is asked for again. */
    private static final int HEARTBEATS_TO_REPEAT = 4;

    /** Heartbeats without a part, after which its sender is given up. */
    private static final int HEARTBEATS_TO_GIVE_UP = 40;

    /** Heartbeats for which a snapshot is kept in memory after somebody last asked for a part of it. */
    private static final int HEARTBEATS_TO_KEEP = 100;

    /** Heartbeats until a snapshot that found no room is tried again. */
    private static final int HEARTBEATS_WITHOUT_ROOM = 100;

    /** A snapshot that is stored, and waits for the end of a turn. */
    private record Kept(Slot through, Optional<Contents> toInstall) {}

    /** The decrees after the snapshot in use; {@code foundation} counts where there is none yet. */
    private record Since(Slot last, Foundation foundation, List<Decree> decrees) {}

    private record Shipping(Snapshot snapshot, long askedAt) {}

    /** Nodes on one machine, or on one disk, take their snapshots in turn: each waits for an eighth more of slots. */
    private static final int TURNS = 8;

    private final Settings settings;
    private final Ports ports;
    private final Council council;
    private final Consumer<Runnable> loop;
    private final long heartbeat;
    private Slot last = Slot.ZERO;
    private boolean busy;
    private Optional<Long> notBefore = Optional.empty();
    private Optional<Kept> kept = Optional.empty();
    private Optional<Arrival> arrival = Optional.empty();
    private Optional<Shipping> shipping = Optional.empty();
    private boolean loading;

    Snapshots(Settings settings, Ports ports, Council council, Consumer<Runnable> loop) {
        this.settings = settings;
        this.ports = ports;
        this.council = council;
        this.loop = loop;
        heartbeat = settings.heartbeat().toNanos();
    }

    /** What the journal's memory stands on. */
    Optional<Contents> remember() {
        var contents = ports.journal().snapshot().map(snapshot -> SnapshotCodec.decode(snapshot.bytes()));
        contents.ifPresent(remembered -> last = remembered.through());
        return contents;
    }

    /** The last slot of the newest snapshot. */
    Slot last() {
        return last;
    }

    // ---- taking

    void heartbeatDue(long now) {
        if (!busy && arrival.isEmpty() && isWanted() && notBefore.filter(at -> now - at < 0).isEmpty()) {
            take(now);
        }
        arrival.ifPresent(coming -> pursue(coming, now));
        if (shipping.filter(sent -> now - sent.askedAt() > HEARTBEATS_TO_KEEP * heartbeat).isPresent()) {
            shipping = Optional.empty();
        }
    }

    private boolean isWanted() {
        long slots = council.delivered().number() - last.number();
        var bounds = settings.limits().ledger();
        return slots >= bounds.slots() + bounds.slots() / TURNS * (settings.self().number() % TURNS)
                || (council.ledgerBytes() >= bounds.bytes() && slots > bounds.slots() / 8);
    }

    private void take(long now) {
        busy = true;
        notBefore = Optional.of(now + HEARTBEATS_WITHOUT_ROOM * heartbeat); // forgotten once it is in use
        var since = new Since(last, council.foundation(), council.ledger(last.next()));
        beside(() -> compose(since)
                .map(Snapshots::encode)
                .filter(ports.journal()::keep)
                .map(Snapshot::through), through -> {
            kept = through.map(slot -> new Kept(slot, Optional.empty()));
            busy = kept.isPresent();
        });
    }

    /** The snapshot in use with these decrees applied; empty where another came into use meanwhile. Beside the loop. */
    private Optional<Contents> compose(Since since) {
        var base = ports.journal().snapshot().map(snapshot -> SnapshotCodec.decode(snapshot.bytes()));
        var contents = base.orElseGet(() -> new Contents(since.foundation(), new Coordination()));
        if (!contents.through().equals(since.last())) {
            return Optional.empty();
        }
        var foundation = contents.foundation();
        for (var decree : since.decrees()) {
            enact(decree, foundation, contents.state());
            foundation = foundation.with(decree, settings.limits().inFlight());
        }
        return Optional.of(new Contents(foundation, contents.state()));
    }

    private static Snapshot encode(Contents contents) {
        return new Snapshot(contents.through(), SnapshotCodec.encode(contents));
    }

    /** Applies the decree of the slot after {@code before}. */
    private static void enact(Decree decree, Foundation before, Coordination state) {
        var enactment = new Enactment(state);
        Slot at = before.through().next();
        switch (decree) {
            case Decree.NoOp gap -> {} // nothing was asked for
            case Decree.Opened(var ballot) -> enactment.opened(at, ballot);
            case Decree.Reconfigured(var now) -> enactment.reconfigured(at, before.latest(), now);
            case Decree.Payload payload -> enactment.submitted(new Position(at.number()), Submission.decode(payload));
        }
    }

    /** Makes a snapshot of all that is delivered, for whoever wants one. It is not kept. */
    void make(Consumer<Snapshot> wanted) {
        var since = new Since(last, council.foundation(), council.ledger(last.next()));
        beside(() -> compose(since).map(Snapshots::encode), made -> made.ifPresentOrElse(wanted, () -> make(wanted)));
    }

    /** Does {@code work} beside the loop and {@code then} in it. What goes wrong ends the node. */
    private <T> void beside(Supplier<T> work, Consumer<T> then) {
        ports.background().execute(() -> {
            try {
                var result = work.get();
                loop.accept(() -> then.accept(result));
            } catch (RuntimeException | Error failed) {
                loop.accept(() -> {
                    throw failed;
                });
            }
        });
    }

    /**
     * At the end of a turn, with everything persisted and said: the journal begins anew over what was stored.
     *
     * @return the contents of a snapshot that now is this node's state
     */
    Optional<Contents> turnEnds() {
        if (kept.isEmpty() || council.isWithoutRoom()) {
            return Optional.empty();
        }
        var stored = kept.get();
        kept = Optional.empty();
        busy = false;
        if (stored.toInstall().isEmpty()) {
            if (council.beginAnew(stored.through(), truncatable(stored.through()))) {
                last = stored.through();
                notBefore = Optional.empty();
            }
            return Optional.empty();
        }
        if (!council.install(stored.toInstall().get().foundation())) {
            return Optional.empty();
        }
        last = stored.through();
        return stored.toInstall();
    }

    /** What may go: not what those need who are a little behind, or who are being sent an earlier snapshot. */
    private Slot truncatable(Slot through) {
        long kept = through.number() - settings.limits().ledger().kept();
        long sent = shipping.map(ship -> ship.snapshot().through().number()).orElse(Long.MAX_VALUE);
        boolean tooMuch = council.ledgerBytes() > settings.limits().ledger().bytes();
        return new Slot(Math.max(0, tooMuch ? through.number() : Math.min(kept, sent)));
    }

    // ---- giving

    /** Sends the beginning of a snapshot to a peer that asked for what is truncated. */
    void outOfReach(NodeId peer, long now) {
        if (shipping.filter(sent -> !sent.snapshot().through().isBelow(council.truncated())).isPresent()) {
            ship(peer, 0, now);
        } else if (!loading) {
            loading = true;
            beside(() -> ports.journal().snapshot(), loaded -> {
                loading = false;
                loaded.ifPresentOrElse(snapshot -> ship(peer, snapshot, now), () -> shipFirst(peer, now));
            });
        }
    }

    /** None was taken yet, but who begins with nothing needs one. */
    private void shipFirst(NodeId peer, long now) {
        if (council.delivered().isAbove(Slot.ZERO)) {
            make(snapshot -> ship(peer, snapshot, now));
        }
    }

    private void ship(NodeId peer, Snapshot snapshot, long now) {
        shipping = Optional.of(new Shipping(snapshot, now));
        ship(peer, 0, now);
    }

    void onAskPart(NodeId from, AskPart ask, long now) {
        if (shipping.filter(sent -> sent.snapshot().through().equals(ask.through())).isPresent()) {
            ship(from, ask.offset(), now);
        }
    }

    private void ship(NodeId peer, long offset, long now) {
        shipping.map(Shipping::snapshot).ifPresent(snapshot -> {
            byte[] bytes = snapshot.bytes();
            if (offset < bytes.length) {
                shipping = Optional.of(new Shipping(snapshot, now));
                int end = (int) Math.min(bytes.length, offset + PART_BYTES);
                byte[] part = Arrays.copyOfRange(bytes, (int) offset, end);
                ports.transport().send(peer, new Part(snapshot.through(), offset, bytes.length, part));
            }
        });
    }

    // ---- fetching

    void onPart(NodeId from, Part part, long now) {
        if (busy || council.presides() || !part.through().isAbove(council.delivered())) {
            return;
        }
        if (arrival.isEmpty() && part.offset() == 0) {
            arrival = Optional.of(new Arrival(from, part, now));
        }
        arrival.filter(coming -> coming.from().equals(from) && coming.take(part, now)).ifPresent(coming -> {
            if (coming.isWhole()) {
                arrival = Optional.empty();
                store(coming.snapshot());
            } else {
                ports.transport().send(from, coming.ask());
            }
        });
    }

    private void pursue(Arrival coming, long now) {
        long silent = coming.silentFor(now);
        if (silent > HEARTBEATS_TO_GIVE_UP * heartbeat || !coming.through().isAbove(council.delivered())) {
            arrival = Optional.empty();
        } else if (silent > HEARTBEATS_TO_REPEAT * heartbeat) {
            ports.transport().send(coming.from(), coming.ask());
        }
    }

    private void store(Snapshot snapshot) {
        busy = true;
        beside(() -> {
            try {
                var contents = SnapshotCodec.decode(snapshot.bytes());
                return ports.journal().keep(snapshot) ? Optional.of(contents) : Optional.<Contents>empty();
            } catch (IllegalArgumentException notWhole) {
                return Optional.<Contents>empty(); // as if it had never come: it will be asked for again
            }
        }, contents -> {
            kept = contents.map(whole -> new Kept(whole.through(), Optional.of(whole)));
            busy = kept.isPresent();
        });
    }
}
