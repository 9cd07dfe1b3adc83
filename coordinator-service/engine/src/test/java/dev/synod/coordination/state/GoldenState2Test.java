package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Run;
import dev.synod.coordination.event.EventBounds;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A state with all that version 2 brought, written once and readable for ever: {@code golden/state-v2.bin}. It is never
 * written again.
 */
class GoldenState2Test {

    /** What {@link Coordination#digest} gives of it. */
    private static final long DIGEST = 0x2E55_9A87_0FA4_B743L;

    private static final SessionId P = SessionId.parse("p@1");
    private static final SessionId Q = SessionId.parse("q@2");
    private static final TopicName ORDERS = new TopicName("orders");
    private static final TopicName MEMBERS = new TopicName("synod.members");
    private static final JobName BILL = new JobName("bill");

    private final Coordination golden = Coordination.read(ByteBuffer.wrap(golden()));

    static byte[] golden() {
        try (var file = GoldenState2Test.class.getResourceAsStream("/golden/state-v2.bin")) {
            return Objects.requireNonNull(file).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Draft draft(String type, String... causes) {
        return new Draft(
                type,
                Optional.of("order-7"),
                Content.Json.of("{\"ä\":1}"),
                List.of(causes).stream().map(EventId::parse).toList());
    }

    private static Instant hour(int hour) {
        return Instant.EPOCH.plusSeconds(3600L * hour);
    }

    /** How the state came about. */
    static Coordination story() {
        var play = new Play(Small.quotas(100, 2, 1_000, 100, 100, 1_000, 100, 100)
                .with(new Quotas.OfRuns(10, 2))
                .with(new EventBounds(8, 1 << 20, 1 << 20, 20, 10, 16, 3, 10)));
        play.open("p");
        play.open("q");
        play.say(new Command.Publish(P, ORDERS, List.of(draft("placed"), draft("paid")), Optional.of("7")));
        play.say(new Command.Publish(
                Q, ORDERS, List.of(draft("sent", "p@1:2"), draft("back")), Optional.empty(), List.of("s", "b")));
        play.ask(Ask.of("idle", "one").in(P));
        play.release("idle", "one"); // so that the idle lock remembers what p knew
        play.ask(Ask.of("a", "held").in(Q));
        play.release("a", "held");
        play.say(AskMany.of("both", "a", "b").in(P).command());
        play.say(AskMany.of("next", "b", "c").in(Q).queued().attempt(9).command());
        play.enter("x", P, 0);
        play.enter("y", Q, 0);
        play.withdraw("x"); // so that y leads, and knows what x knew
        for (int hour = 1; hour <= 3; hour++) {
            play.say(new Command.ClaimRun(BILL, hour(hour), P, "runner", 3));
            Run run = play.coordination.run(BILL, hour(hour)).orElseThrow();
            play.say(new Command.FinishRun(BILL, hour(hour), run.token(), Run.Verdict.FAILED, Optional.of("no")));
        }
        SessionId gone = play.open("gone");
        play.say(new Command.ClaimRun(new JobName("mail"), hour(4), gone, "runner", 3));
        play.close(gone); // so that its run is abandoned
        play.say(new Command.ClaimRun(new JobName("sweep"), hour(5), Q, "runner", 3));
        play.close(play.open("gone"));
        play.close(play.open("gone")); // so that the first of the gone is forgotten
        play.say(new Command.PutCursor(ORDERS, new ConsumerName("audit"), 3, Command.Rewind.IGNORED));
        play.say(new Command.KeepEvents(6, 1 << 20));
        play.say(new Command.ArchiveReached(Optional.of(play.position())));
        Coordination state = play.coordination;
        long at = play.position().number();
        state.presides(new Position(at + 1), new Content.OfPresident(2, 7));
        state.belong(
                new Position(at + 2),
                Map.of(1, Content.Votes.YES, 2, Content.Votes.YES),
                List.of(
                        new Content.OfMember(2, "host-2:7172", Content.Votes.YES),
                        new Content.OfMember(3, "host-3:7172", Content.Votes.NOT_YET)));
        return state;
    }

    @Test
    void itIsTheStateThatThisStoryLeadsTo() {
        assertThat(golden.digest()).isEqualTo(DIGEST);
        assertThat(new Likeness().differences(golden, story())).isEmpty();
    }

    @Test
    void itIsWrittenAsItWas() {
        assertThat(golden.write()).isEqualTo(golden());
        assertThat(story().write()).isEqualTo(golden());
    }

    @Test
    void itHasEventsCursorsAndWhatWasAnswered() {
        assertThat(golden.topics().events(ORDERS, 0, 10)).extracting(Event::type)
                .containsExactly("placed", "paid", "sent", "back");
        assertThat(golden.topics().window().events()).isEqualTo(6);
        assertThat(golden.cursor(ORDERS, new ConsumerName("audit"))).contains(3L);
        assertThat(golden.clock(Q).orElseThrow().vector().of("p@1")).isEqualTo(2);
        long next = golden.applied().number() + 1;
        var again = new Command.Publish(P, ORDERS, List.of(draft("placed"), draft("paid")), Optional.of("7"));
        assertThat(golden.apply(new Position(next), hour(9), again).outcome())
                .isEqualTo(new Outcome.Published(golden.topics().events(ORDERS, 0, 2)));
        var sent = new Command.Publish(
                Q, ORDERS, List.of(draft("sent", "p@1:2")), Optional.empty(), List.of("s"));
        assertThat(golden.apply(new Position(next + 1), hour(9), sent).outcome())
                .isEqualTo(new Outcome.Published(golden.topics().events(ORDERS, 2, 1)));
    }

    @Test
    void itHasHoldsOfSeveralLocksAndWhatWasLeftBehind() {
        var both = golden.hold(new HoldName("both")).orElseThrow();
        assertThat(both.context().vector().of("q@2")).isEqualTo(2);
        assertThat(golden.hold(new HoldName("next")).orElseThrow().session()).isEqualTo(Q);
        assertThat(golden.lock(new LockName("c")).waiting()).hasSize(1);
        long next = golden.applied().number() + 1;
        var held = golden.apply(new Position(next), hour(9), Ask.of("idle", "two").in(Q).command()).outcome();
        assertThat(((Outcome.Held) held).hold().context()).isNotEqualTo(CausalContext.EMPTY);
    }

    @Test
    void itHasRunsAndKnowsOfTheForgotten() {
        assertThat(golden.runs(BILL, Optional.empty(), 10)).extracting(Run::firing)
                .containsExactly(hour(3), hour(2));
        assertThat(golden.run(new JobName("mail"), hour(4)).orElseThrow().state())
                .isInstanceOf(Run.State.Abandoned.class);
        assertThat(golden.run(new JobName("sweep"), hour(5)).orElseThrow().state())
                .isInstanceOf(Run.State.Claimed.class);
        assertThat(golden.isForgotten(SessionId.parse("gone@20"))).isTrue();
    }

    @Test
    void itHasTheClustersOwnNews() {
        assertThat(golden.topics().events(MEMBERS, 0, 10)).extracting(Event::content)
                .containsExactly(
                        new Content.OfPresident(2, 7),
                        new Content.OfMember(3, "host-3:7172", Content.Votes.NOT_YET),
                        new Content.OfFormerMember(1));
        assertThat(golden.topics().events(new TopicName("synod.runs"), 0, 10)).isNotEmpty();
        golden.check();
    }
}
