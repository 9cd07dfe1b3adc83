package dev.synod.server.rest.event;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import dev.synod.server.rest.asking.Knowing;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.event.Publication.Form;
import dev.synod.server.rest.reply.EventOutcomes;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Publishing: what is asked for, in whatever spelling, becomes one command. */
@Component
class Publishing {

    private final NodeRequests node;
    private final JsonMapper mapper;

    Publishing(NodeRequests node, JsonMapper mapper) {
        this.node = node;
        this.mapper = mapper;
    }

    /** Who publishes where: what a request says beside its events. */
    record Envelope(
            Optional<TopicName> topic, Keys keys, CausalContext told, Form form, Demands demands) {}

    /** By what a retry is known: one key for all events, or one for each. */
    record Keys(Optional<String> ofAll, List<String> ofEach) {}

    Reply publish(Publication publication, Envelope envelope) {
        Drafts drafts = new Drafts(mapper, envelope.demands(), publication.form());
        Optional<SessionId> session = drafts.session(publication.events());
        envelope.demands().check();
        List<Drafts.Asked> asked = publication.events().stream()
                .filter(Objects::nonNull)
                .map(Drafts.Asked::of)
                .toList();
        return publish(session, asked, envelope);
    }

    Reply publish(Optional<SessionId> session, List<Drafts.Asked> events, Envelope envelope) {
        Demands demands = envelope.demands();
        if (events.size() > Command.MOST_DRAFTS) {
            return EventOutcomes.tooLarge(
                    "One request publishes at most " + Command.MOST_DRAFTS + " events; send several.",
                    Command.MOST_DRAFTS);
        }
        if (events.isEmpty()) {
            demands.refuse("body", "must have 1 to " + Command.MOST_DRAFTS + " events");
        }
        try {
            List<Draft> drafts = new Drafts(mapper, demands, envelope.form()).read(events);
            demands.check();
            TopicName topic = envelope.topic().orElseThrow();
            return topic.isReserved()
                    ? forbidden(topic)
                    : submit(command(session.orElseThrow(), topic, drafts, envelope.keys()), envelope);
        } catch (TooLarge tooLarge) {
            return tooLarge.reply();
        }
    }

    private static Command.Publish command(SessionId session, TopicName topic, List<Draft> drafts, Keys keys) {
        return new Command.Publish(session, topic, drafts, keys.ofAll(), keys.ofEach());
    }

    private Reply submit(Command.Publish publish, Envelope envelope) {
        var answer = node.submit(Knowing.of(publish, envelope.told()), NodeRequests.REQUEST_TIME);
        return node.replies().to(answer, (outcome, position) -> switch (envelope.form()) {
            case ONE -> outcome instanceof Outcome.Published(var events)
                    ? EventOutcomes.publishedAlone(events.getFirst(), position)
                    : Outcomes.reply(outcome, position);
            case ARRAY -> Outcomes.reply(outcome, position);
        });
    }

    private Reply forbidden(TopicName topic) {
        return node.reply(Consistency.LOCAL, state -> topic, (name, position) -> Outcomes.failed(
                ProblemType.FORBIDDEN, "The cluster alone publishes to " + name + ".", position));
    }
}
