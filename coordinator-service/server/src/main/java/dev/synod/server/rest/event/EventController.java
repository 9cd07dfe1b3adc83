package dev.synod.server.rest.event;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.event.Compared;
import dev.synod.api.event.Neighbours;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import dev.synod.server.rest.asking.Listing;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.event.Lineage.Side;
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
    private final Lineage lineage;
    private final Spellings spellings;

    EventController(NodeRequests node, Lineage lineage, Spellings spellings) {
        this.node = node;
        this.lineage = lineage;
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
        return lineage.answered(() -> node.reply(
                consistency,
                state -> Lineage.find(state, id)
                        .map(event -> new Seen(List.of(event), state.known(told, List.of(event)))),
                (found, position) -> found.isPresent()
                        ? seen(found.get(), position, spelling)
                        : lineage.archived(id)
                                .map(event -> telling(List.of(event), told, (seen, at) -> seen(seen, at, spelling)))
                                .orElseGet(() -> EventOutcomes.noSuchEvent(id, position))));
    }

    private static Reply seen(Seen seen, Position position, BiFunction<Event, Position, Reply> spelling) {
        return new Reply.Telling(spelling.apply(seen.events().getFirst(), position), seen.known());
    }

    /** Has the state say what a reader knows of these. */
    private Reply telling(List<Event> events, CausalContext told, BiFunction<Seen, Position, Reply> reply) {
        return node.reply(Consistency.LOCAL, state -> new Seen(events, state.known(told, events)), reply);
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
        return lineage.answered(() -> node.reply(
                consistency,
                state -> List.of(Lineage.find(state, id), Lineage.find(state, other)),
                (found, position) -> {
                    Optional<Event> one = found.getFirst().or(() -> lineage.archived(id));
                    Optional<Event> two = found.getLast().or(() -> lineage.archived(other));
                    if (one.isEmpty() || two.isEmpty()) {
                        return EventOutcomes.noSuchEvent(one.isEmpty() ? id : other, position);
                    }
                    return lineage.relation(
                            one.get(), two.get(), (relation, at) -> new Reply.Found(new Compared(relation), at));
                }));
    }

    @GetMapping(path = "/causes", produces = Media.JSON)
    @Takes({Parameter.LIMIT, Parameter.CONSISTENCY, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Shows the events that stand directly before it in the order of happened-before, nearest first.",
            body = Neighbours.class,
            problems = ProblemType.NO_SUCH_EVENT)
    Reply causes(@PathVariable String id, HttpServletRequest request) {
        return neighbours(id, Side.CAUSES, request);
    }

    @GetMapping(path = "/effects", produces = Media.JSON)
    @Takes({Parameter.LIMIT, Parameter.CONSISTENCY, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Shows the events that stand directly after it in the order of happened-before, nearest first.",
            body = Neighbours.class,
            problems = ProblemType.NO_SUCH_EVENT)
    Reply effects(@PathVariable String id, HttpServletRequest request) {
        return neighbours(id, Side.EFFECTS, request);
    }

    /** An event, and its direct neighbours on one side that are kept. */
    private record Near(Event event, List<Event> kept) {}

    private Reply neighbours(String id, Side side, HttpServletRequest request) {
        var told = Headers.context(request);
        Demands demands = new Demands();
        int limit = Listing.limit(request, demands);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        BiFunction<Near, Position, Reply> shown = (near, position) ->
            telling(lineage.neighbours(side, near.event(), near.kept(), limit), told, (seen, at) -> new Reply.Telling(
                    new Reply.Found(new Neighbours(ShownEvent.events(seen.events())), at), seen.known()));
        return lineage.answered(() -> node.reply(
                consistency,
                state -> Lineage.find(state, id).map(event -> new Near(event, Lineage.kept(side, state, event, limit))),
                (found, position) -> found.isPresent()
                        ? shown.apply(found.get(), position)
                        : lineage.archived(id)
                                .map(event -> node.reply(
                                        Consistency.LOCAL,
                                        state -> new Near(event, Lineage.kept(side, state, event, limit)),
                                        shown))
                                .orElseGet(() -> EventOutcomes.noSuchEvent(id, position))));
    }
}
