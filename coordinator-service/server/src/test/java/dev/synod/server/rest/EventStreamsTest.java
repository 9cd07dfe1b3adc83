package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.CausalContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Topics as server-sent events, and contexts that travel along with commands. */
@RestDoorTest
class EventStreamsTest {

    @Autowired
    private Http http;

    private String topic = "";
    private String session = "";

    @BeforeEach
    void name() {
        topic = "/v1/topics/" + Http.unique("topic");
        session = http.session();
    }

    private Http.Answered publish(String type, String by) {
        return http.post(topic + "/events", "{\"session\":\"" + by + "\",\"type\":\"" + type + "\"}").is(201);
    }

    private Http.Answered send(String path, String method, String json, String context) {
        return http.send(http.to(path)
                .header("Content-Type", "application/json")
                .header(CausalContext.HEADER, context)
                .method(method, BodyPublishers.ofString(json)));
    }

    private static CausalContext context(Http.Answered answered) {
        return CausalContext.parse(answered.header(CausalContext.HEADER).orElseThrow());
    }

    /** A stream that is read event by event. */
    private record Open(HttpResponse<Stream<String>> response, Iterator<String> lines) implements AutoCloseable {

        List<String> event() {
            List<String> event = new ArrayList<>();
            for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
                event.add(line);
            }
            return event;
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    private Open open(HttpRequest.Builder request) {
        try {
            var response = http.client().send(request.GET().build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            return new Open(response, response.body().iterator());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void beginNowUnlessToldOtherwise() {
        publish("before", session);
        try (Open stream = open(http.to(topic + "/stream"))) {
            String published = publish("after", session).response().body();

            assertThat(stream.event()).containsExactly("id: 2", "event: after", "data: " + published);
        }
    }

    @Test
    void goOnWhereTheReaderWas() {
        publish("a", session);
        publish("b", session);
        publish("c", session);

        try (Open all = open(http.to(topic + "/stream?after=0"))) {
            assertThat(List.of(all.event().get(0), all.event().get(0), all.event().get(0)))
                    .containsExactly("id: 1", "id: 2", "id: 3");
        }
        try (Open rest = open(http.to(topic + "/stream?after=0").header("Last-Event-ID", "2"))) {
            assertThat(rest.event().get(0)).isEqualTo("id: 3");
            publish("d", session);
            assertThat(rest.event().get(0)).isEqualTo("id: 4");
        }
    }

    @Test
    void areRefusedWhereTheirBeginningIsMalformed() {
        http.get(topic + "/stream?after=-1").isInvalid("after");
        http.send(http.to(topic + "/stream").header("Last-Event-ID", "x").GET()).isInvalid("Last-Event-ID");
    }

    @Test
    void whatACallerKnowsIsWhatItsSessionHappensAfter() {
        publish("a", session);
        String other = http.session();
        String lock = "/v1/locks/" + Http.unique("lock") + "/holds/h";

        var held = send(lock, "PUT", "{\"session\":\"" + other + "\"}", "lamport=1;" + session + "=1").is(200);
        assertThat(context(held)).isEqualTo(CausalContext.parse("lamport=1;" + session + "=1"));
        assertThat(publish("b", other).json().path("stamp").path("vector").toString())
                .contains("\"" + session + "\":1", "\"" + other + "\":1");

        String third = http.session();
        String candidate = "/v1/elections/" + Http.unique("election") + "/candidates/c";
        send(candidate, "PUT", "{\"session\":\"" + third + "\"}", "lamport=1;" + session + "=1").is(200);
        assertThat(publish("c", third).json().path("stamp").path("vector").size()).isEqualTo(2);
    }

    @Test
    void aHoldTellsWhatItsReleaserKnew() {
        String lock = "/v1/locks/" + Http.unique("lock") + "/holds/";
        http.put(lock + "a", "{\"session\":\"" + session + "\"}").is(200);
        publish("a", session);
        http.delete(lock + "a").is(204);
        String other = http.session();

        var held = http.put(lock + "b", "{\"session\":\"" + other + "\"}").is(200);

        assertThat(held.text("context")).isEqualTo("lamport=1;" + session + "=1");
        assertThat(publish("b", other).json().path("stamp").path("vector").path(session).asLong()).isEqualTo(1);
    }

    @Test
    void aContextThatCannotBeIsRefusedOnEveryCommand() {
        String ahead = "lamport=1;" + session + "=1";
        String owned = "{\"session\":\"" + session + "\"}";
        for (String context : List.of(ahead, "lamport=", "lamport=1;" + session + "=0")) {
            send("/v1/locks/l/holds/h", "PUT", owned, context).isInvalid(CausalContext.HEADER);
            send("/v1/elections/e/candidates/c", "PUT", owned, context).isInvalid(CausalContext.HEADER);
            send("/v1/locks/l/holds/h", "DELETE", "", context).isInvalid(CausalContext.HEADER);
            send("/v1/elections/e/candidates/c", "DELETE", "", context).isInvalid(CausalContext.HEADER);
            send("/v1/sessions/" + session, "DELETE", "", context).isInvalid(CausalContext.HEADER);
        }
    }

    @Test
    void aContextMayBeLong() {
        var context = new StringBuilder("lamport=1");
        for (int i = 0; context.length() < 64 * 1024 - 40; i++) {
            context.append(i == 0 ? ';' : ',').append("nobody-that-was-ever-there-").append(i).append("@99999999=1");
        }
        http.send(http.to(topic + "/events").header(CausalContext.HEADER, context.toString()).GET()).is(200);
    }
}
