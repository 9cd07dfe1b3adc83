package dev.synod.server.rest.event;

import dev.synod.api.ProblemType;
import dev.synod.api.event.Event;
import dev.synod.api.event.EventPage;
import dev.synod.api.event.TopicPage;
import dev.synod.coordination.Topic;
import dev.synod.coordination.name.TopicName;
import dev.synod.server.rest.asking.Deadline;
import dev.synod.server.rest.asking.Listing;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Headers;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Range;
import dev.synod.server.rest.request.Takes;
import dev.synod.server.rest.waiting.Connection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** Topics: they exist as soon as they are named. */
@Controller
@RequestMapping("/v1/topics")
class TopicController {

    private final NodeRequests node;
    private final Publishing publishing;
    private final Reading reading;
    private final Spellings spellings;

    TopicController(NodeRequests node, Publishing publishing, Reading reading, Spellings spellings) {
        this.node = node;
        this.publishing = publishing;
        this.reading = reading;
        this.spellings = spellings;
    }

    @GetMapping(produces = Media.JSON)
    @Takes({Parameter.PREFIX, Parameter.LIMIT, Parameter.AFTER, Parameter.CONSISTENCY})
    @Answers(says = "Lists the topics that ever had an event, by name.", body = TopicPage.class)
    Reply list(HttpServletRequest request) {
        Demands demands = new Demands();
        Listing listing = Listing.of(request, demands);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> state.topics().seen().tailMap(listing.after(), false).values().stream()
                        .filter(topic -> topic.name().text().startsWith(listing.prefix()))
                        .limit(listing.oneMore())
                        .toList(),
                (found, position) -> new Reply.Found(page(found, listing), position));
    }

    private static TopicPage page(List<Topic> found, Listing listing) {
        return new TopicPage(
                listing.page(found).stream()
                        .map(topic -> new dev.synod.api.event.Topic(
                                topic.name().text(), topic.events(), topic.first(), topic.last()))
                        .toList(),
                listing.next(found, topic -> topic.name().text()));
    }

    @PostMapping(path = "/{topic}/events", consumes = Media.JSON, produces = Media.JSON)
    @Takes({Parameter.IDEMPOTENCY_KEY, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Publishes an event, or an array of 1 to 500 of one session: one decree, all or none. "
                    + "Answers in the same form. Takes CloudEvents 1.0 too: application/cloudevents+json, also -batch.",
            status = 201,
            body = Event.class,
            problems = {
                ProblemType.FORBIDDEN,
                ProblemType.NO_SUCH_SESSION,
                ProblemType.NO_SUCH_EVENT,
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                ProblemType.SESSION_EXPIRED,
                ProblemType.KEY_FORGOTTEN,
                ProblemType.TOO_MANY_REQUESTS
            })
    Reply publish(@PathVariable String topic, @RequestBody Publication body, HttpServletRequest request) {
        Optional<String> key = Headers.idempotencyKey(request);
        var told = Headers.context(request);
        Demands demands = new Demands();
        Optional<TopicName> name = demands.read("topic", topic, TopicName::new);
        var keys = new Publishing.Keys(key, List.of());
        return publishing.publish(body, new Publishing.Envelope(name, keys, told, body.form(), demands));
    }

    @GetMapping(
            path = "/{topic}/events",
            produces = {Media.JSON, Media.CLOUD_EVENTS, Media.TEXT})
    @Takes({
        Parameter.AFTER_SEQUENCE,
        Parameter.LIMIT,
        Parameter.WAIT,
        Parameter.TYPE,
        Parameter.KEY,
        Parameter.PROCESS,
        Parameter.FROM,
        Parameter.UNTIL,
        Parameter.BEFORE_EVENT,
        Parameter.FORMAT,
        Parameter.CONSISTENCY,
        Parameter.SYNOD_CONTEXT
    })
    @Answers(
            says = "Reads a topic, the oldest event first; with `wait`, as soon as there is one. Also as CloudEvents "
                    + "(application/cloudevents-batch+json), and as text for ShiViz.",
            body = EventPage.class,
            problems = {ProblemType.TRIMMED, ProblemType.NO_SUCH_EVENT})
    Reply read(@PathVariable String topic, HttpServletRequest request) {
        var told = Headers.context(request);
        Demands demands = new Demands();
        Optional<TopicName> name = demands.read("topic", topic, TopicName::new);
        Optional<Long> after = demands.number("after", Parameter.AFTER_SEQUENCE.in(request), 0);
        int limit = Listing.limit(request, demands);
        var wait = demands.duration(Parameter.WAIT.text(), Parameter.WAIT.in(request), Range.WAIT);
        Consistency consistency = Consistency.of(request, demands);
        var spelling = spellings.ofMany(request, demands);
        var filter = Filter.of(request, demands);
        demands.check();
        var manner = new Reading.Manner(consistency, Deadline.in(wait), Connection.of(request));
        var sought = new Sought(name.orElseThrow(), after, limit, filter, told);
        return Parameter.BEFORE_EVENT
                .in(request)
                .map(id -> reading.readBefore(id, sought, manner, spelling))
                .orElseGet(() -> reading.read(sought, manner, spelling));
    }
}
