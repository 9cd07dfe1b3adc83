package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Content.OfMember;
import dev.synod.coordination.Content.Votes;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import dev.synod.invariant.InvariantViolation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the cluster tells of itself: who presides, and who belongs to it. */
class MembersTopicTest {

    private static final TopicName MEMBERS = new TopicName("synod.members");
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final Coordination state = new Coordination();

    private List<Event> told() {
        state.check();
        return state.topics().events(MEMBERS, 0, 100);
    }

    private Event last() {
        return told().get(told().size() - 1);
    }

    private static Position at(long slot) {
        return new Position(slot);
    }

    private static OfMember voter(int id) {
        return new OfMember(id, "host-" + id, Votes.YES);
    }

    private static OfMember joining(int id) {
        return new OfMember(id, "host-" + id, Votes.NOT_YET);
    }

    @Test
    void anOpenedPresidencyIsToldOfWithItsBallot() {
        var changes = state.presides(at(3), new Content.OfPresident(2, 7));

        assertThat(changes).containsExactly(new Change.TopicGrew(MEMBERS));
        assertThat(last().type()).isEqualTo("president.changed");
        assertThat(last().key()).contains("2");
        assertThat(last().content()).isEqualTo(new Content.OfPresident(2, 7));
        assertThat(last().position()).isEqualTo(at(3));
        assertThat(state.applied()).isEqualTo(at(3));
    }

    @Test
    void aMemberIsToldOfWhenItLearnsAndWhenItVotesAndWhenItIsGone() {
        state.belong(at(1), Map.of(1, Votes.YES), List.of(voter(1), joining(2)));
        state.belong(at(2), Map.of(1, Votes.YES, 2, Votes.NOT_YET), List.of(voter(1), voter(2)));
        state.belong(at(3), Map.of(1, Votes.YES, 2, Votes.YES), List.of(voter(2)));

        assertThat(told()).extracting(Event::type).containsExactly("member.added", "member.added", "member.removed");
        assertThat(told()).extracting(Event::content)
                .containsExactly(joining(2), voter(2), new Content.OfFormerMember(1));
        assertThat(told()).extracting(event -> event.key().orElseThrow()).containsExactly("2", "2", "1");
    }

    @Test
    void aReplacementIsOneDecreeThatAddsAndRemoves() {
        state.belong(at(1), Map.of(1, Votes.YES, 2, Votes.YES), List.of(voter(1), voter(3)));

        assertThat(told()).extracting(Event::type).containsExactly("member.added", "member.removed");
        assertThat(told()).extracting(Event::position).containsOnly(at(1));
    }

    @Test
    void noSessionLearnsFromIt() {
        state.apply(at(1), AT, new Command.OpenSession(
                new ProcessName("p"), Duration.ofSeconds(10), Map.of(), Optional.empty()));
        state.presides(at(2), new Content.OfPresident(1, 1));

        assertThat(state.clock(new SessionId(new ProcessName("p"), at(1))).orElseThrow().isEmpty()).isTrue();
        assertThat(last().stamp().process()).isEqualTo("synod");
        assertThat(last().publishedAt()).as("the last time that a command brought along").isEqualTo(AT);
    }

    @Test
    void whatWasToldIsWrittenAndReadBack() {
        state.presides(at(1), new Content.OfPresident(2, 7));
        state.belong(at(2), Map.of(1, Votes.YES, 2, Votes.YES), List.of(voter(2), joining(3)));

        Coordination read = Coordination.read(ByteBuffer.wrap(state.write()));

        assertThat(read.topics().events(MEMBERS, 0, 100)).isEqualTo(told());
        assertThat(read.digest()).isEqualTo(state.digest());
    }

    @Test
    void aDecreeOfTheClusterHasASlotOfItsOwnLikeAnyOther() {
        state.presides(at(3), new Content.OfPresident(2, 7));

        assertThatThrownBy(() -> state.belong(at(3), Map.of(), List.of())).isInstanceOf(InvariantViolation.class);
    }
}
