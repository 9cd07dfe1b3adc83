package dev.synod.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.synod.client.MachineTimers;
import dev.synod.client.SessionKeeper;
import dev.synod.client.SessionLocks;
import dev.synod.client.SessionSettings;
import dev.synod.client.rest.RestSettings;
import dev.synod.client.rest.RestSynodClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Does a thread that waits for a lock over REST end when it is interrupted, whatever it waits for just then? */
@Timeout(60)
class InterruptedLockTest {

    private static final String SESSION =
            """
            {"id":"p@7","process":"p","ttl":"10s","metadata":{},"openedPosition":7,"openedAt":"2026-01-01T00:00:00Z",
             "holds":[],"candidacies":[]}""";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final MachineTimers timers = new MachineTimers();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private SessionKeeper keeper;
    private SynodLock ledger;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        var address = URI.create("http://localhost:" + server.getAddress().getPort());
        var client = new RestSynodClient(RestSettings.of(List.of(address)));
        keeper = new SessionKeeper(client, timers, threads, SessionSettings.of("p", Duration.ofSeconds(10)));
        ledger = new ThreadLocks(new SessionLocks(client, keeper, timers, threads), timers, threads).lock("ledger");
    }

    /** Who asks for the lock is not answered. */
    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("PUT")) {
            asked.countDown();
            awaitEnd();
        }
        var body = SESSION.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(exchange.getRequestMethod().equals("DELETE") ? 204 : 201, 0);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() {
        over.countDown();
        server.stop(0);
        timers.close();
        threads.shutdownNow();
    }

    @Test
    void whoWaitsForTheAnswerEnds() throws Exception {
        keeper.start();
        var waiting = waiting();
        asked.await();

        waiting.interrupted();
    }

    @Test
    void whoWaitsForASessionEnds() throws Exception {
        var waiting = waiting();
        while (waiting.thread().getState() != Thread.State.WAITING) {
            LockSupport.parkNanos(1_000_000);
        }

        waiting.interrupted();

        assertThat(asked.getCount()).isEqualTo(1);
    }

    private Waiting waiting() {
        var task = new FutureTask<>(() -> {
            ledger.lockInterruptibly();
            return true;
        });
        var thread = new Thread(task, "waits");
        thread.setDaemon(true);
        thread.start();
        return new Waiting(task, thread);
    }

    private record Waiting(FutureTask<Boolean> task, Thread thread) {

        void interrupted() {
            thread.interrupt();
            assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }
}
