package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.api.ProblemType;
import dev.synod.coordination.name.ElectionName;
import dev.synod.server.rest.Leaderships.Streams;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.waiting.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Elections as server-sent events. */
@RestDoorTest
class StreamsTest {

    @Autowired
    private Http http;

    @Autowired
    private NodeRequests node;

    @Autowired
    private Waits waits;

    @Autowired
    private JsonMapper mapper;

    private String election = "";

    @BeforeEach
    void name() {
        election = "/v1/elections/" + Http.unique("election");
    }

    @Test
    void beginWithWhatThereIsAndTellEachChange() throws IOException {
        enter("a");
        enter("b");
        try (Open stream = open(Optional.empty())) {
            var headers = stream.response().headers();
            assertThat(headers.firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
            assertThat(headers.firstValue("Synod-Position")).isPresent();

            List<String> first = stream.event();
            String now = http.get(election).is(200).response().body();
            http.delete(election + "/candidates/a").is(204);
            List<String> second = stream.event();

            long position = JsonMapper.shared().readTree(now).path("position").asLong();
            assertThat(first).containsExactly("event: leader", "id: " + position, "data: " + now);
            assertThat(second.get(2)).isEqualTo("data: " + http.get(election).response().body());
        }
    }

    @Test
    void beginWithAnElectionThatNobodyHasEntered() throws IOException {
        try (Open stream = open(Optional.empty())) {
            assertThat(stream.event()).contains("id: 0");
            enter("a");
            assertThat(stream.event().get(2)).contains("\"state\":\"leader\"");
        }
    }

    @Test
    void resumeWithOnlyWhatCameLater() throws IOException {
        long first = enter("a");
        enter("b");

        try (Open stream = open(Optional.of(first))) {
            http.delete(election + "/candidates/a").is(204);
            assertThat(stream.event().get(2)).contains("\"leader\":{").contains("\"candidate\":\"b\"");
        }
        try (Open stream = open(Optional.of(first))) {
            assertThat(stream.event().get(1)).isNotEqualTo("id: " + first);
        }
    }

    @Test
    void commentWhileNothingHappensAndEndWithTheirClient() throws IOException {
        var streams = Streams.of(1, Duration.ofMillis(20));
        var leaderships = new Leaderships(node, waits, mapper, streams);
        var client = new Client(5);
        Reply reply = leaderships.stream(new ElectionName(Http.unique("quiet")), Optional.empty(), () -> false);

        assertThat(reply).isInstanceOf(Reply.Streamed.class);
        assertThat(streams.most().availablePermits()).isZero();
        assertThatThrownBy(() -> ((Reply.Streamed) reply).stream().writeTo(client)).isInstanceOf(IOException.class);

        assertThat(client.text())
                .startsWith("event: leader\nid: 0\ndata: {")
                .endsWith("}\n\n:\n\n:\n\n:\n\n:\n\n:\n\n");
        assertThat(streams.most().availablePermits()).isEqualTo(1);
    }

    @Test
    void areRefusedPastTheirBound() {
        var leaderships = new Leaderships(node, waits, mapper, new Streams(new Semaphore(0), Duration.ofSeconds(1)));

        Reply reply = leaderships.stream(new ElectionName("e"), Optional.empty(), () -> false);

        assertThat(reply).isInstanceOf(Reply.Failed.class);
        assertThat(((Reply.Failed) reply).problem().type()).isEqualTo(ProblemType.OVERLOADED.urn());
    }

    /** A client whose connection breaks after so many comments. */
    private static final class Client extends OutputStream {

        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private int comments;

        private Client(int comments) {
            this.comments = comments;
        }

        String text() {
            return seen.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void write(int octet) {
            seen.write(octet);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (bytes.length == 3 && comments-- == 0) {
                throw new IOException("the client has gone");
            }
            seen.writeBytes(bytes);
        }
    }

    private record Open(HttpResponse<Stream<String>> response, Iterator<String> lines) implements AutoCloseable {

        /** The lines of the next event. */
        List<String> event() {
            var event = new ArrayList<String>();
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

    private Open open(Optional<Long> last) throws IOException {
        HttpRequest.Builder request = http.to(election + "/stream").header("Accept", "text/event-stream");
        last.ifPresent(position -> request.header("Last-Event-ID", position.toString()));
        try {
            var response = http.client().send(request.GET().build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            return new Open(response, response.body().iterator());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private long enter(String candidate) {
        return http.put(election + "/candidates/" + candidate, "{\"session\":\"" + http.session() + "\"}")
                .is(200)
                .number("term");
    }
}
