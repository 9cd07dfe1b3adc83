package dev.synod.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.coordination.Command;
import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.node.Node;
import dev.synod.server.archive.ArchiveSettings;
import dev.synod.server.rest.EventsWithoutTheirArchiveTest.Nowhere;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

/** What clients see of an archive whose database was never there. */
@SpringBootTest(
        classes = {ServerUnderTest.class, ArchivedEvents.Archived.class, Nowhere.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class EventsWithoutTheirArchiveTest {

    private static final int MOST_BATCHES = 150;

    @Autowired
    private Http http;

    @Autowired
    private Node node;

    static final class Nowhere {

        @Bean
        ArchiveSettings settings() {
            return ArchiveSettings.shared(
                    "nowhere", "jdbc:postgresql://127.0.0.1:1/synod", Optional.empty(), Optional.empty());
        }
    }

    /** A bound of 64 MiB, in events of a quarter of one each. */
    @Test
    void nothingIsTrimmedAndWhatIsTooMuchIsRefusedWhileTheRestGoesOn() {
        Eventually.await("events wait for it", () -> node.readLocally(state -> state.topics().archived()).join()
                        instanceof Answer.Done<Optional<Position>> done
                && done.value().equals(Optional.of(Position.ZERO)));
        node.submit(new Command.KeepEvents(2, 1 << 20), Duration.ofSeconds(5)).join();
        var topic = Http.unique("topic");
        var session = http.session();
        var event = "{\"session\":\"" + session + "\",\"type\":\"a\",\"data\":\"" + "x".repeat(250_000) + "\"}";
        var batch = "[" + event + "," + event + "," + event + "]";

        int published = 0;
        var answer = http.post("/v1/topics/" + topic + "/events", batch);
        while (answer.status() == 201 && published < 3 * MOST_BATCHES) {
            published += 3;
            answer = http.post("/v1/topics/" + topic + "/events", batch);
        }

        answer.is(ProblemType.OVERLOADED);
        assertThat(published * 250_000L).isBetween(60L << 20, 72L << 20);
        var seen = http.get("/v1/topics?prefix=" + topic).is(200).json().path("topics").get(0);
        assertThat(seen.path("firstSequence").asLong()).as("nothing is trimmed").isEqualTo(1);
        assertThat(seen.path("lastSequence").asLong()).as("a refusal had no effect").isEqualTo(published);
        http.put("/v1/locks/" + topic + "/holds/h", "{\"session\":\"" + session + "\"}").is(200);
        http.get("/v1/events/" + session + ":1").is(200);
        http.get("/v1/events/" + session + ":" + (published + 1)).is(ProblemType.OVERLOADED);
    }
}
