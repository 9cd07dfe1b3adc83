package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.node.Node;
import dev.synod.server.archive.ArchiveSettings;
import dev.synod.server.archive.Archivist;
import dev.synod.server.archive.GuardedArchive;
import dev.synod.server.rest.Http.Answered;
import dev.synod.server.shown.ShownEvent;
import dev.synod.server.wiring.archive.LocalLedger;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Do readers notice that a topic's older events are in the archive? The state keeps two of each topic here. */
abstract class ArchivedEvents {

    private static final int KEPT = 2;

    @Autowired
    private Http http;

    @Autowired
    private Node node;

    @Autowired
    private ScriptedCoordinator coordinator;

    @Autowired
    private ArchiveSettings settings;

    private String topic = "";
    private String events = "";
    private String session = "";

    /** What a server with an archive has beside the others. */
    static final class Archived {

        @Bean(destroyMethod = "")
        GuardedArchive archive(ArchiveSettings settings, JsonMapper mapper) {
            return new GuardedArchive(settings, content -> ShownEvent.json(content, mapper));
        }

        @Bean(initMethod = "start", destroyMethod = "close")
        Archivist archivist(GuardedArchive archive, Node node) {
            return new Archivist(archive, new LocalLedger(node));
        }
    }

    @BeforeEach
    void name() {
        coordinator.forget();
        topic = Http.unique("topic");
        events = "/v1/topics/" + topic + "/events";
        session = http.session();
        Eventually.await("the archive is open", () -> node.readLocally(state -> state.topics().archived()).join()
                        instanceof Answer.Done<Optional<Position>> done
                && done.value().filter(it -> it.isAfter(Position.ZERO)).isPresent());
        node.submit(new Command.KeepEvents(KEPT, 1 << 24), Duration.ofSeconds(5)).join();
    }

    private Answered publish(String type, String by, String context) {
        String json = "{\"session\":\"" + by + "\",\"type\":\"" + type + "\",\"key\":\"k-" + type
                + "\",\"data\":{\"a\": 1.0}}";
        var request =
                http.to(events).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        return http.send(context.isEmpty() ? request : request.header(CausalContext.HEADER, context)).is(201);
    }

    private List<Answered> publish(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> publish(i % 3 == 0 ? "third" : "plain", session, ""))
                .toList();
    }

    private static String context(Answered answered) {
        return answered.header(CausalContext.HEADER).orElseThrow();
    }

    private long firstKept() {
        return http.get("/v1/topics?prefix=" + topic).json().path("topics").get(0).path("firstSequence").asLong();
    }

    private void awaitTrimmed(long through) {
        Eventually.await("trimmed through " + through, () -> firstKept() > through);
    }

    private static List<Long> sequences(Answered page) {
        return page.is(200).json().path("events").valueStream().map(it -> it.path("sequence").asLong()).toList();
    }

    private static List<Long> numbers(int from, int through) {
        return IntStream.rangeClosed(from, through).mapToLong(it -> it).boxed().toList();
    }

    @Test
    void aTopicIsReadFromItsBeginningAsItWasPublished() {
        var published = publish(30);
        awaitTrimmed(28);

        Answered all = http.get(events + "?after=0");
        assertThat(all.json().path("events").valueStream().map(JsonNode::toString))
                .containsExactlyElementsOf(published.stream().map(it -> it.json().toString()).toList());
        assertThat(all.response().body()).contains("\"data\":{\"a\":1.0}");
        assertThat(CausalContext.parse(context(all))).isEqualTo(CausalContext.parse(context(published.getLast())));

        List<Long> paged = new ArrayList<>();
        for (long next = 0; paged.size() < 30; ) {
            Answered page = http.get(events + "?limit=7&after=" + next);
            paged.addAll(sequences(page));
            next = page.number("next");
        }
        assertThat(paged).isEqualTo(numbers(1, 30));
        assertThat(sequences(http.get(events + "?consistency=local&after=20&limit=10"))).isEqualTo(numbers(21, 30));
    }

    @Test
    void typesAndKeysAreFoundInBoth() {
        publish(31);
        awaitTrimmed(29);

        assertThat(sequences(http.get(events + "?after=0&type=third")))
                .containsExactly(1L, 4L, 7L, 10L, 13L, 16L, 19L, 22L, 25L, 28L, 31L);
        assertThat(sequences(http.get(events + "?after=3&key=k-third&limit=3"))).containsExactly(4L, 7L, 10L);
        assertThat(sequences(http.get(events + "?after=0&type=none"))).isEmpty();
    }

    @Test
    void processesTimesAndCausalPastsAreFoundInBoth() {
        String other = http.session();
        List<Answered> ours = publish(5);
        publish("concurrent", other, "");
        Answered knowing = publish("knowing", other, context(ours.get(2)));
        publish(5);
        awaitTrimmed(10);

        assertThat(sequences(http.get(events + "?after=0&process=" + other))).containsExactly(6L, 7L);
        assertThat(sequences(http.get(events + "?after=0&before=" + knowing.json().path("id").asString())))
                .containsExactly(1L, 2L, 3L, 6L);
        String time = knowing.json().path("publishedAt").asString();
        List<Long> from = sequences(http.get(events + "?after=0&from=" + time));
        List<Long> until = sequences(http.get(events + "?after=0&until=" + time));
        assertThat(from).contains(7L).endsWith(12L);
        assertThat(until).doesNotContainAnyElementsOf(from);
        assertThat(until.size() + from.size()).isEqualTo(12);
    }

    @Test
    void whoeverWaitsForATypeThatNoArchivedEventHasGetsTheNextThatHas() {
        publish(10);
        awaitTrimmed(8);
        int awaited = coordinator.awaited();
        var later = CompletableFuture.supplyAsync(() -> http.get(events + "?after=0&wait=20s&type=new"));
        Eventually.await("the wait", () -> coordinator.awaited() > awaited);
        publish("new", session, "");

        assertThat(sequences(later.join())).containsExactly(11L);
        assertThat(http.get(events + "?after=0&wait=10ms&type=none").is(200).number("next")).isZero();
    }

    @Test
    void aStreamBeginsInTheArchiveAndGoesOn() throws Exception {
        publish(250); // several pages
        awaitTrimmed(248);

        var request = http.to("/v1/topics/" + topic + "/stream?after=0").GET().build();
        HttpResponse<Stream<String>> stream = http.client().send(request, HttpResponse.BodyHandlers.ofLines());
        try (var lines = stream.body()) {
            var ids = lines.filter(line -> line.startsWith("id: ")).iterator();
            for (int sequence = 1; sequence <= 250; sequence++) {
                assertThat(ids.next()).isEqualTo("id: " + sequence);
            }
            publish("last", session, "");
            assertThat(ids.next()).isEqualTo("id: 251");
        }
    }

    @Test
    void anEventIsFoundByItsIdWithItsNeighbours() {
        var published = publish(10);
        String other = http.session();
        var elsewhere = publish("elsewhere", other, context(published.getFirst()));
        publish(10);
        awaitTrimmed(19);

        String id = published.get(4).text("id");
        assertThat(http.get("/v1/events/" + id).is(200).response().body())
                .isEqualTo(published.get(4).response().body());
        assertThat(ids(http.get("/v1/events/" + id + "/causes"))).containsExactly(published.get(3).text("id"));
        assertThat(ids(http.get("/v1/events/" + published.getFirst().text("id") + "/effects")))
                .containsExactly(published.get(1).text("id"), elsewhere.text("id"));
        assertThat(ids(http.get("/v1/events/" + elsewhere.text("id") + "/causes")))
                .containsExactly(published.getFirst().text("id"));
        http.get("/v1/events/" + session + ":99/effects").is(ProblemType.NO_SUCH_EVENT);
    }

    private static List<String> ids(Answered neighbours) {
        return neighbours.is(200).json().path("events").valueStream().map(it -> it.path("id").asString()).toList();
    }

    private String relation(Answered one, Answered other) {
        return http.get("/v1/events/" + one.text("id") + "/relation/" + other.text("id")).is(200).text("relation");
    }

    @Test
    void archivedEventsAreRelatedAlsoThoseOfProcessesThatAreGone() {
        String gone = http.session();
        var cause = publish("cause", gone, "");
        var apart = publish("apart", session, "");
        String heir = http.session();
        var effect = publish("effect", heir, context(cause));
        http.delete("/v1/sessions/" + gone).is(204);
        publish(5);
        awaitTrimmed(effect.number("sequence"));
        var late = publish("late", heir, "");

        assertThat(CausalContext.parse(context(late)).vector().of(gone)).as("it is retired").isZero();
        assertThat(relation(cause, effect)).isEqualTo("before");
        assertThat(relation(cause, apart)).isEqualTo("concurrent");
        assertThat(relation(cause, late)).isEqualTo("before");
        assertThat(relation(late, cause)).isEqualTo("after");
        assertThat(relation(effect, apart)).isEqualTo("concurrent");
        assertThat(relation(cause, cause)).isEqualTo("equal");
    }

    @Test
    void onlyWhatTheArchiveLacksTooIsGone() throws SQLException {
        publish(20);
        awaitTrimmed(18);
        lose(5);

        assertThat(sequences(http.get(events + "?after=0"))).isEqualTo(numbers(1, 4));
        assertThat(sequences(http.get(events + "?after=0&type=third"))).containsExactly(1L, 4L);
        assertThat(http.get(events + "?after=4").is(ProblemType.TRIMMED).number("firstSequence")).isEqualTo(6);
        assertThat(http.get(events + "?after=4&type=plain").is(ProblemType.TRIMMED).number("firstSequence"))
                .isEqualTo(6);
        assertThat(sequences(http.get(events + "?after=5"))).isEqualTo(numbers(6, 20));
        http.get("/v1/events/" + session + ":5").is(ProblemType.NO_SUCH_EVENT);
    }

    /** Somebody takes one event of the topic out of the database. */
    private void lose(long sequence) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        settings.url(), settings.username().orElse(""), settings.password().orElse(""));
                var statement = connection.prepareStatement(
                        "delete from synod_archive_event where cluster = ? and topic = ? and sequence = ?")) {
            statement.setString(1, settings.cluster());
            statement.setString(2, topic);
            statement.setLong(3, sequence);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void theClustersOwnEventsAreReadFromItAsTheyWere() {
        http.put("/v1/locks/" + topic + "/holds/h", "{\"session\":\"" + session + "\"}").is(200);
        var granted = own("synod.locks");
        publish(3);
        for (int i = 0; i < 5; i++) {
            http.put("/v1/locks/" + topic + "-" + i + "/holds/h", "{\"session\":\"" + session + "\"}").is(200);
        }
        Eventually.await("trimmed", () -> http.get("/v1/topics?prefix=synod.locks").json().path("topics").get(0)
                        .path("firstSequence").asLong()
                > granted.path("sequence").asLong());

        assertThat(http.get("/v1/events/" + granted.path("id").asString()).is(200).json()).isEqualTo(granted);
        assertThat(Optional.of(granted.path("data").path("lock").asString())).contains(topic);
    }

    private JsonNode own(String ofTopic) {
        var last = http.get("/v1/topics/" + ofTopic + "/events?key=" + topic).is(200).json().path("events");
        return last.get(last.size() - 1);
    }
}
