package dev.synod.simulation.world;

import dev.synod.node.Settings;
import dev.synod.node.Settings.Ledger;
import dev.synod.node.Settings.Limits;
import dev.synod.paxos.Founders;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What kind of run a seed stands for: seeds differ in what is hard about them, not only in when it happens.
 *
 * @param faultsEvery the mean time between two faults, in nanoseconds
 */
public record Plan(long seed, int nodes, int clients, World.Clocks clocks, Limits limits, long faultsEvery) {

    private static final Duration HEARTBEAT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Limits NARROW = new Limits(40, 3, 6, 60, new Ledger(30, 1 << 20, 10), 2);

    /**
     * The plan of a seed.
     *
     * @param nodes where it is given, the seed does not decide
     */
    public static Plan of(long seed, Optional<Integer> nodes) {
        Chance chance = new Chance(seed, Chance.Concern.PLAN, 0);
        int drawn = chance.pick(1, 3, 3, 3, 3, 3, 3, 5, 5, 5);
        return new Plan(
                seed,
                nodes.orElse(drawn),
                (int) chance.between(5, 10),
                chance.happens(0.6) ? World.Clocks.WITHIN_BOUND : World.Clocks.WRONG,
                chance.happens(0.2) ? NARROW : Limits.STANDARD,
                chance.pick(100_000_000L, 250_000_000L, 600_000_000L, 1_500_000_000L));
    }

    /** The same with other limits. */
    public Plan with(Limits others) {
        return new Plan(seed, nodes, clients, clocks, others, faultsEvery);
    }

    public SortedSet<NodeId> voters() {
        SortedSet<NodeId> voters = new TreeSet<>();
        for (int number = 1; number <= nodes; number++) {
            voters.add(new NodeId(number));
        }
        return voters;
    }

    public World.Scene scene(Wiring wiring) {
        List<Settings> settings = new ArrayList<>();
        for (NodeId node : voters()) {
            settings.add(Settings.founding(node, Founders.addresses(voters()), HEARTBEAT, PATIENCE, limits));
        }
        return new World.Scene(seed, settings, clocks, wiring);
    }

    @Override
    public String toString() {
        return "seed=" + seed + " nodes=" + nodes + " clients=" + clients + " clocks=" + clocks + " limits="
                + (limits.equals(NARROW) ? "narrow" : "standard") + " faults-every=" + faultsEvery / 1_000_000 + "ms";
    }
}
