package dev.synod.server.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that take and give back locks of their own, one command after the other, until they are told to stop. */
final class Load implements AutoCloseable {

    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
    private final AtomicLong longestGap = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ended;

    /** Begins with so many clients on each of these nodes. A client whose node does not answer turns to another. */
    Load(List<Integer> ports, int clientsEach) {
        for (int client = 0; client < clientsEach * ports.size(); client++) {
            int number = client;
            clients.add(Thread.ofPlatform().daemon().start(() -> run(ports, number)));
        }
    }

    /** Commands that were acknowledged. */
    long commands() {
        return commands.get();
    }

    /** The longest time in which nobody was answered, since the last call, in milliseconds. */
    long longestGapMillis() {
        return longestGap.getAndSet(0) / 1_000_000;
    }

    private void run(List<Integer> ports, int number) {
        int turn = number;
        var client = new LeanClient(ports.get(turn % ports.size()));
        for (long cycle = 0; !ended; cycle++) {
            try {
                var hold = "/v1/locks/load-" + number + "/holds/h" + cycle;
                boolean held = client.call("PUT", hold, "{\"process\":\"load\",\"ttl\":\"60s\"}").status() == 200;
                answered(held);
                if (held) {
                    answered(client.call("DELETE", hold, "").status() == 204);
                }
            } catch (IOException gone) {
                client.close();
                turn++;
                client = new LeanClient(ports.get(turn % ports.size()));
                LockSupport.parkNanos(
                        1_000_000L * (1 + ThreadLocalRandom.current().nextInt(20)));
            }
        }
        client.close();
    }

    private void answered(boolean well) {
        if (well) {
            commands.incrementAndGet();
            long now = System.nanoTime();
            long gap = now - lastAnswer.getAndSet(now);
            longestGap.accumulateAndGet(gap, Math::max);
        }
    }

    @Override
    public void close() {
        ended = true;
        clients.forEach(client -> {
            try {
                client.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
