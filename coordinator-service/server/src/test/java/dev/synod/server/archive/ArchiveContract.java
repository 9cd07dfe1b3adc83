package dev.synod.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an archive does in every database. */
abstract class ArchiveContract {

    private static final Mandate FIRST = new Mandate(7, 2);

    private final List<Archive> opened = new ArrayList<>();

    /** The same database at every call. */
    abstract ArchiveSettings settings();

    @AfterEach
    void closeAll() {
        opened.forEach(Archive::close);
    }

    final Archive open() {
        return open(Story::json);
    }

    private Archive open(Function<Content, String> json) {
        var archive = Archive.open(settings(), json);
        opened.add(archive);
        return archive;
    }

    private static Archive filled(Archive archive, long through) {
        for (long at = 0; at < through; at += 100) {
            long to = Math.min(through, at + 100);
            assertThat(archive.append(FIRST, new Position(at), Story.between(at, to))).isEqualTo(Written.ALL);
        }
        return archive;
    }

    @Test
    void aNewArchiveIsEmpty() {
        var archive = open();

        assertThat(archive.reached()).isEqualTo(Position.ZERO);
        assertThat(archive.last(Story.topic(1))).isZero();
        assertThat(archive.reader().after(Story.topic(1), 0, EventQuery.ALL, 10)).isEmpty();
    }

    @Test
    void whatWasWrittenIsReadBackAsItWas() {
        var reader = filled(open(), 30).reader();

        assertThat(reader.after(Position.ZERO, EventQuery.ALL, 100)).isEqualTo(Story.between(0, 30));
        assertThat(reader.find(new EventId(Story.B, 3))).contains(Story.event(6));
        assertThat(reader.find(new EventId(Story.B, 16))).isEmpty();
    }

    @Test
    void anotherLifeFindsHowFarTheLastOneCame() {
        filled(open(), 250);
        closeAll();

        var archive = open();

        assertThat(archive.reached()).isEqualTo(new Position(250));
        assertThat(archive.last(Story.topic(1))).isEqualTo(125);
        assertThat(archive.reader().first(Story.topic(1))).contains(1L);
    }

    @Test
    void whatFailsInTheMiddleOfATransactionLeavesNothingBehind() {
        var failing = open(content -> {
            if (content.equals(Story.event(150).content())) {
                throw new IllegalStateException("the writer is gone");
            }
            return Story.json(content);
        });
        failing.append(FIRST, Position.ZERO, Story.between(0, 100));

        assertThatThrownBy(() -> failing.append(FIRST, new Position(100), Story.between(100, 200)))
                .hasMessage("the writer is gone");

        var next = open();
        assertThat(next.reached()).isEqualTo(new Position(100));
        assertThat(next.reader().after(Position.ZERO, EventQuery.ALL, 1_000)).hasSize(100);
        assertThat(next.append(FIRST, new Position(100), Story.between(100, 200))).isEqualTo(Written.ALL);
        assertThat(next.reader().after(Position.ZERO, EventQuery.ALL, 1_000)).isEqualTo(Story.between(0, 200));
    }

    @Test
    void whoDoesNotKnowHowFarTheArchiveIsWritesNothing() {
        var archive = filled(open(), 20);

        assertThat(archive.append(FIRST, new Position(10), Story.between(10, 30))).isEqualTo(Written.NONE);
        assertThat(archive.append(FIRST, new Position(25), Story.between(25, 30))).isEqualTo(Written.NONE);

        assertThat(archive.reached()).isEqualTo(new Position(20));
        assertThat(archive.reader().after(Position.ZERO, EventQuery.ALL, 100)).hasSize(20);
    }

    @Test
    void aDeposedPresidentWritesNothingAfterItsSuccessor() {
        var archive = filled(open(), 20);
        var successor = new Mandate(8, 1);
        archive.append(successor, new Position(20), Story.between(20, 30));

        assertThat(archive.append(FIRST, new Position(30), Story.between(30, 40))).isEqualTo(Written.NONE);
        assertThat(archive.append(new Mandate(8, 0), new Position(30), Story.between(30, 40)))
                .isEqualTo(Written.NONE);
        assertThat(archive.append(successor, new Position(30), Story.between(30, 40))).isEqualTo(Written.ALL);
        assertThat(archive.append(new Mandate(8, 3), new Position(40), Story.between(40, 50)))
                .isEqualTo(Written.ALL);

        assertThat(archive.reader().after(Position.ZERO, EventQuery.ALL, 100)).isEqualTo(Story.between(0, 50));
    }

    @Test
    void aTopicIsReadAfterASequenceByTypeAndKey() {
        var reader = filled(open(), 60).reader();
        var topic = Story.topic(1);

        assertThat(reader.after(topic, 3, EventQuery.ALL, 2)).containsExactly(Story.event(7), Story.event(9));
        assertThat(reader.after(topic, 0, EventQuery.ALL.ofType("third"), 3))
                .containsExactly(Story.event(3), Story.event(9), Story.event(15));
        assertThat(reader.after(topic, 3, EventQuery.ALL.ofKey(Story.KEY), 2))
                .containsExactly(Story.event(15), Story.event(25));
        assertThat(reader.after(topic, 30, EventQuery.ALL, 2)).isEmpty();
    }

    @Test
    void eventsAreFoundByCausalPast() {
        var reader = filled(open(), 60).reader();

        var past = EventQuery.ALL.before(Story.event(7).stamp());
        assertThat(reader.after(Position.ZERO, past, 100)).isEqualTo(Story.between(0, 6));
        assertThat(reader.after(Position.ZERO, EventQuery.ALL.before(Story.event(1).stamp()), 100)).isEmpty();
    }

    @Test
    void eventsAreFoundByProcessAndTime() {
        var reader = filled(open(), 60).reader();

        assertThat(reader.after(new Position(50), EventQuery.ALL.ofProcess(Story.B), 100))
                .extracting(Event::position)
                .extracting(Position::number)
                .containsExactly(52L, 54L, 56L, 58L, 60L);
        assertThat(reader.after(Position.ZERO, EventQuery.ALL.between(Story.at(10), Story.at(13)), 100))
                .containsExactly(Story.event(10), Story.event(11), Story.event(12));
    }

    @Test
    void thePastOfAnEventIsWhatItsVectorKnowsTheNearestFirst() {
        var reader = filled(open(), 60).reader();

        assertThat(reader.past(Story.event(41).stamp(), 5)).isEqualTo(Story.between(35, 40).reversed());
        assertThat(reader.past(Story.event(4).stamp(), 100)).isEqualTo(Story.between(0, 3).reversed());
        assertThat(reader.past(Story.event(1).stamp(), 100)).isEmpty();
    }

    @Test
    void settlingCanBeAskedForAtAnyTime() {
        var archive = filled(open(), 10);

        archive.settle();

        assertThat(archive.reached()).isEqualTo(new Position(10));
    }
}
