package dev.synod.test;

import dev.synod.client.SessionKeeper;
import dev.synod.client.SessionLocks;
import dev.synod.client.SessionSettings;
import dev.synod.client.SynodException;
import dev.synod.spring.bridge.ThreadLocks;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process as the starter builds it, whose locks others' code takes. */
record Bridged(SynodControl synod, SessionLocks locks, ThreadLocks threads) {

    static final Duration TTL = Duration.ofSeconds(10);
    static final Duration MINUTE = Duration.ofMinutes(1);

    static Bridged begin(SynodControl synod) {
        var keeper = new SessionKeeper(
                synod.client(), synod.timers(), synod.executor(), SessionSettings.of("app", TTL));
        var locks = new SessionLocks(synod.client(), keeper, synod.timers(), synod.executor());
        keeper.start();
        synod.advance(Duration.ofSeconds(1));
        return new Bridged(synod, locks, new ThreadLocks(locks, synod.timers(), synod.executor()));
    }

    /** Whether another process gets it now; it gives it back at once. */
    boolean isFree(String lock) {
        try (var theirs = synod.otherTakesLock(lock)) {
            return theirs.fencingToken() > 0;
        } catch (SynodException.Refused held) {
            return false;
        }
    }

    /** Begins something in another thread of this process. */
    static <T> Begun<T> begin(Callable<T> work) {
        var task = new FutureTask<>(work);
        var thread = new Thread(task, "another");
        thread.setDaemon(true);
        thread.start();
        return new Begun<>(task, thread);
    }

    record Begun<T>(FutureTask<T> task, Thread thread) {}

    static void await(BooleanSupplier condition) throws TimeoutException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("it has not come about");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
