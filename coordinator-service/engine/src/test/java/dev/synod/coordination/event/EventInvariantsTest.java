package dev.synod.coordination.event;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import dev.synod.invariant.InvariantViolation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each alarm rings when somebody breaks its law behind the commands' back. */
class EventInvariantsTest {

    private static final TopicName ORDERS = new TopicName("orders");
    private static final Draft DRAFT = new Draft("t", Optional.empty(), Content.Json.of("1"), List.of());

    private final Processes processes = new Processes();
    private final Topics topics = new Topics(EventBounds.STANDARD, processes);
    private long slot;

    private Event publish(CausalStamp stamp) {
        slot++;
        return topics.publish(ORDERS, DRAFT, stamp, new Topics.Moment(new Position(slot), Instant.EPOCH));
    }

    private static CausalStamp stamp(String process, long lamport, Map<String, Long> vector) {
        return new CausalStamp(process, new LamportClock(lamport), VectorClock.from(vector));
    }

    private static void rings(Invariant law, ThrowingCallable broken) {
        assertThatThrownBy(broken).isInstanceOf(InvariantViolation.class).hasMessageStartingWith(law.name() + ": ");
    }

    private void check() {
        new Inspection(topics, process -> true).check();
    }

    @Test
    void keepsTheLawsWithoutAnAlarm() {
        Event first = publish(processes.stamp("p@1", CausalContext.EMPTY));
        publish(processes.stamp("q@2", first.stamp().context()));
        check();
    }

    /** SEQUENCE_GAPLESS. */
    @Test
    void anEventThatIsNumberedAnewOrWithAGapRings() {
        var entry = new TopicEntry(ORDERS, 0);
        Event first = publish(processes.stamp("p@1", CausalContext.EMPTY));
        Event second = publish(processes.stamp("p@1", first.stamp().context()));

        rings(Invariant.SEQUENCE_GAPLESS, () -> entry.add(second));
        entry.add(first);
        rings(Invariant.SEQUENCE_GAPLESS, () -> entry.add(first));
    }

    /** CLOCK_CONDITION, where an event is added. */
    @Test
    void anEventThatIsNotAboveItsProcessesLastRings() {
        publish(stamp("p@1", 5, Map.of("p@1", 1L)));

        rings(Invariant.CLOCK_CONDITION, () -> publish(stamp("p@1", 5, Map.of("p@1", 2L))));
    }

    /** CLOCK_CONDITION, where the whole state is walked through. */
    @Test
    void anEventThatIsNotAboveAllThatItKnowsRings() {
        publish(stamp("p@1", 5, Map.of("p@1", 1L)));
        publish(stamp("q@2", 5, Map.of("p@1", 1L, "q@2", 1L)));

        rings(Invariant.CLOCK_CONDITION, this::check);
    }

    /** CLOCK_CONDITION, across a retirement: what is stamped afterwards is above all events of the retired. */
    @Test
    void anEventThatIsNotAboveThoseOfTheRetiredRings() {
        Event old = publish(stamp("p@1", 5, Map.of("p@1", 1L)));
        processes.ended("p@1");
        processes.forget(old);

        rings(Invariant.CLOCK_CONDITION, () -> publish(stamp("q@2", 5, Map.of("q@2", 1L))));
        assertThatThrownBy(() -> publish(new CausalStamp(EventId.SYNOD, new LamportClock(0), VectorClock.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
