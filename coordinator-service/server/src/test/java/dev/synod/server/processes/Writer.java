package dev.synod.server.processes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that takes one new lock after the other from the same nodes, and notes when each answer came. */
final class Writer implements AutoCloseable {

    private final List<InstanceProcess> nodes;
    private final String prefix;
    private final List<Long> answers = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger count = new AtomicInteger();
    private final Thread thread = Thread.ofVirtual().unstarted(this::write);
    private volatile boolean ended;

    /** Turns to the next of {@code nodes} where one does not answer well. */
    Writer(String prefix, List<InstanceProcess> nodes) {
        this.prefix = prefix;
        this.nodes = nodes;
        thread.start();
    }

    /** Writes once, and returns only when it is acknowledged. */
    static void writeOnce(String lock, List<InstanceProcess> nodes) {
        for (int attempt = 0; !isTaken(lock, nodes.get(attempt % nodes.size())); attempt++) {
            if (attempt > 10_000) {
                throw new AssertionError(lock + " is never acknowledged");
            }
        }
    }

    private static boolean isTaken(String lock, InstanceProcess node) {
        return node.tryPut("/v1/locks/" + lock + "/holds/w", "{\"ttl\":\"10m\"}").status() == 200;
    }

    private void write() {
        while (!ended) {
            writeOnce(prefix + count.incrementAndGet(), nodes);
            answers.add(System.nanoTime());
        }
    }

    /** Waits until so many more are acknowledged. */
    void awaitMore(int more) {
        int before = answers.size();
        Await.until(more + " more locks", Duration.ofSeconds(30), () -> answers.size() >= before + more);
    }

    /** The longest time between two answers. */
    Duration longestGap() {
        var seen = List.copyOf(answers);
        long longest = 0;
        for (int i = 1; i < seen.size(); i++) {
            longest = Math.max(longest, seen.get(i) - seen.get(i - 1));
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
