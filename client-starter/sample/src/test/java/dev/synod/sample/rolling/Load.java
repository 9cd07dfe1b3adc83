package dev.synod.sample.rolling;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Customers that order, and sellers that want to be paid, of whichever instance answers. */
final class Load implements AutoCloseable {

    private static final int ACCOUNTS = 5;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(40);

    private final List<ChildProcess> instances;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Thread> threads;
    private volatile boolean isOver;

    Load(List<ChildProcess> instances) {
        this.instances = instances;
        threads = List.of(begun(1), begun(2));
    }

    private Thread begun(int seed) {
        return Thread.ofPlatform().daemon().start(() -> go(new Random(seed)));
    }

    private void go(Random random) {
        while (!isOver) {
            var instance = instances.get(random.nextInt(instances.size()));
            var account = "account-" + random.nextInt(ACCOUNTS);
            int status = random.nextInt(4) > 0
                    ? instance.post("/orders", "{\"account\":\"" + account + "\",\"cents\":100}")
                    : instance.post("/accounts/" + account + "/payouts", "");
            if (status / 100 == 2) {
                answered.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    int answered() {
        return answered.get();
    }

    @Override
    public void close() {
        isOver = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
