package dev.synod.node;

import dev.synod.node.Settings.Limits;
import dev.synod.paxos.Founders;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** A few production nodes at one table: time stands still until it is advanced, and messages arrive in order. */
final class Table {

    private static final Duration HEARTBEAT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final TreeMap<NodeId, Node> present = new TreeMap<>();
    private final TreeMap<NodeId, MemoryJournal> journals = new TreeMap<>();
    private final TreeSet<NodeId> voters = new TreeSet<>();
    private final Set<NodeId> silenced = new HashSet<>();
    private final ArrayDeque<Runnable> letters = new ArrayDeque<>();
    private long nanos = Duration.ofDays(1).toNanos();
    private long drawn = 1;

    Table(int nodes) {
        for (int number = 1; number <= nodes; number++) {
            voters.add(new NodeId(number));
        }
        voters.forEach(this::start);
    }

    void start(NodeId self) {
        var pace = new Settings.Pace(HEARTBEAT, PATIENCE);
        var settings = Settings.founding(self, Founders.addresses(voters), pace, Limits.STANDARD);
        var memory = journals.computeIfAbsent(self, any -> new MemoryJournal());
        Transport transport = (to, message) -> {
            if (!silenced.contains(self)) {
                letters.add(() -> arrive(self, to, message));
            }
        };
        var ports = new Ports(memory, transport, new StoppedClock(), this::draw, Runnable::run);
        present.put(self, new Node(settings, ports));
    }

    /** As SIGKILL does: the node is gone, and its peers' connections with it. */
    void kill(NodeId node) {
        present.remove(node);
        present.values().forEach(peer -> peer.lost(node));
    }

    /** Nothing that the node says arrives any more; it still hears. */
    void silence(NodeId node) {
        silenced.add(node);
    }

    /** What the node says arrives again. */
    void letSpeak(NodeId node) {
        silenced.remove(node);
    }

    Node node(int number) {
        var node = present.get(new NodeId(number));
        if (node == null) {
            throw new IllegalArgumentException("node " + number + " is not at the table");
        }
        return node;
    }

    /** The node that presides. */
    Node president() {
        return present.values().stream()
                .filter(node -> node.standing().role() == Standing.Role.PRESIDING)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    List<Node> others(Node node) {
        return present.values().stream().filter(other -> other != node).toList();
    }

    /** Lets time pass, a millisecond after the other, and everybody do what is due. */
    void advance(Duration time) {
        for (long left = time.toMillis(); left > 0; left--) {
            nanos += Duration.ofMillis(1).toNanos();
            settle();
        }
    }

    /** Turns the nodes and carries letters until nobody has anything to do at this time. */
    void settle() {
        do {
            for (int count = letters.size(); count > 0; count--) {
                letters.remove().run();
            }
            present.values().forEach(Node::turn);
        } while (!letters.isEmpty());
    }

    /** Advances until the answer is there. */
    <T> T wait(CompletableFuture<T> answer) {
        for (int left = 20_000; left > 0 && !answer.isDone(); left--) {
            advance(Duration.ofMillis(1));
        }
        return answer.join();
    }

    private void arrive(NodeId from, NodeId to, PeerMessage message) {
        var receiver = present.get(to);
        if (receiver != null) {
            receiver.received(from, message);
        }
    }

    private long draw(long bound) {
        drawn = drawn * 6364136223846793005L + 1442695040888963407L;
        return Math.floorMod(drawn >> 16, bound);
    }

    private final class StoppedClock implements Clock {

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH.plusNanos(nanos);
        }
    }
}
