package dev.synod.client.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.synod.api.OpenSessionRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import dev.synod.client.SynodException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Is a request sent again where that can settle it, with the same key, and never where Synod has said no? */
class RestSynodClientTest {

    private static final String SESSION =
            """
            {"id":"p@7","process":"p","ttl":"10s","metadata":{},"openedPosition":7,"openedAt":"2026-01-01T00:00:00Z",
             "holds":[],"candidacies":[],"whatever":"a newer server says besides"}""";

    private record Reply(int status, String body) {}

    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final List<String> contexts = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentLinkedQueue<Reply> script = new ConcurrentLinkedQueue<>();
    private final HttpServer server = started();

    private HttpServer started() {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/", this::answer);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        keys.add(key == null ? "none" : key);
        var context = exchange.getRequestHeaders().getFirst("Synod-Context");
        contexts.add(context == null ? "none" : context);
        exchange.getRequestBody().readAllBytes();
        var reply = script.poll();
        if (reply == null || reply.status == 0) {
            // As one that dies: the connection ends without an answer.
            exchange.close();
            return;
        }
        var body = reply.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Synod-Context", "lamport=9;p@7=3");
        exchange.sendResponseHeaders(reply.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void end() {
        server.stop(0);
        Knowledge.replace(CausalContext.EMPTY);
    }

    private static Reply problem(ProblemType type) {
        return new Reply(
                type.status(),
                "{\"type\":\"" + type.urn() + "\",\"title\":\"t\",\"status\":" + type.status()
                        + ",\"detail\":\"d\",\"holders\":[]}");
    }

    private RestSynodClient client(Duration patience) {
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new RestSynodClient(RestSettings.of(List.of(address)).withPatience(patience));
    }

    private String open(Duration patience) {
        var request = new OpenSessionRequest(Optional.of("p"), Optional.of("10s"), Optional.empty());
        return client(patience).open(request, "k1").id();
    }

    @Test
    void aLostAnswerAn503AndAnUnknownOutcomeAreAskedAgainWithTheSameKey() {
        script.addAll(List.of(
                problem(ProblemType.UNKNOWN_OUTCOME),
                problem(ProblemType.NO_QUORUM),
                new Reply(0, ""),
                new Reply(201, SESSION)));

        assertThat(open(Duration.ofSeconds(20))).isEqualTo("p@7");

        assertThat(keys).hasSizeGreaterThanOrEqualTo(4).containsOnly("k1");
    }

    @Test
    void aNoIsNotAskedAgain() {
        script.add(problem(ProblemType.INVALID_REQUEST));

        assertThatThrownBy(() -> open(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(SynodException.Refused.class, refused -> {
                    assertThat(refused.type()).isEqualTo(ProblemType.INVALID_REQUEST);
                    assertThat(refused.problem().fields()).containsKey("holders");
                });
        assertThat(keys).hasSize(1);
    }

    @Test
    void whatMayHaveHappenedIsToldAsUnknownEvenWhereTheLastAnswerWasThatNothingDid() {
        script.add(problem(ProblemType.UNKNOWN_OUTCOME));
        for (int i = 0; i < 50; i++) {
            script.add(problem(ProblemType.NO_QUORUM));
        }

        assertThatThrownBy(() -> open(Duration.ofMillis(300))).isInstanceOf(SynodException.UnknownOutcome.class);
        assertThat(keys).hasSizeGreaterThan(1);
    }

    @Test
    void whereNothingCanHaveHappenedItIsUnavailable() {
        for (int i = 0; i < 50; i++) {
            script.add(problem(ProblemType.OVERLOADED));
        }

        assertThatThrownBy(() -> open(Duration.ofMillis(300))).isInstanceOf(SynodException.Unavailable.class);
    }

    @Test
    void whatTheThreadKnowsGoesAlongAndGrowsByTheAnswer() {
        Knowledge.learn(CausalContext.parse("lamport=4;q@1=2"));
        script.add(new Reply(201, SESSION));

        open(Duration.ZERO);

        assertThat(contexts).containsExactly("lamport=4;q@1=2");
        assertThat(Knowledge.current()).isEqualTo(CausalContext.parse("lamport=9;p@7=3,q@1=2"));
    }
}
