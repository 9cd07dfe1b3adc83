package dev.synod.server.rest.event;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.event.Compared;
import dev.synod.api.event.Neighbours;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.state.Coordination;
import dev.synod.server.rest.asking.Listing;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.EventOutcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Headers;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Takes;
import dev.synod.server.shown.ShownEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Events by their ids, and what they happened after. */
@Controller
@RequestMapping("/v1/events/{id}")
class EventController {

    private final NodeRequests node;
    private final Spellings spellings;

    EventController(NodeRequests node, Spellings spellings) {
        this.node = node;
        this.spellings = spellings;
    }

    /** Events that were looked up, and what their reader knows then. */
    private record Seen(List<Event> events, CausalContext known) {}

    @GetMapping(produces = {Media.JSON, Media.CLOUD_EVENT})
    @Takes({Parameter.CONSISTENCY, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Shows an event.",
            body = dev.synod.api.event.Event.class,
            problems = ProblemType.NO_SUCH_EVENT)
    Reply show(@PathVariable String id, HttpServletRequest request) {
        var told = Headers.context(request);
        Demands demands = new Demands();
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        var spelling = spellings.ofOne(request);
        return node.reply(
                consistency,
                state -> find(state, id).map(event -> new Seen(List.of(event), state.known(told, List.of(event)))),
                (found, position) -> found.<Reply>map(seen -> new Reply.Telling(
                                spelling.apply(seen.events().getFirst(), position), seen.known()))
                        .orElseGet(() -> EventOutcomes.noSuchEvent(id, position)));
    }

    @GetMapping(path = "/relation/{other}", produces = Media.JSON)
    @Takes(Parameter.CONSISTENCY)
    @Answers(
            says = "Tells how an event stands to another: whether it happened before or after it, is it, or neither.",
            body = Compared.class,
            problems = ProblemType.NO_SUCH_EVENT)
    Reply relation(@PathVariable String id, @PathVariable String other, HttpServletRequest request) {
        Demands demands = new Demands();
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> List.of(find(state, id), find(state, other)),
                (found, position) -> {
                    if (found.getFirst().isEmpty() || found.getLast().isEmpty()) {
                        return EventOutcomes.noSuchEvent(found.getFirst().isEmpty() ? id : other, position);
                    }
                    var relation = found.getFirst().get().stamp().relation(found.getLast().get().stamp());
                    return new Reply.Found(new Compared(relation), position);
                });
    }

    @GetMapping(path = "/causes", produces = Media.JSON)
    @Takes({Parameter.LIMIT, Parameter.CONSISTENCY, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Shows the events that stand directly before it in the order of happened-before, nearest first.",
            body = Neighbours.class,
            problems = ProblemType.NO_SUCH_EVENT)
    Reply causes(@PathVariable String id, HttpServletRequest request) {
        return neighbours(id, request, (state, near) -> state.topics().causes(near.id(), near.limit()));
    }

    @GetMapping(path = "/effects", produces = Media.JSON)
    @Takes({Parameter.LIMIT, Parameter.CONSISTENCY, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Shows the events that stand directly after it in the order of happened-before, nearest first.",
            body = Neighbours.class,
            problems = ProblemType.NO_SUCH_EVENT)
    Reply effects(@PathVariable String id, HttpServletRequest request) {
        return neighbours(id, request, (state, near) -> state.topics().effects(near.id(), near.limit()));
    }

    private record Near(EventId id, int limit) {}

    private Reply neighbours(
            String id, HttpServletRequest request, BiFunction<Coordination, Near, List<Event>> neighbours) {
        var told = Headers.context(request);
        Demands demands = new Demands();
        int limit = Listing.limit(request, demands);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> find(state, id).map(event -> {
                    List<Event> found = neighbours.apply(state, new Near(event.id(), limit));
                    return new Seen(found, state.known(told, found));
                }),
                (found, position) -> found.<Reply>map(seen -> new Reply.Telling(
                                new Reply.Found(new Neighbours(ShownEvent.events(seen.events())), position),
                                seen.known()))
                        .orElseGet(() -> EventOutcomes.noSuchEvent(id, position)));
    }

    /** A text that is no event's id is the id of no event: clients take ids from answers, and do not make them. */
    private static Optional<Event> find(Coordination state, String id) {
        try {
            return state.topics().find(EventId.parse(id));
        } catch (IllegalArgumentException neverGivenOut) {
            return Optional.empty();
        }
    }
}
