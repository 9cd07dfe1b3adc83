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
public record Plan(
        long seed, int nodes, int clients, World.Clocks clocks, Limits limits, long faultsEvery, Company company) {

    public static final Duration HEARTBEAT = Duration.ofMillis(50);
    public static final Duration PATIENCE = Duration.ofMillis(400);

    private static final Limits NARROW = new Limits(40, 3, 6, 60, new Ledger(30, 1 << 20, 10), 2);

    /** What an operator does about the members. */
    public enum Changes {
        NONE,
        /** Nodes come until there are five, and go until there is one. */
        TIDES,
        /** One takes the place of the other until nobody is left of those who began. */
        RELAY,
        ANYTHING
    }

    /**
     * Who comes and goes.
     *
     * @param changesEvery the mean time between two motions, in nanoseconds
     * @param observers how many learn without ever being members
     */
    public record Company(Changes changes, long changesEvery, int observers) {

        public static final Company STEADY = new Company(Changes.NONE, Long.MAX_VALUE, 0);
    }

    /**
     * The plan of a seed.
     *
     * @param nodes where it is given, the seed does not decide
     */
    public static Plan of(long seed, Optional<Integer> nodes) {
        Chance chance = new Chance(seed, Chance.Concern.PLAN, 0);
        int drawn = chance.pick(1, 3, 3, 3, 3, 3, 3, 5, 5, 5);
        int clients = (int) chance.between(5, 10);
        World.Clocks clocks = chance.happens(0.6) ? World.Clocks.WITHIN_BOUND : World.Clocks.WRONG;
        boolean narrow = chance.happens(0.2);
        long faultsEvery = chance.pick(100_000_000L, 250_000_000L, 600_000_000L, 1_500_000_000L);
        Company company = new Company(
                chance.pick(Changes.NONE, Changes.NONE, Changes.TIDES, Changes.RELAY, Changes.ANYTHING),
                chance.pick(300_000_000L, 800_000_000L),
                chance.pick(0, 0, 1, 3));
        Limits limits = narrow ? NARROW : limits(chance, company);
        return new Plan(seed, nodes.orElse(drawn), clients, clocks, limits, faultsEvery, company);
    }

    private static Limits limits(Chance chance, Company company) {
        Limits standard = Limits.STANDARD;
        boolean small = company.changes() != Changes.NONE || chance.happens(0.5);
        int alpha = small ? chance.pick(3, 6, 16, 64) : standard.inFlight();
        Ledger kept = chance.happens(0.25)
                ? Ledger.STANDARD
                : new Ledger(chance.between(20, 60), chance.pick(4_000L, 1L << 20), chance.between(5, 20));
        return new Limits(
                standard.mailbox(), standard.batch(), alpha, standard.waiters(), kept, chance.pick(1, 2, 8));
    }

    /** The same with other limits. */
    public Plan with(Limits others) {
        return new Plan(seed, nodes, clients, clocks, others, faultsEvery, company);
    }

    /** The same with other company. */
    public Plan with(Company other) {
        return new Plan(seed, nodes, clients, clocks, limits, faultsEvery, other);
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
            var pace = new Settings.Pace(HEARTBEAT, PATIENCE);
            settings.add(Settings.founding(node, Founders.addresses(voters()), pace, limits));
        }
        return new World.Scene(seed, settings, clocks, wiring);
    }

    @Override
    public String toString() {
        return "seed=" + seed + " nodes=" + nodes + " clients=" + clients + " clocks=" + clocks + " limits="
                + (limits.equals(NARROW) ? "narrow" : "alpha " + limits.inFlight() + " " + limits.ledger())
                + " faults-every=" + faultsEvery / 1_000_000 + "ms changes=" + company.changes() + " observers="
                + company.observers();
    }
}
