package dev.synod.server.rest.event;

import dev.synod.api.ProblemType;
import dev.synod.api.event.Event;
import dev.synod.coordination.name.TopicName;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Headers;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Takes;
import dev.synod.server.rest.waiting.Connection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Topics as streams. */
@Controller
class FeedController {

    private static final int AT_ONCE = 100;

    private final Feed feed;

    FeedController(Feed feed) {
        this.feed = feed;
    }

    @GetMapping(path = "/v1/topics/{topic}/stream", produces = Media.EVENTS)
    @Takes({Parameter.AFTER_SEQUENCE, Parameter.LAST_EVENT_ID, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Streams a topic as server-sent events: from now on, or after a sequence; `after=0` is all of it. "
                    + "Last-Event-ID wins over `after`.",
            body = Event.class,
            problems = ProblemType.TRIMMED)
    Reply stream(@PathVariable String topic, HttpServletRequest request) {
        var told = Headers.context(request);
        Optional<Long> last = Headers.position(request, Headers.LAST_EVENT_ID);
        Demands demands = new Demands();
        Optional<TopicName> name = demands.read("topic", topic, TopicName::new);
        Optional<Long> after = demands.number("after", Parameter.AFTER_SEQUENCE.in(request), 0);
        demands.check();
        var sought = new Sought(
                name.orElseThrow(), last.isPresent() ? last : after, AT_ONCE, Filter.NONE, told);
        return feed.open(sought, Connection.of(request));
    }
}
