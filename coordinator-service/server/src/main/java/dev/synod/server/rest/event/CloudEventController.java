package dev.synod.server.rest.event;

import dev.synod.api.ProblemType;
import dev.synod.api.event.Event;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.event.Publication.Form;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Headers;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Takes;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Publishing in the JSON format of CloudEvents 1.0, structured or a batch. */
@Controller
class CloudEventController {

    private final Publishing publishing;

    CloudEventController(Publishing publishing) {
        this.publishing = publishing;
    }

    /** Hidden, because the page shows one body a path and method: that of the API's own JSON, which tells of this. */
    @Hidden
    @PostMapping(
            path = "/v1/topics/{topic}/events",
            consumes = {Media.CLOUD_EVENT, Media.CLOUD_EVENTS},
            produces = Media.JSON)
    @Takes({Parameter.SYNOD_SESSION, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Publishes CloudEvents 1.0; `subject` is the key, `source` and `id` say whether it is a retry.",
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
    Reply publish(@PathVariable String topic, @RequestBody CloudEvents body, HttpServletRequest request) {
        var told = Headers.context(request);
        Demands demands = new Demands();
        Optional<TopicName> name = demands.read("topic", topic, TopicName::new);
        Optional<SessionId> session =
                demands.readRequired(Headers.SYNOD_SESSION, Headers.session(request), SessionId::parse);
        boolean isBatch = request.getContentType().toLowerCase(java.util.Locale.ROOT).startsWith(Media.CLOUD_EVENTS);
        if (isBatch != (body.form() == Form.ARRAY)) {
            demands.refuse("body", isBatch ? "must be an array of CloudEvents" : "must be one CloudEvent");
        }
        var events = body.read(demands);
        demands.check();
        var keys = new Publishing.Keys(Optional.empty(), body.keys());
        return publishing.publish(
                session, events, new Publishing.Envelope(name, keys, told, body.form(), demands));
    }
}
