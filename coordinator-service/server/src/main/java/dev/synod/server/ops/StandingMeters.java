package dev.synod.server.ops;

import dev.synod.node.Standing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How the node stands, in numbers. */
public final class StandingMeters implements MeterBinder {

    private final Supplier<Standing> node;

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
        node.get().peers().forEach(peer -> silence(peer).register(registry));
    }

    private Gauge.Builder<Supplier<Standing>> gauge(String name, String what, ToDoubleFunction<Standing> number) {
        return Gauge.builder(name, node, n -> number.applyAsDouble(n.get())).description(what);
    }

    private Gauge.Builder<Supplier<Standing>> silence(Standing.Peer peer) {
        return gauge("synod.peer.silence", "since this peer was heard last; not a number before the first time", s ->
                        s.peers().stream()
                                .filter(p -> p.id().equals(peer.id()))
                                .flatMap(p -> p.lastHeard().stream())
                                .mapToDouble(StandingMeters::seconds)
                                .findFirst()
                                .orElse(Double.NaN))
                .baseUnit("seconds")
                .tag("peer", peer.id().toString());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
