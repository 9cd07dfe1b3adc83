package dev.synod.server.ops;

import dev.synod.node.Standing;
import dev.synod.paxos.NodeId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How the node stands, in numbers. */
public final class StandingMeters implements MeterBinder {

    private final Supplier<Standing> node;
    private volatile Optional<MultiGauge> silence = Optional.empty();
    private volatile List<NodeId> measured = List.of();

    /** Numbers of that node. */
    public StandingMeters(Supplier<Standing> node) {
        this.node = node;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("synod.slots.chosen", "how far the ledger is known chosen", s -> s.chosenThrough().number())
                .register(registry);
        gauge("synod.slots.applied", "how far the ledger is applied", s -> s.appliedThrough().number())
                .register(registry);
        gauge("synod.ballot.round", "of the highest ballot promised or heard", s -> s.ballot().round())
                .register(registry);
        gauge("synod.presiding", "1 while this node presides", s -> s.role() == Standing.Role.PRESIDING ? 1 : 0)
                .register(registry);
        gauge("synod.ready", "1 while a president is heard and what it announced is applied", s -> s.ready() ? 1 : 0)
                .register(registry);
        gauge("synod.mailbox.depth", "inputs that wait for the loop", Standing::mailbox).register(registry);
        gauge("synod.loop.turn.longest", "the longest turn of the loop in the last 10 to 20 seconds", s ->
                        seconds(s.keeping().longestTurn()))
                .baseUnit("seconds")
                .register(registry);
        gauge("synod.snapshot.slot", "the last slot of the snapshot in use", s ->
                        s.keeping().lastSnapshot().number())
                .register(registry);
        gauge("synod.ledger.first", "the first slot that is not truncated", s ->
                        s.keeping().firstRetained().number())
                .register(registry);
        gauge("synod.readers", "nodes that learn from this one without voting", Standing::readers).register(registry);
        gauge("synod.requests.pending", "requests that wait for an answer", Standing::pending).register(registry);
        gauge("synod.snapshot.age", "slots applied since the snapshot in use", s -> s.appliedThrough().number()
                        - s.keeping().lastSnapshot().number())
                .baseUnit("slots")
                .register(registry);
        gauge("synod.members", "nodes that belong to the cluster", s -> s.membership()
                        .configuration()
                        .members()
                        .size())
                .register(registry);
        gauge("synod.voting", "1 while this node votes", s -> s.membership().voting() ? 1 : 0).register(registry);
        gauge("synod.disk.full", "1 while there is no room for the journal", s -> s.keeping().withoutRoom() ? 1 : 0)
                .register(registry);
        gauge("synod.disk.slow", "1 while the disk is too slow to preside", s -> s.keeping().slow() ? 1 : 0)
                .register(registry);
        silence = Optional.of(MultiGauge.builder("synod.peer.silence")
                .description("since this peer was heard last; not a number before the first time")
                .baseUnit("seconds")
                .register(registry));
        look();
    }

    /** Has a number for each member that there is now. Members change seldom: called now and then. */
    public void look() {
        var peers = node.get().peers().stream().map(Standing.Peer::id).toList();
        if (!peers.equals(measured)) {
            measured = peers;
            silence.ifPresent(gauges -> gauges.register(peers.stream().map(this::row).toList(), true));
        }
    }

    private MultiGauge.Row<Supplier<Standing>> row(NodeId peer) {
        return MultiGauge.Row.of(Tags.of("peer", peer.toString()), node, n -> silence(n.get(), peer));
    }

    private static double silence(Standing standing, NodeId peer) {
        return standing.peers().stream()
                .filter(p -> p.id().equals(peer))
                .flatMap(p -> p.lastHeard().stream())
                .mapToDouble(StandingMeters::seconds)
                .findFirst()
                .orElse(Double.NaN);
    }

    private Gauge.Builder<Supplier<Standing>> gauge(String name, String what, ToDoubleFunction<Standing> number) {
        return Gauge.builder(name, node, n -> number.applyAsDouble(n.get())).description(what);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
