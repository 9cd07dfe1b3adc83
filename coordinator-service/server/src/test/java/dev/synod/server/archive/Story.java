package dev.synod.server.archive;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger that anybody can tell from its numbers alone. The n-th event stands at position n. Two processes take turns,
 * a and b, in topics of their own, and each knows of what the other said before.
 */
final class Story {

    static final String A = "a@1";
    static final String B = "b@2";

    /** Of characters that databases do not like. */
    static final String KEY = "fünf \u0000\uFFFE0\uFFFEe'";

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00.000000123Z");

    private Story() {}

    static Event event(long n) {
        boolean ofA = n % 2 == 1;
        long number = (n + 1) / 2;
        var process = ofA ? A : B;
        long other = ofA ? number - 1 : number;
        Map<String, Long> known = other == 0 ? Map.of(process, number) : Map.of(process, number, ofA ? B : A, other);
        var id = new EventId(process, number);
        return new Event(
                id,
                topic(n),
                number,
                n % 3 == 0 ? "third" : "plain",
                n % 5 == 0 ? Optional.of(KEY) : Optional.empty(),
                Content.Json.of("{\"b\" : 1.0,\"a\":[" + n + ",\"\\u0000\"]}"),
                new Position(n),
                n == 1 ? List.of() : List.of(id(n - 1)),
                new CausalStamp(process, new LamportClock(n), VectorClock.from(known)),
                BEGINNING.plusSeconds(n));
    }

    private static EventId id(long n) {
        return new EventId(n % 2 == 1 ? A : B, (n + 1) / 2);
    }

    static TopicName topic(long n) {
        return new TopicName(n % 2 == 1 ? "of-a" : "of-b");
    }

    static Instant at(long n) {
        return BEGINNING.plusSeconds(n);
    }

    /** Those after one number through another. */
    static List<Event> between(long after, long through) {
        var events = new ArrayList<Event>();
        for (long n = after + 1; n <= through; n++) {
            events.add(event(n));
        }
        return events;
    }

    /** How a test's archive writes content. */
    static String json(Content content) {
        return content.toString();
    }
}
