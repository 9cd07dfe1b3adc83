package dev.synod.client;

import dev.synod.api.event.Event;
import dev.synod.api.event.PublishRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events told by this process's session, and read by this process. */
public final class SessionEvents implements Events {

    private static final Duration ONE_WAIT = Duration.ofSeconds(60);

    private final SynodClient client;
    private final SessionKeeper keeper;
    private final Timers timers;

    public SessionEvents(SynodClient client, SessionKeeper keeper, Timers timers) {
        this.client = client;
        this.keeper = keeper;
        this.timers = timers;
    }

    @Override
    public Event publish(String topic, Publication publication) {
        var life = keeper.require();
        try {
            return publish(life, topic, publication);
        } catch (SynodException.Refused refused) {
            if (!SessionKeeper.hasEnded(refused)) {
                throw refused;
            }
            // Nothing happened; what it tells is this process's, whatever session it has.
            keeper.ended(life);
            return publish(keeper.require(), topic, publication);
        }
    }

    private Event publish(Life life, String topic, Publication publication) {
        var request = new PublishRequest(
                Optional.of(life.session()),
                Optional.of(publication.type()),
                publication.key(),
                publication.data(),
                Optional.empty());
        return client.publish(topic, List.of(request), UUID.randomUUID().toString())
                .get(0);
    }

    @Override
    public List<Event> after(String topic, long sequence, Duration wait) {
        long end = timers.nanos() + wait.toNanos();
        while (true) {
            var left = Duration.ofMillis(Math.max(0, Duration.ofNanos(end - timers.nanos()).toMillis()));
            boolean isLast = left.compareTo(ONE_WAIT) <= 0;
            var events = client.events(topic, sequence, isLast ? left : ONE_WAIT);
            if (isLast || !events.isEmpty()) {
                return events;
            }
        }
    }
}
