package dev.synod.embedded;

import dev.synod.node.Clock;
import dev.synod.node.Coordinator;
import dev.synod.node.Node;
import dev.synod.node.NodeLoop;
import dev.synod.node.Ports;
import dev.synod.node.Settings;
import dev.synod.node.Standing;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cluster of one node inside this process: the production engine, on a journal in memory. What it knows is gone with
 * it.
 */
public final class EmbeddedCluster implements AutoCloseable {

    /** There is nobody to hear of a president that lives: it may be rare. */
    private static final Settings.Pace PACE = new Settings.Pace(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private static final NodeId ALONE = new NodeId(1);
    private static final int TURNS_TO_PRESIDE = 1_000;

    private final Drive drive;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicInteger waiting = new AtomicInteger();

    private EmbeddedCluster(Drive drive) {
        this.drive = drive;
    }

    /** On the machine's clock, driven by a thread of its own. */
    public static EmbeddedCluster running() {
        return new EmbeddedCluster(new Drive.Running());
    }

    /** On a test's clock: it does at once what needs no time, and all else when that time is advanced. */
    public static EmbeddedCluster on(VirtualTimers timers) {
        return new EmbeddedCluster(new Drive.Stepped(timers));
    }

    /** A process's connection to the cluster. */
    public EmbeddedSynodClient connect() {
        return new EmbeddedSynodClient(new Line(drive, closed, waiting));
    }

    /** How many threads wait in a request for something to change. */
    public int waiting() {
        return waiting.get();
    }

    /** Whoever waits for an answer, or asks, hears that there is nobody. */
    @Override
    public void close() {
        closed.complete(null);
        drive.close();
    }

    /** Who turns the node, and by which clock. */
    sealed interface Drive extends AutoCloseable {

        Coordinator node();

        /** Has the node do what it was asked, as far as that needs no time. */
        void settle();

        /** Waits until it is ready, however it ends; whoever waits is counted. */
        void await(CompletableFuture<?> ready, AtomicInteger waiting) throws InterruptedException;

        /** The request is over for which the calling thread may have waited. */
        void answered();

        @Override
        void close();

        /** By the machine's. */
        final class Running implements Drive {

            private final Node node;
            private final NodeLoop loop;

            Running() {
                var clock = new HeadStart() {
                    @Override
                    long origin() {
                        return System.nanoTime();
                    }

                    @Override
                    public Instant wall() {
                        return Instant.now();
                    }
                };
                node = presiding(clock);
                loop = new NodeLoop(node, cause -> {});
                loop.start();
            }

            @Override
            public Coordinator node() {
                return node;
            }

            @Override
            public void settle() {
                // The loop does.
            }

            @Override
            public void await(CompletableFuture<?> ready, AtomicInteger waiting) throws InterruptedException {
                waiting.incrementAndGet();
                try {
                    ready.handle((value, failure) -> true).get();
                } catch (ExecutionException impossible) {
                    throw new IllegalStateException(impossible);
                } finally {
                    waiting.decrementAndGet();
                }
            }

            @Override
            public void answered() {
                // Nobody waits for who asks.
            }

            @Override
            public void close() {
                loop.close();
            }
        }

        /** By a test's. */
        final class Stepped implements Drive, VirtualTimers.Driven {

            private final VirtualTimers timers;
            private final HeadStart clock;
            private final Node node;

            Stepped(VirtualTimers timers) {
                this.timers = timers;
                clock = new HeadStart() {
                    @Override
                    long origin() {
                        return timers.nanos();
                    }

                    @Override
                    public Instant wall() {
                        return timers.clock().instant();
                    }
                };
                node = presiding(clock);
                timers.drive(this);
            }

            @Override
            public Coordinator node() {
                return node;
            }

            @Override
            public long dueNanos() {
                return node.dueNanos() - clock.ahead.get();
            }

            @Override
            public synchronized void settle() {
                do {
                    node.turn();
                } while (node.dueNanos() <= clock.nanos());
            }

            @Override
            public void await(CompletableFuture<?> ready, AtomicInteger waiting) throws InterruptedException {
                timers.await(ready, waiting);
            }

            @Override
            public void answered() {
                timers.answered();
            }

            @Override
            public void close() {
                timers.leave(this);
            }
        }
    }

    /** A clock that is put forward while a node loses its patience with presidents that never were. */
    private abstract static class HeadStart implements Clock {

        private final AtomicLong ahead = new AtomicLong();

        abstract long origin();

        @Override
        public long nanos() {
            return origin() + ahead.get();
        }
    }

    private static Node presiding(HeadStart clock) {
        var members = new TreeMap<>(Map.of(ALONE, "localhost:0"));
        var settings = Settings.founding(ALONE, members, PACE, Settings.Limits.STANDARD);
        var node = new Node(
                settings, new Ports(new MemoryJournal(), (to, message) -> {}, clock, bound -> 0, Runnable::run));
        for (int turns = 0; turns < TURNS_TO_PRESIDE; turns++) {
            node.turn();
            if (node.standing().role() == Standing.Role.PRESIDING && node.standing().ready()) {
                return node;
            }
            clock.ahead.addAndGet(PACE.heartbeat().toNanos());
        }
        throw new IllegalStateException("a node alone did not become its own president: " + node.standing());
    }
}
