package dev.synod.embedded;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.Relation;
import dev.synod.api.event.Cursor;
import dev.synod.api.event.Event;
import dev.synod.api.event.PublishRequest;
import dev.synod.client.Knowledge;
import dev.synod.client.SynodException;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The requests about events. */
final class EventRequests {

    /** What the REST API answers with where the request does not say. */
    private static final int AT_ONCE = 100;

    private final Requests requests;
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final ShownEvent shown = new ShownEvent(mapper);

    EventRequests(Requests requests) {
        this.requests = requests;
    }

    List<Event> publish(String topic, List<PublishRequest> events, String key) {
        if (events.isEmpty()) {
            throw Refusals.invalid("body", "must have 1 to " + Command.MOST_DRAFTS + " events");
        }
        if (events.size() > Command.MOST_DRAFTS) {
            throw Refusals.tooLarge(
                    "One request publishes at most " + Command.MOST_DRAFTS + " events; send several.",
                    Command.MOST_DRAFTS);
        }
        var name = Asked.read("topic", topic, TopicName::new);
        if (name.isReserved()) {
            throw Refusals.refused(ProblemType.FORBIDDEN, "The cluster alone publishes to " + name + ".");
        }
        var publish = new Command.Publish(
                session(events),
                name,
                events.stream().map(this::draft).toList(),
                Optional.of(Asked.key(key)));
        return requests.command(publish, outcome -> outcome instanceof Outcome.Published(var published)
                ? Optional.of(shown.events(published))
                : Optional.empty());
    }

    private static SessionId session(List<PublishRequest> events) {
        var sessions = events.stream()
                .map(event -> Asked.required("session", event.session()))
                .distinct()
                .toList();
        if (sessions.size() > 1) {
            throw Refusals.invalid(
                    "session", "must be that of the first event: one request publishes for one session");
        }
        return Asked.read("session", sessions.get(0), SessionId::parse);
    }

    private Draft draft(PublishRequest event) {
        var type = event.type().orElse("");
        if (type.isEmpty() || type.chars().anyMatch(Character::isISOControl)) {
            throw Refusals.invalid(
                    "type", "is required: 1 to " + Draft.LONGEST_TYPE + " characters, none a control character");
        }
        Asked.text("type", type, Draft.LONGEST_TYPE);
        event.key().ifPresent(key -> Asked.text("key", key, Draft.LONGEST_KEY));
        List<@Nullable String> given = event.causes().orElse(List.of());
        if (given.size() > Draft.MOST_CAUSES) {
            throw Refusals.invalid("causes", "must be at most " + Draft.MOST_CAUSES);
        }
        var causes = given.stream()
                .map(cause -> Asked.read(
                        "causes", Asked.required("causes", Optional.ofNullable(cause)), EventId::parse))
                .toList();
        return new Draft(type, event.key(), content(event.data()), causes);
    }

    private Content.Json content(@Nullable Object told) {
        byte[] json;
        try {
            json = mapper.writeValueAsBytes(told);
        } catch (JacksonException unwritable) {
            throw Refusals.invalid("data", "must be JSON that can be written in UTF-8");
        }
        if (json.length > Content.Json.LONGEST) {
            throw Refusals.tooLarge(
                    "The data of an event is over " + Content.Json.LONGEST
                            + " bytes; keep it elsewhere, and tell where.",
                    Content.Json.LONGEST);
        }
        return new Content.Json(json);
    }

    /** What a reader finds, and knows then. */
    private record Found(long first, List<dev.synod.coordination.Event> events, CausalContext known) {}

    List<Event> after(String topic, long after, Duration wait) {
        var name = Asked.read("topic", topic, TopicName::new);
        if (after < 0) {
            throw Refusals.invalid("after", "must be 0 or more");
        }
        Asked.checkedWait(wait);
        var told = Knowledge.current();
        requests.read(state -> state.objection(told)).ifPresent(why -> {
            throw Refusals.invalid(CausalContext.HEADER, why);
        });
        var found = requests.read(state -> find(state, name, after, told));
        if (found.events().isEmpty() && found.first() <= after + 1 && !wait.isZero()) {
            found = news(name, after, wait).orElse(found);
        }
        if (found.first() > after + 1) {
            throw Refusals.trimmed(found.first());
        }
        Requests.learn(found.known());
        return shown.events(found.events());
    }

    private Optional<Found> news(TopicName topic, long after, Duration wait) {
        var told = Knowledge.current();
        try {
            return Requests.done(requests.line().await(node -> node.await(
                    new Subject.OfTopic(topic),
                    state -> Optional.of(find(state, topic, after, told)).filter(some -> !some.events().isEmpty()),
                    wait)));
        } catch (Line.Dead dead) {
            throw new SynodException.Unavailable(String.valueOf(dead.getMessage()), dead);
        } finally {
            requests.line().answered();
        }
    }

    private static Found find(Coordination state, TopicName topic, long after, CausalContext told) {
        var first = state.topics().seen(topic).first();
        var events = first > after + 1
                ? List.<dev.synod.coordination.Event>of()
                : state.topics().events(topic, after, AT_ONCE);
        return new Found(first, events, state.known(told, events));
    }

    Optional<Cursor> cursor(String topic, String consumer) {
        var topicName = Asked.read("topic", topic, TopicName::new);
        var consumerName = Asked.read("consumer", consumer, ConsumerName::new);
        return requests.read(state -> state.cursor(topicName, consumerName))
                .map(sequence -> new Cursor(topic, consumer, sequence));
    }

    Cursor moveCursor(String topic, String consumer, long sequence) {
        var topicName = Asked.read("topic", topic, TopicName::new);
        var consumerName = Asked.named("consumer", consumer, ConsumerName::new);
        if (sequence < 0) {
            throw Refusals.invalid("sequence", "must be 0 or more");
        }
        var put = new Command.PutCursor(topicName, consumerName, sequence, Command.Rewind.IGNORED);
        return requests.command(put, outcome -> outcome instanceof Outcome.CursorStands(long stands)
                ? Optional.of(new Cursor(topic, consumer, stands))
                : Optional.empty());
    }

    Relation relation(String event, String other) {
        var events = requests.read(state -> List.of(find(state, event), find(state, other)));
        var one = events.get(0).orElseThrow(() -> Refusals.noSuchEvent(event));
        var two = events.get(1).orElseThrow(() -> Refusals.noSuchEvent(other));
        return one.stamp().relation(two.stamp());
    }

    /** A text that is no event's id is the id of no event. */
    private static Optional<dev.synod.coordination.Event> find(Coordination state, String id) {
        try {
            return state.topics().find(EventId.parse(id));
        } catch (IllegalArgumentException neverGivenOut) {
            return Optional.empty();
        }
    }
}
