package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.coordination.Command;
import dev.synod.coordination.name.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that wait for a lock, and how their waiting ends. */
@RestDoorTest
class WaitingTest {

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    private String lock = "";
    private String holder = "";

    @BeforeEach
    void takeTheLock() {
        coordinator.forget();
        lock = Http.unique("lock");
        holder = http.session();
        http.hold(lock, "first", holder).is(200);
    }

    @Test
    void endsWithTheLockWhenItIsReleased() {
        var waiting = waitInQueue("b", http.session(), "30s");

        http.delete(path("first")).is(204);

        assertThat(waiting.join().is(200).text("state")).isEqualTo("held");
    }

    @Test
    void endsWithTheLockWhenItsHoldersSessionEnds() {
        var waiting = waitInQueue("b", http.session(), "30s");

        http.delete("/v1/sessions/" + holder).is(204);

        assertThat(waiting.join().is(200).text("state")).isEqualTo("held");
    }

    @Test
    void endsWithoutTheLockAndWithoutAPlaceInTheQueueWhenItIsOver() {
        long began = System.nanoTime();

        var refused = http.put(path("b"), body(http.session(), "300ms")).is(ProblemType.LOCK_UNAVAILABLE);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(refused.json().path("holders").get(0).path("hold").asString()).isEqualTo("first");
        assertThat(refused.number("queueLength")).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void endsWithoutTheLockForAHoldWithATimeToLiveOfItsOwn() {
        http.put(path("b"), "{\"ttl\":\"1m\",\"wait\":\"50ms\"}").is(ProblemType.LOCK_UNAVAILABLE);

        assertThat(waiting()).isZero();
    }

    @Test
    void outlivesATimeToLiveThatIsShorterThanIt() {
        http.put(path("b"), "{\"ttl\":\"1s\",\"wait\":\"3s\"}").is(ProblemType.LOCK_UNAVAILABLE);
    }

    @Test
    void endsWithAPlaceInTheQueueForWhoKeepsIt() {
        var place = http.put(path("b"), "{\"session\":\"" + http.session() + "\",\"queue\":true,\"wait\":\"50ms\"}")
                .is(200);

        assertThat(place.text("state")).isEqualTo("waiting");
        assertThat(place.number("queuePosition")).isEqualTo(1);
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void endsWithTheLockThatWasGrantedWhileTheQueueWasLeft() {
        String session = http.session();
        var waiting = waitInQueue("b", session, "600ms");
        // The release stands in the ledger just before the place would have been left.
        coordinator.answerNext(
                Command.LeaveQueue.class,
                coordinator.submit(new Command.Release(lockName(), holdName("first"), java.util.Optional.empty()),
                                Duration.ofSeconds(5))
                        .join());

        assertThat(waiting.join().is(200).text("state")).isEqualTo("held");
    }

    @Test
    void endsWhenTheWaitingSessionEnds() {
        String session = http.session();
        var waiting = waitInQueue("b", session, "30s");

        coordinator.submit(new Command.ExpireSession(SessionId.parse(session)), Duration.ofSeconds(5)).join();

        assertThat(waiting.join().is(ProblemType.SESSION_EXPIRED).number("endedPosition")).isPositive();
    }

    @Test
    void endsWhenSomebodyElseReleasesTheWaitingHold() {
        var waiting = waitInQueue("b", http.session(), "30s");

        http.delete(path("b")).is(204);

        waiting.join().is(ProblemType.HOLD_RELEASED);
    }

    @Test
    void goesOnForWhoAsksAgain() {
        String session = http.session();
        var given = waitInQueue("b", session, "400ms");
        var again = http.putLater(path("b"), body(session, "30s"));
        Eventually.await("both requests in", () -> acquisitions() >= 3);

        given.join().is(ProblemType.LOCK_UNAVAILABLE);
        http.delete(path("first")).is(204);

        assertThat(again.join().is(200).text("state")).isEqualTo("held");
    }

    @Test
    void leavesTheQueueWhenTheClientHangsUp() throws IOException {
        try (Socket client = waitingClient("60s")) {
            assertThat(client.isConnected()).isTrue();
        }
        Eventually.await("the queue is left", () -> waiting() == 0);
    }

    @Test
    void leavesTheQueueWhenTheConnectionIsReset() throws IOException {
        try (Socket client = waitingClient("60s")) {
            client.setSoLinger(true, 0);
        }
        Eventually.await("the queue is left", () -> waiting() == 0);
    }

    @Test
    void answersAClientThatOnlyStoppedSending() throws IOException {
        try (Socket client = waitingClient("60s")) {
            client.shutdownOutput();

            assertThat(answer(client)).startsWith("HTTP/1.1 409");
        }
        assertThat(waiting()).isZero();
    }

    @Test
    void leavesTheQueueWhenAClientHangsUpThatWasServedBeforeOnTheSameConnection() throws IOException {
        try (Socket client = new Socket("localhost", http.port())) {
            send(client, "GET /v1/cluster HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer(client)).startsWith("HTTP/1.1 200");
            send(client, putRequest("60s"));
            Eventually.await("it waits", () -> waiting() == 1);
        }
        Eventually.await("the queue is left", () -> waiting() == 0);
    }

    @Test
    void goesOnWhileTheClientSendsItsNextRequestAhead() throws IOException {
        try (Socket client = waitingClient("60s")) {
            send(client, "GET /v1/locks/pipelined HTTP/1.1\r\nHost: localhost\r\n\r\n");
            // Long enough for some looks at the connection.
            http.put(path("c"), body(http.session(), "1s")).is(ProblemType.LOCK_UNAVAILABLE);
            assertThat(waiting()).isEqualTo(1);
            http.delete(path("first")).is(204);

            assertThat(answer(client)).startsWith("HTTP/1.1 200").contains("\"state\":\"held\"");
            assertThat(answer(client)).startsWith("HTTP/1.1 200").contains("pipelined");
        }
    }

    private String path(String hold) {
        return "/v1/locks/" + lock + "/holds/" + hold;
    }

    private dev.synod.coordination.name.LockName lockName() {
        return new dev.synod.coordination.name.LockName(lock);
    }

    private static dev.synod.coordination.name.HoldName holdName(String hold) {
        return new dev.synod.coordination.name.HoldName(hold);
    }

    private static String body(String session, String wait) {
        return "{\"session\":\"" + session + "\",\"wait\":\"" + wait + "\"}";
    }

    private int waiting() {
        return http.get("/v1/locks/" + lock).is(200).json().path("waiting").size();
    }

    private long acquisitions() {
        return coordinator.submitted().stream().filter(Command.Acquire.class::isInstance).count();
    }

    private CompletableFuture<Http.Answered> waitInQueue(String hold, String session, String wait) {
        var answer = http.putLater(path(hold), body(session, wait));
        Eventually.await("it waits", () -> waiting() == 1);
        return answer;
    }

    /** A client that waits for the lock on a connection of its own. */
    private Socket waitingClient(String wait) throws IOException {
        Socket client = new Socket("localhost", http.port());
        send(client, putRequest(wait));
        Eventually.await("it waits", () -> waiting() == 1);
        return client;
    }

    private String putRequest(String wait) {
        String json = body(http.session(), wait);
        return "PUT " + path("b") + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json;
    }

    private static void send(Socket client, String request) throws IOException {
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    /** One answer, with its body as long as its Content-Length says. */
    private static String answer(Socket client) throws IOException {
        client.setSoTimeout(10_000);
        InputStream in = client.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new AssertionError("the connection ended after: " + head);
            }
            head.append((char) read);
        }
        var length = java.util.regex.Pattern.compile("Content-Length: ([0-9]+)").matcher(head);
        int left = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(in.readNBytes(left), StandardCharsets.UTF_8);
    }
}
