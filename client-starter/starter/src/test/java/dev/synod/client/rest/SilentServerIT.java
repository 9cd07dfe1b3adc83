package dev.synod.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.Connection.State;
import dev.synod.client.MachineTimers;
import dev.synod.client.SessionKeeper;
import dev.synod.client.SessionLocks;
import dev.synod.client.SessionSettings;
import dev.synod.client.StartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a process know by itself that its session is over while the server says nothing at all? */
class SilentServerIT {

    private static final Duration TTL = Duration.ofSeconds(3);

    @Test
    void whatItHadIsLostWithinTheTtlAndAnotherSessionIsOpenedWhenTheServerSpeaksAgain(@TempDir Path directory)
            throws InterruptedException {
        var executor = Executors.newCachedThreadPool();
        try (var server = new ServerProcess(directory).awaitReady();
                var timers = new MachineTimers();
                var keeper = keeper(server, timers, executor)) {
            keeper.start();
            var first = keeper.session().orElseThrow();
            var states = new CopyOnWriteArrayList<State>();
            keeper.onChange(states::add);
            var held = new SessionLocks(client(server), keeper, timers, executor).acquire("ledger", Duration.ZERO);
            var lost = new CountDownLatch(1);
            held.onLost(lost::countDown);

            server.pause();
            long paused = System.nanoTime();

            assertThat(lost.await(TTL.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - paused)).isLessThan(TTL);
            assertThat(held.isValid()).isFalse();
            await(() -> states.contains(State.EXPIRED));
            assertThat(states).startsWith(State.JEOPARDY, State.EXPIRED);

            server.resume();
            await(() -> keeper.session().isPresent());
            assertThat(keeper.session().orElseThrow()).isNotEqualTo(first);
        } finally {
            executor.shutdownNow();
        }
    }

    private static RestSynodClient client(ServerProcess server) {
        return new RestSynodClient(RestSettings.of(List.of(server.address())));
    }

    private static SessionKeeper keeper(
            ServerProcess server, MachineTimers timers, Executor executor) {
        // A wide margin, since the machine that tests is busy.
        var settings = new SessionSettings(
                "p", TTL, Map.of(), 0.2, StartPolicy.REQUIRED, Duration.ofSeconds(10), Duration.ofSeconds(2));
        return new SessionKeeper(client(server), timers, executor, settings);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("in time").isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
