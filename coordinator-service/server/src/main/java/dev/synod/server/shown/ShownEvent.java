package dev.synod.server.shown;

import dev.synod.api.event.Event;
import dev.synod.coordination.Content;
import dev.synod.coordination.name.EventId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** Events as the API's. */
public final class ShownEvent {

    private ShownEvent() {}

    public static Event event(dev.synod.coordination.Event event) {
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

    public static List<Event> events(List<dev.synod.coordination.Event> events) {
        return events.stream().map(ShownEvent::event).toList();
    }

    /** What an event tells, as something that the API's mapper writes: a client's own data as it came. */
    public static Object content(Content content) {
        return switch (content) {
            case Content.Json json -> new RawValue(json.toString());
            case Content.OfSession(var session) -> Shown.session(session);
            case Content.OfHold(var hold) -> Shown.hold(hold);
            case Content.OfRun(var run) -> Shown.run(run);
            case Content.OfCandidate(var candidate) -> Shown.candidate(candidate);
            case Content.OfMember(int id, var address, var votes) -> member(id, address, votes);
            case Content.OfFormerMember(int id) -> Map.of("id", id);
            case Content.OfPresident(int node, long round) -> president(node, round);
        };
    }

    /** The same as text. */
    public static String json(Content content, JsonMapper mapper) {
        return content instanceof Content.Json json ? json.toString() : mapper.writeValueAsString(content(content));
    }

    private static Map<String, Object> member(int id, String address, Content.Votes votes) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("id", id);
        member.put("address", address);
        member.put("role", switch (votes) {
            case YES -> "voter";
            case NOT_YET -> "observer";
        });
        return member;
    }

    private static Map<String, Object> president(int node, long round) {
        Map<String, Object> ballot = new LinkedHashMap<>();
        ballot.put("round", round);
        ballot.put("node", node);
        Map<String, Object> president = new LinkedHashMap<>();
        president.put("president", node);
        president.put("ballot", ballot);
        return president;
    }
}
