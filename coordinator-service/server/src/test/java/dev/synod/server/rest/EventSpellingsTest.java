package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.server.rest.Http.Answered;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events in the spellings of others: CloudEvents, read by their own SDK, and ShiViz, by its own expression. */
@RestDoorTest
class EventSpellingsTest {

    private static final String ONE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    @Autowired
    private Http http;

    private String topic = "";
    private String events = "";
    private String session = "";

    @BeforeEach
    void name() {
        topic = Http.unique("topic");
        events = "/v1/topics/" + topic + "/events";
        session = http.session();
    }

    private Answered publish(String type, String json) {
        return http.send(http.to(events)
                .header("Content-Type", type)
                .header("Synod-Session", session)
                .POST(BodyPublishers.ofString(json)));
    }

    private static String cloudEvent(String id) {
        return """
                {"specversion":"1.0","id":"%s","source":"/shop","type":"order.placed","subject":"order-7",
                 "time":"2026-01-01T12:00:00Z","datacontenttype":"application/json","data":{"total":12}}"""
                .formatted(id);
    }

    private static CloudEvent read(String json) {
        var format = Objects.requireNonNull(EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE));
        return format.deserialize(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCloudEventIsPublishedAndReadBackByTheSdk() {
        String first = publish(ONE, cloudEvent("1")).is(201).text("id");
        Answered second = publish(ONE, cloudEvent("2").replace("{\"spec", "{\"causationid\":\"" + first + "\",\"spec"))
                .is(201);
        assertThat(second.text("key")).isEqualTo("order-7");
        assertThat(second.json().path("data").toString()).isEqualTo("{\"total\":12}");

        Answered answered = http.send(http.to("/v1/events/" + second.text("id")).header("Accept", ONE).GET()).is(200);

        assertThat(answered.header("Content-Type")).contains(ONE);
        CloudEvent event = read(answered.response().body());
        assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
        assertThat(event.getId()).isEqualTo(session + ":2");
        assertThat(event.getSource()).hasToString("/v1/topics/" + topic);
        assertThat(event.getType()).isEqualTo("order.placed");
        assertThat(event.getSubject()).isEqualTo("order-7");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getTime()).isNotNull();
        assertThat(event.getExtension("lamport")).isEqualTo("2");
        assertThat(event.getExtension("vclock")).isEqualTo(session + "=2");
        assertThat(event.getExtension("sequence")).isEqualTo("00000000000000000002");
        assertThat(event.getExtension("position")).isEqualTo(Long.toString(second.position()));
        assertThat(event.getExtension("causationid")).isEqualTo(first);
        assertThat(new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"total\":12}");
    }

    @Test
    void aBatchIsPublishedAndReadBackByTheSdk() {
        publish(BATCH, "[" + cloudEvent("1") + "," + cloudEvent("2") + "]").is(201);

        for (var request : List.of(
                http.to(events).header("Accept", BATCH), http.to(events + "?format=cloudevents"))) {
            Answered answered = http.send(request.GET()).is(200);
            assertThat(answered.header("Content-Type")).contains(BATCH);
            JsonNode batch = JsonMapper.shared().readTree(answered.response().body());
            assertThat(batch.valueStream().map(event -> read(event.toString()).getExtension("sequence")))
                    .containsExactly("00000000000000000001", "00000000000000000002");
        }
    }

    @Test
    void theClustersOwnChangesAreCloudEventsToo() {
        http.hold(topic, "h", session).is(200);
        Answered answered = http.get("/v1/topics/synod.locks/events?format=cloudevents&key=" + topic).is(200);

        CloudEvent granted = read(answered.json().get(0).toString());
        assertThat(granted.getType()).isEqualTo("lock.granted");
        assertThat(granted.getId()).startsWith("synod:");
    }

    @Test
    void sourceAndIdSayWhetherItIsARetry() {
        Answered first = publish(ONE, cloudEvent("1")).is(201);

        assertThat(publish(ONE, cloudEvent("1")).is(201).response().body()).isEqualTo(first.response().body());
        publish(ONE, cloudEvent("1").replace("12}", "13}")).is(ProblemType.IDEMPOTENCY_KEY_REUSED);
        assertThat(publish(ONE, cloudEvent("1").replace("/shop", "/other")).is(201).number("sequence")).isEqualTo(2);
    }

    @Test
    void eachEventOfABatchIsKnownByItsOwnSourceAndId() {
        String one = cloudEvent("1");
        String two = cloudEvent("2");
        String three = cloudEvent("3");
        Answered alone = publish(ONE, two).is(201);
        Answered batch = publish(BATCH, "[" + one + "," + two + "]").is(201);
        Answered other = publish(BATCH, "[" + three + "," + one + "," + three + "]").is(201);

        assertThat(batch.json().get(1)).isEqualTo(alone.json());
        assertThat(sequences(batch)).containsExactly(2L, 1L);
        assertThat(sequences(other)).containsExactly(3L, 2L, 3L);
        String changed = one.replace("12}", "13}");
        publish(BATCH, "[" + cloudEvent("4") + "," + changed + "]").is(ProblemType.IDEMPOTENCY_KEY_REUSED);
        assertThat(http.get("/v1/topics?prefix=" + topic).is(200).json().path("topics").get(0).path("lastSequence")
                        .asLong())
                .as("of a batch that was refused, nothing was published").isEqualTo(3);
    }

    private static List<Long> sequences(Answered batch) {
        return batch.json().valueStream().map(event -> event.path("sequence").asLong()).toList();
    }

    @Test
    void aCloudEventMustBeOne() {
        publish(ONE, cloudEvent("1").replace("1.0", "0.3")).isInvalid("specversion");
        publish(ONE, cloudEvent("")).isInvalid("id");
        publish(ONE, cloudEvent("1").replace("/shop", "")).isInvalid("source");
        publish(ONE, cloudEvent("1").replace("order.placed", "")).isInvalid("type");
        publish(ONE, cloudEvent("1").replace("application/json", "text/plain")).isInvalid("datacontenttype");
        publish(ONE, cloudEvent("1").replace("\"data\"", "\"data_base64\"")).isInvalid("data_base64");
        publish(ONE, "[" + cloudEvent("1") + "]").isInvalid("body");
        publish(BATCH, cloudEvent("1")).isInvalid("body");
        publish(BATCH, "[" + cloudEvent("1") + ",null]").isInvalid("[1]");
        var nobody = http.to(events).header("Content-Type", ONE);
        http.send(nobody.POST(BodyPublishers.ofString(cloudEvent("1")))).isInvalid("Synod-Session");
    }

    @Test
    void shiVizFindsHostClockAndEvent() {
        publish(ONE, cloudEvent("1")).is(201);
        publish(ONE, cloudEvent("2").replace("order-7", "two\\nlines")).is(201);

        Answered text = http.get(events + "?format=shiviz").is(200);

        assertThat(text.header("Content-Type").orElseThrow()).startsWith("text/plain");
        var found = Pattern.compile("(?<host>\\S*) (?<clock>\\{.*\\})\\n(?<event>.*)\\n")
                .matcher(text.response().body())
                .results()
                .toList();
        assertThat(found).hasSize(2).allSatisfy(event -> assertThat(event.group(1)).isEqualTo(session));
        assertThat(JsonMapper.shared().readTree(found.get(1).group(2)).path(session).asLong()).isEqualTo(2);
        assertThat(found.get(1).group(3)).isEqualTo(topic + "/2 order.placed two lines");
        assertThat(http.send(http.to(events).header("Accept", "text/plain").GET()).is(200).response().body())
                .isEqualTo(text.response().body());
    }
}
