package dev.synod.server.rest.event;

import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.node.Subject;
import dev.synod.server.rest.asking.Deadline;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.event.Sought.Found;
import dev.synod.server.rest.reply.EventOutcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.waiting.Connection;
import dev.synod.server.rest.waiting.Ended;
import dev.synod.server.rest.waiting.Waits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** Reading a topic: what there is, or what comes while the reader waits. */
@Component
class Reading {

    private static final Duration LOOK_UP = Duration.ofSeconds(1);

    private final NodeRequests node;
    private final History history;
    private final Lineage lineage;
    private final Waits waits;

    Reading(NodeRequests node, History history, Lineage lineage, Waits waits) {
        this.node = node;
        this.history = history;
        this.lineage = lineage;
        this.waits = waits;
    }

    /** How a reader reads. */
    record Manner(Consistency consistency, Deadline waitOver, Connection connection) {}

    /** Those of the events that happened before the one with this id. */
    Reply readBefore(String id, Sought sought, Manner manner, BiFunction<Found.Some, Position, Reply> spelling) {
        return lineage.withEvent(
                manner.consistency(), id, event -> read(sought.before(event.stamp()), manner, spelling));
    }

    /** The events, spelled by {@code spelling}. */
    Reply read(Sought sought, Manner manner, BiFunction<Found.Some, Position, Reply> spelling) {
        Answer<Found> now = history.look(manner.consistency(), sought);
        if (!(now instanceof Answer.Done<Found> done && done.value() instanceof Found.Some some)
                || !some.events().isEmpty()
                || manner.waitOver().left().isZero()) {
            return node.replies().to(now, (found, position) -> reply(found, position, spelling));
        }
        Sought later = sought.from(some.looked());
        var news = node.await(new Subject.OfTopic(sought.topic()), later::news, manner.waitOver().left());
        return switch (waits.forAnswer(news, manner.connection(), LOOK_UP)) {
            case Ended.Answered<Answer<Optional<Found>>>(var answer) -> node.replies().to(
                    answer,
                    (found, position) -> found.map(it -> reply(it, position, spelling))
                            .orElseGet(() -> asItIs(sought, spelling)));
            case Ended.ClientGone<Answer<Optional<Found>>> _, Ended.Closing<Answer<Optional<Found>>> _ ->
                asItIs(sought, spelling);
        };
    }

    private Reply asItIs(Sought sought, BiFunction<Found.Some, Position, Reply> spelling) {
        return node.replies().to(
                history.look(Consistency.LOCAL, sought), (found, position) -> reply(found, position, spelling));
    }

    static Reply reply(Found found, Position position, BiFunction<Found.Some, Position, Reply> spelling) {
        return switch (found) {
            case Found.Some some -> new Reply.Telling(spelling.apply(some, position), some.known());
            case Found.Trimmed(long first) -> EventOutcomes.trimmed(first, position);
            case Found.OutOfReach() -> EventOutcomes.outOfReach(position);
            case Found.Objection(var why) -> EventOutcomes.invalid("Synod-Context", why);
        };
    }
}
