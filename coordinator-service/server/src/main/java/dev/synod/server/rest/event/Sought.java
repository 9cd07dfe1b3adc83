package dev.synod.server.rest.event;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.coordination.Event;
import dev.synod.coordination.Topic;
import dev.synod.coordination.name.TopicName;
import dev.synod.coordination.state.Coordination;
import dev.synod.server.archive.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which events of a topic a reader wants.
 *
 * @param after empty for the oldest kept
 * @param filter which of them
 * @param told what the reader knows already
 */
record Sought(
        TopicName topic,
        Optional<Long> after,
        int limit,
        Filter filter,
        CausalContext told) {

    private static final int AT_ONCE = 500;

    /** What there is of it. */
    sealed interface Found {

        /**
         * Events, or none.
         *
         * @param after where reading began
         * @param looked how far there is nothing else that is wanted
         * @param known what the reader knows after it
         */
        record Some(List<Event> events, long after, long looked, CausalContext known) implements Found {

            /** The same place, where nothing new came. */
            Some nothing() {
                return new Some(List.of(), next(), next(), known);
            }

            /** Where reading goes on. */
            long next() {
                return events.isEmpty() ? after : events.getLast().sequence();
            }
        }

        /** What was wanted next is kept no longer. */
        record Trimmed(long first) implements Found {}

        /** What was wanted next is archived, and the archive cannot be asked now. */
        record OutOfReach() implements Found {}

        /** The reader cannot know what it says. */
        record Objection(String why) implements Found {}
    }

    /** As {@link #in}, for a state that is not behind the reader's. */
    Found inNewest(Coordination state) {
        return state.objection(told).<Found>map(Found.Objection::new).orElseGet(() -> in(state));
    }

    Found in(Coordination state) {
        Topic seen = state.topics().seen(topic);
        long start = after.orElse(seen.first() - 1);
        if (start < seen.first() - 1) {
            return new Found.Trimmed(seen.first());
        }
        List<Event> events = events(state, start);
        long looked = events.isEmpty() ? start : events.getLast().sequence();
        return new Found.Some(events, start, looked, state.known(told, events));
    }

    /** The same, where an archive has what this state has let go of. */
    Found behind(Excerpt old, Coordination state) {
        List<Event> events = new ArrayList<>(old.events());
        long looked = old.through();
        if (events.size() < limit) {
            Found newer = new Sought(topic, Optional.of(looked), limit - events.size(), filter, told).in(state);
            if (newer instanceof Found.Some(var more, long _, long through, var _)) {
                events.addAll(more);
                looked = through;
            } else if (newer instanceof Found.Trimmed(long first) && events.isEmpty()) {
                return new Found.Trimmed(Math.min(first, old.next().orElse(first)));
            }
        }
        return new Found.Some(events, after.orElse(looked), looked, state.known(told, events));
    }

    private List<Event> events(Coordination state, long start) {
        if (filter.wantsAll()) {
            return state.topics().events(topic, start, limit);
        }
        List<Event> found = new ArrayList<>();
        long at = start;
        while (true) {
            List<Event> some = state.topics().events(topic, at, AT_ONCE);
            for (Event event : some) {
                if (filter.wants(event)) {
                    found.add(event);
                    if (found.size() == limit) {
                        return found;
                    }
                }
            }
            if (some.size() < AT_ONCE) {
                return found;
            }
            at = some.getLast().sequence();
        }
    }

    /** The same from another place on. */
    Sought from(long sequence) {
        return new Sought(topic, Optional.of(sequence), limit, filter, told);
    }

    /** Of the same those that happened before the event with this stamp. */
    Sought before(CausalStamp stamp) {
        return new Sought(topic, after, limit, filter.before(stamp), told);
    }

    /** What is news to the reader; empty while there is none. */
    Optional<Found> news(Coordination state) {
        Found found = in(state);
        return found instanceof Found.Some(var events, long _, long _, var _) && events.isEmpty()
                ? Optional.empty()
                : Optional.of(found);
    }
}
