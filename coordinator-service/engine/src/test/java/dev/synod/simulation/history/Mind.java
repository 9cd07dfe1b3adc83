package dev.synod.simulation.history;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client has learned, written down twice: as the context that a client is meant to keep, and as the plain list
 * of what it was shown, from which an onlooker can tell what it knows without any clock. It only ever grows.
 */
public final class Mind {

    private final List<Learned> learned = new ArrayList<>();
    private CausalContext context = CausalContext.EMPTY;

    /** One thing that a client learned. */
    public sealed interface Learned {

        /** It was shown an event. */
        record OfEvent(EventId event) implements Learned {}

        /** It was told the clock of a session, as that stood at a position. */
        record OfClock(SessionId session, Position position) implements Learned {}

        /** It was told what the session knew that its command had named, after that command. */
        record OfAnswer(Position position) implements Learned {}

        /** Another client told it all that it knew. */
        record OfMind(Knowledge told) implements Learned {}
    }

    /** What a client knew at one moment: the first so many things that its mind ever learned. */
    public static final class Knowledge {

        private final Mind mind;
        private final int count;
        private final CausalContext context;

        private Knowledge(Mind mind) {
            this.mind = mind;
            this.count = mind.learned.size();
            this.context = mind.context;
        }

        /** As the service is told it. */
        public CausalContext context() {
            return context;
        }

        /** Whose it is. */
        public Mind mind() {
            return mind;
        }

        /** How many things its mind had learned. */
        public int count() {
            return count;
        }

        /** As the onlooker knows it, from the {@code first} thing on. */
        public List<Learned> learned(int first) {
            return mind.learned.subList(first, count);
        }

        @Override
        public String toString() {
            return context.toString();
        }
    }

    public Knowledge now() {
        return new Knowledge(this);
    }

    /** It was shown these events. */
    public void read(List<Event> events) {
        for (Event event : events) {
            context = context.with(event.stamp());
            learned.add(new Learned.OfEvent(event.id()));
        }
    }

    /** It was told what a session knew. */
    public void read(SessionId session, CausalContext clock, Position position) {
        context = context.merge(clock);
        learned.add(new Learned.OfClock(session, position));
    }

    /** It was told with an answer what the session knew that its command had named. */
    public void read(CausalContext clock, Position position) {
        context = context.merge(clock);
        learned.add(new Learned.OfAnswer(position));
    }

    /** Another client told it what it knew. */
    public void hear(Knowledge told) {
        context = context.merge(told.context);
        learned.add(new Learned.OfMind(told));
    }
}
