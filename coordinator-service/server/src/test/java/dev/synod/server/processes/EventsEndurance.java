package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stamps say is held against what happened. Run by {@code scripts/endure events}; the seed is printed. */
class EventsEndurance {

    private static final int EVENTS = Integer.getInteger("endure.events", 20_000);
    private static final int PAIRS = 100_000;
    private static final int PROCESSES = 5;
    private static final int KILLS = 5;
    private static final int HANDOVERS = 1_000;
    private static final int THOUSANDS_OF_SESSIONS = Integer.getInteger("endure.sessions", 10_000) / 1_000;
    private static final long SEED = Long.getLong("endure.seed", System.nanoTime());

    @Test
    @Timeout(3_600)
    void pairsAreOrderedAsTheyHappenedAndNothingIsLostWithFivePresidents() throws Exception {
        System.out.println("seed " + SEED);
        var random = new SplittableRandom(SEED);
        try (var cluster = new ClusterOfProcesses("causes", 3).start()) {
            var gossips = gossip(cluster, random);
            for (int kill = 1; kill <= KILLS; kill++) {
                int reached = EVENTS * kill / (KILLS + 1);
                Await.until(reached + " events", Duration.ofMinutes(10), () -> published(gossips) >= reached);
                var president = cluster.node(cluster.president());
                president.kill();
                president.start();
            }
            for (var gossip : gossips) {
                gossip.join();
            }
            var told = gossips.stream().flatMap(gossip -> gossip.told().stream()).toList();
            assertThat(told).hasSizeGreaterThanOrEqualTo(EVENTS);
            var stamps = new HashMap<String, CausalStamp>();
            for (var node : cluster.nodes()) {
                var read = new Reading(node).all(Gossip.TOPICS);
                assertThat(read.size()).as("events at a node").isEqualTo(told.size());
                told.forEach(event -> assertThat(read)
                        .as(event.id())
                        .hasEntrySatisfying(event.id(), seen ->
                                assertThat(seen.position()).isEqualTo(event.position())));
                read.forEach((id, event) -> stamps.put(id, event.stamp()));
            }
            System.out.printf("%d events of %d processes, %d presidents killed: each at one position on each node%n",
                    told.size(), PROCESSES, KILLS);
            compare(told, stamps, random);
        }
    }

    private static List<Gossip> gossip(ClusterOfProcesses cluster, SplittableRandom random) {
        var left = new AtomicInteger(EVENTS);
        var gossips = new ArrayList<Gossip>();
        for (int number = 0; number < PROCESSES; number++) {
            gossips.add(new Gossip(cluster, number, left, random.split()));
        }
        gossips.forEach(gossip -> gossip.begin(gossips));
        return gossips;
    }

    private static int published(List<Gossip> gossips) {
        return gossips.stream().mapToInt(gossip -> gossip.told().size()).sum();
    }

    private static void compare(List<Gossip.Told> told, Map<String, CausalStamp> stamps, SplittableRandom random) {
        var counts = new HashMap<Relation, Integer>();
        for (int pair = 0; pair < PAIRS; pair++) {
            var one = told.get(random.nextInt(told.size()));
            var other = told.get(random.nextInt(told.size()));
            var happened = one.relation(other);
            var says = stamp(stamps, one).relation(stamp(stamps, other));
            assertThat(says).as(one.id() + " and " + other.id()).isEqualTo(happened);
            counts.merge(happened, 1, Integer::sum);
        }
        for (var relation : List.of(Relation.BEFORE, Relation.AFTER, Relation.CONCURRENT)) {
            assertThat(counts.getOrDefault(relation, 0)).as(relation + " among " + counts)
                    .isGreaterThanOrEqualTo(PAIRS / 10);
        }
        System.out.printf("%d pairs ordered by their stamps as they happened: %s%n", PAIRS, counts);
    }

    private static CausalStamp stamp(Map<String, CausalStamp> stamps, Gossip.Told event) {
        return Optional.ofNullable(stamps.get(event.id())).orElseThrow();
    }

    @Test
    @Timeout(3_600)
    void whatAHolderPublishesBeforeItsReleaseIsBeforeWhatTheNextPublishes() throws Exception {
        try (var cluster = new ClusterOfProcesses("handovers", 3).start()) {
            var holders = List.of(new Holder(cluster.node(1), "a"), new Holder(cluster.node(2), "b"));
            var last = holders.get(1).publishAlone();
            for (int turn = 0; turn < HANDOVERS; turn++) {
                var events = holders.get(turn % 2).holdAndPublish("turn-" + turn);
                if (turn > 0) {
                    assertThat(last.relation(events.getFirst())).as("turn " + turn).isEqualTo(Relation.BEFORE);
                }
                last = events.getLast();
            }
            System.out.printf("%d hand-overs of a lock: each ordered by the stamps of its two processes%n", HANDOVERS);
        }
    }

    @Test
    @Timeout(3_600)
    void vectorsStayShortThoughSessionsComeAndGo() throws Exception {
        try (var cluster = new ClusterOfProcesses("passers", 3, List.of("--synod.events.per-topic=40")).start()) {
            var passers = new Passers(cluster.node(1));
            var sizes = new ArrayList<Long>();
            for (int thousand = 1; thousand <= THOUSANDS_OF_SESSIONS; thousand++) {
                passers.pass(1_000);
                sizes.add(passers.snapshotBytes());
                System.out.printf("%d,000 sessions: a state of %d bytes%n", thousand, sizes.getLast());
            }
            System.out.printf("%d,000 sessions, each told what the one before knew: %d components at most%n",
                    THOUSANDS_OF_SESSIONS, passers.largest());
            assertThat(passers.largest()).isLessThan(64);
            var lastHalf = sizes.subList(THOUSANDS_OF_SESSIONS / 2 - 1, THOUSANDS_OF_SESSIONS);
            long smallest = lastHalf.stream().mapToLong(size -> size).min().orElseThrow();
            // As many are remembered all the time; only slots from 16,384 on, in this half, take a third byte.
            assertThat(lastHalf).as("a size that has levelled off").allSatisfy(size ->
                    assertThat((double) size).isLessThan(1.1 * smallest));
        }
    }
}
