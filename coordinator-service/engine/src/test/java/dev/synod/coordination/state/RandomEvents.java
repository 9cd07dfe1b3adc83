package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Commands about events: of few topics and few keys, naming what was published lately, or made up. */
final class RandomEvents {

    static final List<TopicName> TOPICS =
            List.of(new TopicName("orders"), new TopicName("bills"), new TopicName("mails"));
    static final List<ConsumerName> CONSUMERS = List.of(new ConsumerName("audit"), new ConsumerName("mailer"));

    private final Random random;
    private final List<Event> heard = new ArrayList<>();

    RandomEvents(Random random) {
        this.random = random;
    }

    /** Events that commands may name from now on. */
    void heardOf(Event event) {
        heard.add(event);
        if (heard.size() > 24) {
            heard.remove(0);
        }
    }

    Command draw(SessionId session, long now) {
        return switch (random.nextInt(12)) {
            case 0 -> new Command.PutCursor(topic(), one(CONSUMERS), random.nextInt(7), rewind());
            case 1 -> random.nextBoolean()
                    ? new Command.ForgetCursor(topic(), one(CONSUMERS))
                    : new Command.PutCursor(topic(), one(CONSUMERS), random.nextInt(3), rewind());
            case 2 -> new Command.ArchiveReached(archive(now));
            case 3 -> new Command.KeepEvents(1 + random.nextInt(6), (1L << 20) + random.nextInt(2));
            case 4, 5 -> {
                List<Draft> drafts = drafts(session);
                List<String> keys = drafts.stream().map(draft -> key(now).orElse("k" + random.nextInt(9))).toList();
                yield new Command.Publish(session, one(TOPICS), drafts, Optional.empty(), keys);
            }
            default -> new Command.Publish(session, one(TOPICS), drafts(session), key(now));
        };
    }

    private Optional<Position> archive(long now) {
        return random.nextInt(3) == 0
                ? Optional.empty()
                : Optional.of(new Position(Math.max(0, now + 2 - random.nextInt(20))));
    }

    private TopicName topic() {
        return random.nextInt(4) == 0 ? Gazette.SESSIONS : one(TOPICS);
    }

    private Command.Rewind rewind() {
        return random.nextBoolean() ? Command.Rewind.ALLOWED : Command.Rewind.IGNORED;
    }

    private List<Draft> drafts(SessionId session) {
        var drafts = new ArrayList<Draft>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Optional<String> key = random.nextBoolean() ? Optional.of("order-" + random.nextInt(3)) : Optional.empty();
            var data = Content.Json.of("{\"n\":" + random.nextInt(2) + "}");
            drafts.add(new Draft("type" + random.nextInt(2), key, data, causes(session)));
        }
        return drafts;
    }

    private List<EventId> causes(SessionId session) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> heard.isEmpty() ? List.of() : List.of(one(heard).id());
            case 2 -> List.of(new EventId(session.toString(), 1 + random.nextInt(4)));
            default -> List.of();
        };
    }

    private Optional<String> key(long now) {
        return switch (random.nextInt(5)) {
            case 0 -> Optional.of("k" + random.nextInt(3));
            case 1, 2 -> Optional.of(Long.toString(Math.max(0, now / 8 - random.nextInt(6))));
            default -> Optional.empty();
        };
    }

    /** What somebody might know. */
    CausalContext context(SessionId session) {
        return switch (random.nextInt(10)) {
            case 0 -> CausalContext.EMPTY;
            case 1 -> new CausalContext(
                    new LamportClock(random.nextInt(40)),
                    VectorClock.from(Map.of(session.toString(), 1L + random.nextInt(3))));
            case 2 -> heard.isEmpty()
                    ? CausalContext.EMPTY
                    : new CausalContext(LamportClock.ZERO, one(heard).stamp().vector());
            default -> heard.isEmpty()
                    ? CausalContext.EMPTY
                    : one(heard).stamp().context().with(one(heard).stamp());
        };
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
