package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.server.rest.Http.Answered;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Publishing and reading, row by row. */
@RestDoorTest
class EventsTest {

    @Autowired
    private Http http;

    @Autowired
    private ScriptedCoordinator coordinator;

    private String topic = "";
    private String events = "";
    private String session = "";

    @BeforeEach
    void name() {
        coordinator.forget();
        topic = Http.unique("topic");
        events = "/v1/topics/" + topic + "/events";
        session = http.session();
    }

    private String event(String type) {
        return "{\"session\":\"" + session + "\",\"type\":\"" + type + "\"}";
    }

    private Answered publish(String type) {
        return http.post(events, event(type)).is(201);
    }

    private HttpRequest.Builder publishing(String json) {
        return http.to(events).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    private static List<Long> sequences(Answered page) {
        return page.json().path("events").valueStream().map(event -> event.path("sequence").asLong()).toList();
    }

    @Nested
    class Publishing {

        @Test
        void answersWithTheEventAsItWasChosen() {
            String cause = publish("first").text("id");

            Answered answered = http.post(
                            events,
                            event("order.placed").replace(
                            "}",
                            ",\"key\":\"order-7\",\"causes\":[\"" + cause
                                    + "\"],\"data\":{\"total\": 12.10, \"lines\":[1,null,\"ä\"]}}"))
                    .is(201);

            JsonNode event = answered.json();
            assertThat(event.path("id").asString()).isEqualTo(session + ":2");
            assertThat(event.path("topic").asString()).isEqualTo(topic);
            assertThat(event.path("sequence").asLong()).isEqualTo(2);
            assertThat(event.path("type").asString()).isEqualTo("order.placed");
            assertThat(event.path("key").asString()).isEqualTo("order-7");
            assertThat(answered.response().body()).contains("\"data\":{\"total\":12.10,\"lines\":[1,null,\"ä\"]}");
            assertThat(event.path("position").asLong()).isEqualTo(answered.position());
            assertThat(event.path("causes").toString()).isEqualTo("[\"" + cause + "\"]");
            assertThat(event.path("stamp").toString())
                    .isEqualTo("{\"process\":\"%1$s\",\"lamport\":2,\"vector\":{\"%1$s\":2}}".formatted(session));
            assertThat(event.path("publishedAt").asString()).endsWith("Z");
            assertThat(answered.header("Location")).contains("/v1/events/" + session + ":2");
            assertThat(answered.header(CausalContext.HEADER)).contains("lamport=2;" + session + "=2");
            assertThat(http.get("/v1/events/" + session + ":2").is(200).response().body())
                    .isEqualTo(answered.response().body());
        }

        @Test
        void takesAnArrayInOneDecree() {
            Answered answered = http.post(events, "[" + event("a") + "," + event("b") + "]").is(201);

            assertThat(answered.json().valueStream().map(event -> event.path("sequence").asLong()))
                    .containsExactly(1L, 2L);
            assertThat(answered.json().valueStream().map(event -> event.path("position").asLong()))
                    .containsOnly(answered.position());
            assertThat(sequences(http.get(answered.header("Location").orElseThrow()).is(200))).containsExactly(1L, 2L);
        }

        @Test
        void takesAllOrNoneOfAnArray() {
            http.post(events, "[" + event("a") + ",{\"session\":\"" + session + "\"}]").isInvalid("[1].type");
            http.post(events, "[" + event("a") + ",null]").isInvalid("[1]");
            http.post(events, "[" + event("a") + "," + event("b").replace(session, http.session()) + "]")
                    .isInvalid("[1].session");
            http.post(events, "[]").isInvalid("body");

            assertThat(sequences(http.get(events).is(200))).isEmpty();
        }

        @Test
        void answersARetryAsTheFirst() {
            Answered first = http.send(publishing(event("a")).header("Idempotency-Key", "k")).is(201);
            Answered again = http.send(publishing(event("a")).header("Idempotency-Key", "k")).is(201);

            assertThat(again.response().body()).isEqualTo(first.response().body());
            http.send(publishing(event("b")).header("Idempotency-Key", "k")).is(ProblemType.IDEMPOTENCY_KEY_REUSED);
            assertThat(sequences(http.get(events).is(200))).containsExactly(1L);
        }

        @Test
        void neverExecutesAForgottenKey() {
            for (int i = 1; i <= 1_001; i++) {
                http.send(publishing(event("a")).header("Idempotency-Key", Integer.toString(i))).is(201);
            }
            http.send(publishing(event("a")).header("Idempotency-Key", "1")).is(ProblemType.KEY_FORGOTTEN);

            JsonNode listed = http.get("/v1/topics?prefix=" + topic).is(200).json().path("topics").get(0);
            assertThat(listed.path("lastSequence").asLong()).isEqualTo(1_001);
        }

        @Test
        void isForbiddenOnTheClustersOwnTopics() {
            http.post("/v1/topics/synod.locks/events", event("a")).is(ProblemType.FORBIDDEN);
        }

        @Test
        void refusesWhatIsTooLarge() {
            String large = "x".repeat(256 * 1024);
            Answered data = http.post(events, event("a").replace("}", ",\"data\":\"" + large + "\"}"));
            assertThat(data.is(ProblemType.TOO_LARGE).number("limit")).isEqualTo(256 * 1024);

            String many = IntStream.range(0, 501).mapToObj(i -> event("a")).collect(Collectors.joining(",", "[", "]"));
            assertThat(http.post(events, many).is(ProblemType.TOO_LARGE).number("limit")).isEqualTo(500);
        }

        @Test
        void takesFiveHundred() {
            String most = IntStream.range(0, 500).mapToObj(i -> event("a")).collect(Collectors.joining(",", "[", "]"));
            assertThat(http.post(events, most).is(201).json().size()).isEqualTo(500);
        }

        @Test
        void refusesWhatIsMalformed() {
            http.post(events, "{\"type\":\"a\"}").isInvalid("session");
            http.post(events, event("")).isInvalid("type");
            http.post(events, event("a\\nb")).isInvalid("type");
            http.post(events, event("a").replace("}", ",\"typo\":1}")).isInvalid("typo");
            http.post(events, event("a").replace("}", ",\"causes\":[\"no\"]}")).isInvalid("causes");
            http.post(events, event("a").replace("}", ",\"causes\":[null]}")).isInvalid("causes");
            http.post(events, event("a").replace("}", ",\"key\":\"" + "k".repeat(501) + "\"}")).isInvalid("key");
            http.post("/v1/topics/-/events", event("a")).isInvalid("topic");
        }

        @Test
        void refusesWhoIsNotThere() {
            http.post(events, event("a").replace(session, "p@999999999")).is(ProblemType.NO_SUCH_SESSION);
            http.post(events, event("a").replace("}", ",\"causes\":[\"p@999999999:1\"]}"))
                    .is(ProblemType.NO_SUCH_EVENT);
            http.delete("/v1/sessions/" + session).is(204);
            http.post(events, event("a")).is(ProblemType.SESSION_EXPIRED);
        }

        @Test
        void isOverloadedWhileTheArchiveIsFarBehind() {
            coordinator.answerNext(
                    Command.Publish.class,
                    new Answer.Done<>(new Outcome.BacklogFull("The archive is behind."), new Position(7)));

            http.post(events, event("a")).is(ProblemType.OVERLOADED);
        }
    }

    @Nested
    class Reading {

        @Test
        void goesOnAfterASequence() {
            for (String type : List.of("a", "b", "a", "c")) {
                publish(type);
            }

            Answered first = http.get(events + "?limit=3").is(200);
            Answered rest = http.get(events + "?after=" + first.number("next")).is(200);

            assertThat(sequences(first)).containsExactly(1L, 2L, 3L);
            assertThat(sequences(rest)).containsExactly(4L);
            assertThat(http.get(events + "?after=4").is(200).number("next")).isEqualTo(4);
            assertThat(sequences(http.get(events + "?type=a&limit=1&after=1").is(200))).containsExactly(3L);
            assertThat(sequences(http.get(events + "?consistency=local&after=0").is(200))).hasSize(4);
        }

        @Test
        void findsByKey() {
            http.post(events, event("a").replace("}", ",\"key\":\"k\"}")).is(201);
            publish("a");

            assertThat(sequences(http.get(events + "?key=k").is(200))).containsExactly(1L);
        }

        @Test
        void findsByProcessByTimeAndByCausalPast() {
            String other = http.session();
            publish("a");
            http.post(events, event("concurrent").replace(session, other)).is(201);
            Answered end = publish("a");
            String time = end.json().path("publishedAt").asString();

            assertThat(sequences(http.get(events + "?process=" + other).is(200))).containsExactly(2L);
            assertThat(sequences(http.get(events + "?before=" + end.json().path("id").asString()).is(200)))
                    .containsExactly(1L);
            assertThat(sequences(http.get(events + "?from=" + time).is(200))).contains(3L);
            assertThat(sequences(http.get(events + "?until=" + time).is(200))).doesNotContain(3L);
        }

        @Test
        void refusesAnUnknownEndOfAPastAndATimeThatIsNone() {
            http.get(events + "?before=nobody@1:1").is(ProblemType.NO_SUCH_EVENT);
            http.get(events + "?from=yesterday").isInvalid("from");
            http.get(events + "?until=0").isInvalid("until");
        }

        @Test
        void isEmptyWhereNothingWasPublished() {
            assertThat(http.get(events).is(200).response().body()).isEqualTo("{\"events\":[],\"next\":0}");
        }

        @Test
        void waitsForTheNext() {
            int awaited = coordinator.awaited();
            var later = CompletableFuture.supplyAsync(() -> http.get(events + "?wait=20s&type=b"));
            Eventually.await("the wait", () -> coordinator.awaited() > awaited);
            publish("a");
            publish("b");

            assertThat(sequences(later.join().is(200))).containsExactly(2L);
        }

        @Test
        void isEmptyWhenTheWaitIsOver() {
            publish("a");
            Answered none = http.get(events + "?after=1&wait=50ms").is(200);

            assertThat(sequences(none)).isEmpty();
            assertThat(none.number("next")).isEqualTo(1);
        }

        @Test
        void saysWhereToGoOnWhenEventsAreGone() {
            coordinator.submit(new Command.KeepEvents(2, 1 << 24), Duration.ofSeconds(5)).join();
            try {
                for (int i = 0; i < 5; i++) {
                    publish("a");
                }
                assertThat(http.get(events + "?after=1").is(ProblemType.TRIMMED).number("firstSequence")).isEqualTo(4);
                http.get("/v1/topics/" + topic + "/stream?after=0").is(ProblemType.TRIMMED);
                assertThat(sequences(http.get(events + "?after=3").is(200))).containsExactly(4L, 5L);
                assertThat(sequences(http.get(events).is(200))).containsExactly(4L, 5L);
                http.get("/v1/events/" + session + ":1").is(ProblemType.NO_SUCH_EVENT);
            } finally {
                coordinator.submit(new Command.KeepEvents(10_000, 1 << 24), Duration.ofSeconds(5)).join();
            }
        }

        @Test
        void refusesWhatIsMalformed() {
            http.get(events + "?after=x").isInvalid("after");
            http.get(events + "?wait=61s").isInvalid("wait");
            http.get(events + "?format=xml").isInvalid("format");
            http.get(events + "?limit=1001").isInvalid("limit");
            http.get(events + "?prefix=a").isInvalid("prefix");
            http.send(http.to(events).header(CausalContext.HEADER, "lamport=x").GET()).isInvalid(CausalContext.HEADER);
        }

        @Test
        void tellsWhatItsReaderKnowsThen() {
            publish("a");
            String other = http.session();
            http.post(events, event("b").replace(session, other)).is(201);

            var request = http.to(events + "?limit=1").header(CausalContext.HEADER, "lamport=9;" + other + "=1");
            Answered read = http.send(request.GET()).is(200);

            assertThat(CausalContext.parse(read.header(CausalContext.HEADER).orElseThrow()))
                    .isEqualTo(CausalContext.parse("lamport=9;" + other + "=1," + session + "=1"));
        }

        @Test
        void refusesToBeToldWhatCannotBeKnown() {
            publish("a");
            String ahead = "lamport=9;" + session + "=2";
            http.send(http.to(events).header(CausalContext.HEADER, ahead).GET()).isInvalid(CausalContext.HEADER);
            http.send(publishing(event("b")).header(CausalContext.HEADER, ahead)).isInvalid(CausalContext.HEADER);
        }

        @Test
        void showsTheClustersOwnChanges() {
            http.hold(topic, "h", session).is(200);

            JsonNode news = http.get("/v1/topics/synod.locks/events?type=lock.granted&key=" + topic).is(200).json();

            JsonNode granted = news.path("events").get(0);
            assertThat(granted.path("id").asString()).startsWith("synod:");
            assertThat(granted.path("data").path("hold").asString()).isEqualTo("h");
            assertThat(granted.path("data").path("fencingToken").asLong()).isEqualTo(granted.path("position").asLong());
        }
    }

    @Test
    void theClustersTopicTellsWhoPresides() {
        JsonNode changed = http.get("/v1/topics/synod.members/events?limit=1").is(200).json().path("events").get(0);

        assertThat(changed.path("type").asString()).isEqualTo("president.changed");
        assertThat(changed.path("key").asString()).isEqualTo("1");
        assertThat(changed.path("stamp").path("process").asString()).isEqualTo("synod");
        assertThat(changed.path("data").toString())
                .matches("\\{\"president\":1,\"ballot\":\\{\"round\":[0-9]+,\"node\":1}}");
    }

    @Nested
    class Topics {

        @Test
        void areListedByName() {
            publish("a");

            Answered page = http.get("/v1/topics?prefix=" + topic + "&limit=1").is(200);

            assertThat(page.json().path("topics").toString())
                    .isEqualTo("[{\"topic\":\"%s\",\"events\":1,\"firstSequence\":1,\"lastSequence\":1}]"
                            .formatted(topic));
        }
    }

    @Nested
    class Neighbours {

        @Test
        void areTheEventsDirectlyBeforeAndAfter() {
            String first = publish("a").text("id");
            String second = publish("b").text("id");
            publish("c");

            assertThat(ids(http.get("/v1/events/" + second + "/causes"))).containsExactly(first);
            assertThat(ids(http.get("/v1/events/" + second + "/effects?limit=5"))).containsExactly(session + ":3");
            http.get("/v1/events/p@99999999:1/causes").is(ProblemType.NO_SUCH_EVENT);
            http.get("/v1/events/no/effects").is(ProblemType.NO_SUCH_EVENT);
        }

        private List<String> ids(Answered answered) {
            return answered.is(200).json().path("events").valueStream()
                    .map(event -> event.path("id").asString())
                    .toList();
        }

        @Test
        void andOthersAreRelated() {
            Answered one = publish("a");
            Answered two = publish("b");
            Answered other = http.post(events, event("c").replace(session, http.session())).is(201);

            assertThat(relation(one, two)).isEqualTo("before");
            assertThat(relation(two, one)).isEqualTo("after");
            assertThat(relation(one, one)).isEqualTo("equal");
            assertThat(relation(two, other)).isEqualTo("concurrent");
            http.get("/v1/events/" + one.text("id") + "/relation/p@1:1").is(ProblemType.NO_SUCH_EVENT);
        }

        private String relation(Answered one, Answered other) {
            String stored = http.get("/v1/events/" + one.text("id") + "/relation/" + other.text("id"))
                    .is(200)
                    .text("relation");
            String stamps = http.post(
                            "/v1/stamps/compare",
                            "{\"a\":" + one.json().path("stamp") + ",\"b\":" + other.json().path("stamp") + "}")
                    .is(200)
                    .text("relation");
            assertThat(stamps).isEqualTo(stored);
            return stored;
        }

        @Test
        void needStampsThatAreStamps() {
            String stamp = "{\"process\":\"p@1\",\"lamport\":1,\"vector\":{\"p@1\":1}}";
            http.post("/v1/stamps/compare", "{\"a\":" + stamp + "}").isInvalid("b");
            http.post("/v1/stamps/compare", "{\"a\":" + stamp + ",\"b\":{}}").isInvalid("b");
            String both = "{\"a\":" + stamp + ",\"b\":%s}";
            http.post("/v1/stamps/compare", both.formatted(stamp.replace("\"lamport\":1", "\"lamport\":0")))
                    .isInvalid("b");
            http.post("/v1/stamps/compare", both.formatted(stamp.replace("{\"p@1\":1}", "{}")))
                    .isInvalid("b");
        }
    }

    @Nested
    class Cursors {

        @Test
        void onlyGoOnUnlessRewound() {
            String cursor = "/v1/topics/" + topic + "/consumers/c";
            publish("a");
            publish("b");
            http.get(cursor).is(ProblemType.NO_SUCH_CONSUMER);

            String kept = "{\"topic\":\"%s\",\"consumer\":\"c\",\"sequence\":%d}";
            assertThat(http.put(cursor, "{\"sequence\":2}").is(200).response().body())
                    .isEqualTo(kept.formatted(topic, 2));
            assertThat(http.put(cursor, "{\"sequence\":1}").is(200).number("sequence")).isEqualTo(2);
            assertThat(http.put(cursor + "?rewind=true", "{\"sequence\":1}").is(200).number("sequence")).isEqualTo(1);
            assertThat(http.get(cursor).is(200).response().body()).isEqualTo(kept.formatted(topic, 1));

            http.put(cursor, "{\"sequence\":3}").isInvalid("sequence");
            http.put(cursor, "{}").isInvalid("sequence");
            http.put(cursor, "{\"sequence\":-1}").isInvalid("sequence");
            http.put(cursor + "?rewind=yes", "{\"sequence\":1}").isInvalid("rewind");
            http.put("/v1/topics/" + topic + "/consumers/synod.c", "{\"sequence\":1}").isInvalid("consumer");

            http.delete(cursor).is(204);
            http.delete(cursor).is(204);
            http.get(cursor).is(ProblemType.NO_SUCH_CONSUMER);
        }
    }
}
