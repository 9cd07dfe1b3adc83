package dev.synod.node;

import dev.synod.coordination.name.Position;
import dev.synod.node.PeerMessage.Moved;
import dev.synod.node.PeerMessage.Ruled;
import dev.synod.node.snapshot.Contents;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What concerns the cluster itself, not its clients: who belongs to it, who learns from whom, and snapshots. Inside a
 * turn, on the loop's thread.
 */
final class Affairs {

    /** What the affairs need of the rest of the node. */
    interface House {

        /** The presidency that this node hears has opened, and its opening is applied here. */
        Optional<Ballot> openPresidency();

        /** Whether a node was heard of late; of itself a node always hears. */
        boolean hears(NodeId node);

        void propose(Configuration configuration);

        void handOver(Optional<NodeId> to, Duration within, CompletableFuture<Boolean> done);

        /** The state is replaced by a snapshot's. */
        void install(Contents contents);
    }

    private static final Duration TO_TAKE_OVER = Duration.ofSeconds(1);

    /** What the president has not ruled on for so many heartbeats is asked again. */
    private static final int HEARTBEATS_TO_REPEAT = 4;

    /** Between two attempts to leave a chair in which this node should not sit. */
    private static final int HEARTBEATS_TO_LEAVE = 40;

    private final Settings settings;
    private final Ports ports;
    private final Council council;
    private final House house;
    private final long life;
    private final long heartbeat;
    private final Feed feed;
    private final Learning learning;
    private final Assembly assembly;
    private final Petitions petitions = new Petitions();
    private final Snapshots snapshots;
    private Optional<Ballot> told = Optional.empty();
    private long heartbeats;

    Affairs(Settings settings, Ports ports, Council council, Loop loop) {
        this.settings = settings;
        this.ports = ports;
        this.council = council;
        house = loop.house();
        life = loop.life();
        heartbeat = settings.heartbeat().toNanos();
        feed = new Feed(settings, ports, council);
        learning = new Learning(settings, ports, council, loop.now());
        assembly = new Assembly(settings, council, feed);
        snapshots = new Snapshots(settings, ports, council, loop.later());
    }

    /**
     * What the affairs know of the loop.
     *
     * @param house what else is done there
     * @param life tells this life of the node from its others
     * @param now when it began
     * @param later has work done in a later turn
     */
    record Loop(House house, long life, long now, Consumer<Runnable> later) {}

    /** What the journal's memory stands on. */
    Optional<Contents> remember() {
        return snapshots.remember();
    }

    // ---- time

    void heartbeatDue(long now) {
        heartbeats++;
        learning.heartbeatDue(now);
        feed.heartbeatDue(now);
        snapshots.heartbeatDue(now);
        if (council.presides()) {
            preside(now);
        } else if (petitions.isEmpty()) {
            askToReplace();
        }
    }

    private void preside(long now) {
        if (isOpen() && council.room() > 0) {
            assembly.promotion(now).ifPresent(house::propose);
        }
        if ((assembly.isOutsider() || council.isSlow()) && heartbeats % HEARTBEATS_TO_LEAVE == 0) {
            house.handOver(Optional.empty(), settings.patience(), new CompletableFuture<>());
        }
    }

    /** A node that comes in another's place says so until it is heard. */
    private void askToReplace() {
        boolean stranger = !council.configuration().members().containsKey(settings.self());
        var wanted = settings.replaces().filter(lost -> stranger && council.delivered().isAbove(Slot.ZERO));
        wanted.ifPresent(lost -> petitions.begin(
                new Motion.Replace(settings.self(), settings.address().orElse(""), lost), new CompletableFuture<>()));
    }

    private boolean isOpen() {
        return house.openPresidency().isPresent();
    }

    /** Asks the president what waits to be asked. */
    void passOn(long now) {
        house.openPresidency().ifPresent(presidency -> {
            for (var moved : petitions.due(life, now - HEARTBEATS_TO_REPEAT * heartbeat, now)) {
                if (council.presides()) {
                    decide(moved.motion(), ruling -> petitions.ruled(moved.number(), done(ruling)));
                } else {
                    ports.transport().send(presidency.node(), moved);
                }
            }
        });
    }

    private Answer<Ruling> done(Ruling ruling) {
        return new Answer.Done<>(ruling, new Position(council.delivered().number()));
    }

    /** At the end of a turn, with everything persisted and said. */
    void turnEnds() {
        feed.turnEnds();
        if (!told.equals(council.presidency())) {
            told = council.presidency();
            feed.presidencyChanged();
        }
        snapshots.turnEnds().ifPresent(house::install);
    }

    // ---- motions

    long move(Motion motion, CompletableFuture<Answer<Ruling>> answer) {
        return petitions.begin(motion, answer);
    }

    void timeOver(long petition) {
        petitions.timeOver(petition);
    }

    private void decide(Motion motion, Consumer<Ruling> reply) {
        if (motion instanceof Motion.Transfer(Optional<NodeId> to)) {
            transfer(to, reply);
        } else if (council.room() > 0) { // else whoever asks will ask again
            var passed = assembly.rule(motion, house::hears);
            passed.proposal().ifPresent(house::propose);
            reply.accept(passed.ruling());
        }
    }

    private void transfer(Optional<NodeId> to, Consumer<Ruling> reply) {
        if (to.equals(Optional.of(settings.self()))) {
            reply.accept(new Ruling.Carried());
            return;
        }
        var obstacle = assembly.obstacle(to, house::hears);
        if (obstacle.isPresent()) {
            reply.accept(new Ruling.Declined(obstacle.get()));
        } else {
            var done = new CompletableFuture<Boolean>();
            house.handOver(to, TO_TAKE_OVER, done);
            var unused = done.thenAccept(gone -> reply.accept(
                    gone
                            ? new Ruling.Carried()
                            : new Ruling.Declined("nobody took over within " + TO_TAKE_OVER.toSeconds()
                                    + " s: is " + to.map(node -> "node " + node).orElse("another voter") + " up?")));
        }
    }

    void reconfigured() {
        assembly.done(); // whom to keep connections to is looked up with the next heartbeat
    }

    void steppedDown() {
        assembly.done();
    }

    // ---- messages

    void onFollow(NodeId from, PeerMessage.Follow follow, long now) {
        feed.onFollow(from, follow, now, house::hears);
    }

    void onElsewhere(NodeId from, PeerMessage.Elsewhere elsewhere, long now) {
        learning.onElsewhere(from, elsewhere, now);
    }

    void onNews(NodeId from, PeerMessage.News news, long now) {
        if (learning.onNews(from, news, now)) {
            council.heardOf(news.presidency(), news.age());
        }
    }

    void onGap(NodeId from, Slot first, long now) {
        learning.onGap(from, first, now);
    }

    void onAskPart(NodeId from, PeerMessage.AskPart ask, long now) {
        snapshots.onAskPart(from, ask, now);
    }

    void onPart(NodeId from, PeerMessage.Part part, long now) {
        snapshots.onPart(from, part, now);
    }

    void onMoved(NodeId from, Moved moved) {
        if (council.presides() && isOpen()) {
            decide(moved.motion(), ruling -> ports.transport()
                    .send(from, new Ruled(moved.life(), moved.number(), reason(ruling))));
        }
    }

    private static Optional<String> reason(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Carried carried -> Optional.empty();
            case Ruling.Declined(String reason) -> Optional.of(reason);
        };
    }

    void onRuled(Ruled ruled) {
        if (ruled.life() == life) {
            Ruling ruling = ruled.declined()
                    .<Ruling>map(Ruling.Declined::new)
                    .orElseGet(Ruling.Carried::new);
            petitions.ruled(ruled.number(), done(ruling));
        }
    }

    void outOfReach(NodeId peer, long now) {
        snapshots.outOfReach(peer, now);
    }

    void lost(NodeId peer, long now) {
        feed.lost(peer);
        learning.lost(peer, now);
    }

    // ---- standing

    /** Nodes that learn from this one. */
    int readers() {
        return feed.readers();
    }

    Optional<NodeId> source() {
        return learning.source();
    }

    Slot lastSnapshot() {
        return snapshots.last();
    }

    void makeSnapshot(Consumer<Snapshot> wanted) {
        snapshots.make(wanted);
    }
}
