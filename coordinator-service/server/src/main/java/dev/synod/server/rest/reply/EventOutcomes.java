package dev.synod.server.rest.reply;

import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import dev.synod.server.shown.ShownEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of publishing and reading, as HTTP. */
public final class EventOutcomes {

    private EventOutcomes() {}

    /** Several events, which one request published. */
    public static Reply published(List<Event> events, Position position) {
        Event first = events.getFirst();
        String location = "/v1/topics/" + first.topic() + "/events?after=" + (first.sequence() - 1) + "&limit="
                + events.size();
        return new Reply.Created(ShownEvent.events(events), location, position);
    }

    /** The one event that a request published. */
    public static Reply publishedAlone(Event event, Position position) {
        return new Reply.Created(ShownEvent.event(event), "/v1/events/" + event.id(), position);
    }

    public static Reply noSuchEvent(String event, Position position) {
        return Outcomes.failed(ProblemType.NO_SUCH_EVENT, "No event " + event + " can be seen here.", position);
    }

    public static Reply trimmed(long first, Position position) {
        return new Reply.Failed(
                Problem.of(
                        ProblemType.TRIMMED,
                        "Events before sequence " + first + " are kept no longer; read on from there.",
                        Map.of("firstSequence", first)),
                Optional.of(position));
    }

    /** Whatever is older than what is kept is in the archive, and that cannot be asked now. */
    public static Reply outOfReach(Position position) {
        return Outcomes.failed(
                ProblemType.OVERLOADED,
                "What was asked for is in the archive, whose database does not answer now; ask again later.",
                position);
    }

    public static Reply keyForgotten(String key, Position position) {
        return Outcomes.failed(
                ProblemType.KEY_FORGOTTEN,
                "The Idempotency-Key " + key + " is older than those remembered: what came of it is unknown, "
                        + "and nothing was done now. Look among the topic's events.",
                position);
    }

    /** A request that only the state could find malformed. */
    public static Reply invalid(String field, String message) {
        return new Reply.Failed(
                Problem.of(
                        ProblemType.INVALID_REQUEST,
                        field + " " + message + ".",
                        Map.of("errors", List.of(new Problem.FieldError(field, message)))),
                Optional.empty());
    }

    public static Reply tooLarge(String detail, int limit) {
        return new Reply.Failed(
                Problem.of(ProblemType.TOO_LARGE, detail, Map.of("limit", limit)), Optional.empty());
    }
}
