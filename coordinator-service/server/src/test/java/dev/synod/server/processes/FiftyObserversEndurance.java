package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Command;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.ProcessName;
import dev.synod.node.Answer;
import dev.synod.node.Clock;
import dev.synod.node.Journal;
import dev.synod.node.MemoryJournal;
import dev.synod.node.Node;
import dev.synod.node.NodeLoop;
import dev.synod.node.Settings;
import dev.synod.node.Standing;
import dev.synod.paxos.NodeId;
import dev.synod.server.journal.FileJournal;
import dev.synod.server.journal.Identity;
import dev.synod.server.transport.Address;
import dev.synod.server.transport.GrpcTransport;
import dev.synod.server.transport.TransportSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three voters and up to fifty observers, each with a loop, a journal and a transport of its own, in one process: what
 * a command costs the president's loop does not grow with the number of those who learn of it. Run by {@code
 * scripts/endure observers}.
 */
class FiftyObserversEndurance {

    private static final int COMMANDS = Integer.getInteger("endure.commands", 6_000);
    private static final int ROUNDS = 3;
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final int FIRST_OBSERVER = 1_000_001;

    private final SortedMap<NodeId, String> voters = new TreeMap<>();
    private final Map<NodeId, Member> running = new TreeMap<>();
    private final Path directory = ClusterOfProcesses.emptied(Path.of("target", "processes", "observers"));
    private int named;

    private record Member(Node node, NodeLoop loop, GrpcTransport transport, List<Long> threads) {}

    @Test
    @Timeout(900)
    void aCommandCostsThePresidentTheSameHoweverManyLearnOfIt() throws Exception {
        for (int id = 1; id <= 3; id++) {
            voters.put(new NodeId(id), "127.0.0.1:" + Ports.free());
        }
        try {
            voters.keySet().forEach(node -> start(node, journal(node)));
            awaitPresident();
            var costs = new TreeMap<Integer, List<Double>>();
            cost(); // warms up
            for (int observers : List.of(0, 10, 50)) {
                observe(observers);
                for (int round = 0; round < ROUNDS; round++) {
                    costs.computeIfAbsent(observers, any -> new ArrayList<>()).add(cost());
                }
                print(observers, costs);
            }
            assertThat(median(costs, 50)).as("µs of CPU a command with 50 observers")
                    .isLessThan(1.3 * median(costs, 0));
        } finally {
            running.values().forEach(member -> {
                member.loop().close();
                member.transport().close();
            });
        }
    }

    private void print(int observers, Map<Integer, List<Double>> costs) {
        int atPresident = president().standing().readers();
        int most = running.values().stream().mapToInt(member -> member.node().standing().readers()).max().orElse(0);
        System.out.printf("%2d observers: %.1f µs of the president's CPU a command (%s); %d learn from it, at most %d"
                + " from one node%n", observers, median(costs, observers), costs.get(observers), atPresident, most);
    }

    private static double median(Map<Integer, List<Double>> costs, int observers) {
        var sorted = new ArrayList<>(costs.getOrDefault(observers, List.of()));
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }

    private Journal journal(NodeId node) {
        return FileJournal.open(directory.resolve("data-" + node), new Identity("observers", node));
    }

    private void start(NodeId self, Journal journal) {
        boolean voter = voters.containsKey(self);
        var address = voters.getOrDefault(self, "127.0.0.1:" + Ports.free());
        var before = threads();
        var transport = new GrpcTransport(new TransportSettings(
                "observers",
                self,
                voter ? TransportSettings.Role.MEMBER : TransportSettings.Role.OBSERVER,
                0,
                Address.parse(address),
                Map.of(),
                TransportSettings.Security.PLAINTEXT));
        var settings = new Settings(
                self,
                voters,
                Optional.of(address),
                Optional.empty(),
                Duration.ofMillis(50),
                Duration.ofMillis(400),
                Settings.Limits.STANDARD);
        var node = new Node(settings, new dev.synod.node.Ports(
                journal, transport, new Monotonic(), ThreadLocalRandom.current()::nextLong,
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())));
        var loop = new NodeLoop(node, Throwable::printStackTrace);
        transport.start(node);
        loop.start();
        var own = new ArrayList<>(threads());
        own.removeAll(before);
        running.put(self, new Member(node, loop, transport, own));
    }

    private static List<Long> threads() {
        var ids = new ArrayList<Long>();
        for (long id : ManagementFactory.getThreadMXBean().getAllThreadIds()) {
            ids.add(id);
        }
        return ids;
    }

    private void observe(int wanted) {
        for (int started = running.size() - voters.size(); started < wanted; started++) {
            start(new NodeId(FIRST_OBSERVER + started), new MemoryJournal());
        }
        Await.until("all observers are ready", Duration.ofSeconds(60), () ->
                running.values().stream().allMatch(member -> member.node().standing().ready()));
    }

    private void awaitPresident() {
        Await.until("a president", Duration.ofSeconds(30), () -> running.values().stream()
                .anyMatch(member -> member.node().standing().role() == Standing.Role.PRESIDING
                        && member.node().standing().ready()));
    }

    private Node president() {
        return presiding().node();
    }

    private Member presiding() {
        return running.values().stream()
                .filter(member -> member.node().standing().role() == Standing.Role.PRESIDING)
                .findFirst()
                .orElseThrow();
    }

    /** Microseconds of CPU that the president's loop and its connections take for a command. */
    private double cost() throws Exception {
        var member = presiding();
        long before = cpu(member);
        for (int done = 0; done < COMMANDS; done += 20) {
            var answers = new ArrayList<CompletableFuture<Answer<Outcome>>>();
            for (int i = 0; i < 20; i++) {
                answers.add(member.node().submit(take(), WITHIN));
            }
            for (var answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(Answer.Done.class);
            }
        }
        var slot = member.node().standing().chosenThrough();
        Await.until("all have learned it", Duration.ofSeconds(30), () -> running.values().stream()
                .noneMatch(other -> other.node().standing().appliedThrough().isBelow(slot)));
        return (cpu(presiding()) - before) / 1e3 / COMMANDS;
    }

    private Command take() {
        named++;
        return new Command.Acquire(
                new LockName("l" + named),
                new HoldName("h"),
                new Owner.OwnSession(new ProcessName("p"), Duration.ofHours(1)),
                new Mode.Exclusive(),
                Duration.ZERO,
                new Waiting.No(),
                new AttemptId(named));
    }

    private static long cpu(Member member) {
        var threads = ManagementFactory.getThreadMXBean();
        return member.threads().stream().mapToLong(threads::getThreadCpuTime).filter(nanos -> nanos > 0).sum();
    }

    private static final class Monotonic implements Clock {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    }
}
