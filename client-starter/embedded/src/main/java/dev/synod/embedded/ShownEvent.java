package dev.synod.embedded;

import dev.synod.api.event.Event;
import dev.synod.coordination.Content;
import dev.synod.coordination.name.EventId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Events as the API's, with their data as whoever reads JSON finds it: maps, lists, texts, numbers. */
final class ShownEvent {

    private final JsonMapper mapper;

    ShownEvent(JsonMapper mapper) {
        this.mapper = mapper;
    }

    List<Event> events(List<dev.synod.coordination.Event> events) {
        return events.stream().map(this::event).toList();
    }

    private Event event(dev.synod.coordination.Event event) {
        return new Event(
                event.id().toString(),
                event.topic().text(),
                event.sequence(),
                event.type(),
                event.key(),
                content(event.content()),
                event.position().number(),
                event.causes().stream().map(EventId::toString).toList(),
                event.stamp(),
                event.publishedAt());
    }

    private @Nullable Object content(Content content) {
        return switch (content) {
            case Content.Json json -> mapper.readValue(json.bytes(), Object.class);
            case Content.OfSession(var session) -> asRead(Shown.session(session));
            case Content.OfHold(var hold) -> asRead(Shown.hold(hold));
            case Content.OfRun(var run) -> asRead(Shown.run(run));
            case Content.OfCandidate(var candidate) -> asRead(Shown.candidate(candidate));
            case Content.OfMember(int id, var address, var votes) ->
                Map.of("id", id, "address", address, "role", switch (votes) {
                    case YES -> "voter";
                    case NOT_YET -> "observer";
                });
            case Content.OfFormerMember(int id) -> Map.of("id", id);
            case Content.OfPresident(int node, long round) ->
                Map.of("president", node, "ballot", Map.of("round", round, "node", node));
        };
    }

    private Object asRead(Record shown) {
        return mapper.convertValue(shown, Object.class);
    }
}
