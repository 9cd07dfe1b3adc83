package dev.synod.server.processes;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.Relation;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process that publishes events and tells others what it knows, by letters that the cluster never sees; and that
 * keeps, beside its contexts, the set of all events that it has truly heard of.
 */
final class Gossip {

    static final List<String> TOPICS = List.of("t0", "t1", "t2", "t3");

    private static final JsonMapper JSON = new JsonMapper();
    /** Events between two letters of a process, about: so rare that many events stay concurrent. */
    private static final int LETTER_EVERY = Integer.getInteger("endure.letters", 250);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final ClusterOfProcesses cluster;
    private final int number;
    private final AtomicInteger left;
    private final SplittableRandom random;
    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final BitSet heard = new BitSet();
    private CausalContext context = CausalContext.EMPTY;
    private Thread thread = Thread.currentThread();
    private LeanClient client;
    private int turn;

    private record Letter(CausalContext context, BitSet heard) {}

    /**
     * An acknowledged event.
     *
     * @param number among all of this run
     * @param before the numbers of those that its process had heard of
     */
    record Told(String id, long position, int number, BitSet before) {

        /** What truly happened. */
        Relation relation(Told other) {
            if (number == other.number) {
                return Relation.EQUAL;
            }
            if (other.before.get(number)) {
                return Relation.BEFORE;
            }
            return before.get(other.number) ? Relation.AFTER : Relation.CONCURRENT;
        }
    }

    Gossip(ClusterOfProcesses cluster, int number, AtomicInteger left, SplittableRandom random) {
        this.cluster = cluster;
        this.number = number;
        this.left = left;
        this.random = random;
        turn = number;
        client = connected();
    }

    void begin(List<Gossip> all) {
        thread = Thread.ofPlatform().daemon().start(() -> live(all));
    }

    void join() throws InterruptedException {
        thread.join();
    }

    Queue<Told> told() {
        return told;
    }

    private void live(List<Gossip> all) {
        var opening = "{\"process\":\"p" + number + "\",\"ttl\":\"10m\"}";
        var session = insist("/v1/sessions", opening, "s").path("id").asString();
        for (int key = 1; left.getAndDecrement() > 0; key++) {
            for (var letter = letters.poll(); letter != null; letter = letters.poll()) {
                heard.or(letter.heard());
                context = context.merge(letter.context());
            }
            publish(session, key);
            if (random.nextInt(LETTER_EVERY) == 0) {
                var letter = new Letter(context, (BitSet) heard.clone());
                all.get(random.nextInt(all.size())).letters.add(letter);
            }
        }
        client.close();
    }

    private void publish(String session, int key) {
        var body = "{\"session\":\"" + session + "\",\"type\":\"said\",\"data\":" + key + "}";
        var event = insist("/v1/topics/" + TOPICS.get(random.nextInt(TOPICS.size())) + "/events", body,
                Integer.toString(key));
        int mine = NUMBERS.getAndIncrement();
        told.add(new Told(
                event.path("id").asString(), event.path("position").asLong(), mine, (BitSet) heard.clone()));
        heard.set(mine);
    }

    /** Asks one node after the other, with the same key, until one answers. */
    private JsonNode insist(String path, String body, String key) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < Duration.ofMinutes(2).toNanos()) {
            try {
                var answer = client.call("POST", path, body,
                        Map.of("Idempotency-Key", key, "Synod-Context", context.toString()));
                if (answer.status() == 201) {
                    context = context.merge(CausalContext.parse(
                            answer.context().isEmpty() ? CausalContext.EMPTY.toString() : answer.context()));
                    return JSON.readTree(answer.body());
                }
                if (answer.status() < 500) {
                    throw new AssertionError(path + " was answered " + answer);
                }
            } catch (IOException gone) {
                client.close();
            }
            client.close();
            client = connected();
            LockSupport.parkNanos(1_000_000L * (1 + random.nextInt(20)));
        }
        throw new AssertionError("nobody answered " + path);
    }

    private LeanClient connected() {
        return new LeanClient(cluster.node(1 + turn++ % 3).port());
    }
}
