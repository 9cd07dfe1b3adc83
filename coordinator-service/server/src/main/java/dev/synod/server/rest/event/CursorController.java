package dev.synod.server.rest.event;

import dev.synod.api.ProblemType;
import dev.synod.api.event.Cursor;
import dev.synod.api.event.CursorRequest;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.TopicName;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Takes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** Cursors: how far consumers have come in topics. */
@Controller
@RequestMapping("/v1/topics/{topic}/consumers/{consumer}")
class CursorController {

    private final NodeRequests node;

    CursorController(NodeRequests node) {
        this.node = node;
    }

    @PutMapping(consumes = Media.JSON, produces = Media.JSON)
    @Takes(Parameter.REWIND)
    @Answers(
            says = "Puts a consumer's cursor after an event, and answers with the cursor as it stands: "
                    + "a lower sequence is ignored unless `rewind=true`.",
            body = Cursor.class,
            problems = ProblemType.TOO_MANY_REQUESTS)
    Reply put(
            @PathVariable String topic,
            @PathVariable String consumer,
            @RequestBody CursorRequest body,
            HttpServletRequest request) {
        Demands demands = new Demands();
        Optional<TopicName> topicName = demands.read("topic", topic, TopicName::new);
        Optional<ConsumerName> consumerName = demands.readNew("consumer", consumer, ConsumerName::new);
        long sequence = body.sequence().orElse(0L);
        if (body.sequence().isEmpty()) {
            demands.refuse("sequence", "is required");
        } else if (sequence < 0) {
            demands.refuse("sequence", "must be 0 or more");
        }
        Command.Rewind rewind = Parameter.REWIND.in(request)
                .flatMap(text -> demands.read(Parameter.REWIND.text(), text, CursorController::rewind))
                .orElse(Command.Rewind.IGNORED);
        demands.check();
        var put = new Command.PutCursor(topicName.orElseThrow(), consumerName.orElseThrow(), sequence, rewind);
        return node.replies().to(node.submit(put, NodeRequests.REQUEST_TIME), (outcome, position) ->
                outcome instanceof Outcome.CursorStands(long stands)
                        ? new Reply.Found(new Cursor(topic, consumer, stands), position)
                        : Outcomes.reply(outcome, position));
    }

    @GetMapping(produces = Media.JSON)
    @Takes(Parameter.CONSISTENCY)
    @Answers(says = "Shows a consumer's cursor.", body = Cursor.class, problems = ProblemType.NO_SUCH_CONSUMER)
    Reply show(@PathVariable String topic, @PathVariable String consumer, HttpServletRequest request) {
        Demands demands = new Demands();
        Optional<TopicName> topicName = demands.read("topic", topic, TopicName::new);
        Optional<ConsumerName> consumerName = demands.read("consumer", consumer, ConsumerName::new);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> state.cursor(topicName.orElseThrow(), consumerName.orElseThrow()),
                (found, position) -> found.<Reply>map(
                                stands -> new Reply.Found(new Cursor(topic, consumer, stands), position))
                        .orElseGet(() -> Outcomes.failed(
                                ProblemType.NO_SUCH_CONSUMER, "This topic has no cursor of that consumer.", position)));
    }

    @DeleteMapping
    @Answers(says = "Forgets a consumer's cursor. Also where there is none.", status = 204)
    Reply forget(@PathVariable String topic, @PathVariable String consumer) {
        Demands demands = new Demands();
        Optional<TopicName> topicName = demands.read("topic", topic, TopicName::new);
        Optional<ConsumerName> consumerName = demands.read("consumer", consumer, ConsumerName::new);
        demands.check();
        return node.command(new Command.ForgetCursor(topicName.orElseThrow(), consumerName.orElseThrow()));
    }

    private static Command.Rewind rewind(String text) {
        return switch (text) {
            case "true" -> Command.Rewind.ALLOWED;
            case "false" -> Command.Rewind.IGNORED;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }
}
