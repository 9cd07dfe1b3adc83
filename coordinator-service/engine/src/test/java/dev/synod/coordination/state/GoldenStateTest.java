package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Event;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Session;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A state that was written once and must be readable for ever: {@code golden/state-v1.bin}. It is never written again:
 * what is read from it is written in the newest spelling.
 */
class GoldenStateTest {

    /** What {@link Coordination#digest} gives of it: that sums up what states of later versions have too. */
    private static final long DIGEST = 0x8848_5570_DE8C_22C6L;

    private static final SessionId P = SessionId.parse("p@1");
    private static final SessionId Q = SessionId.parse("q@2");
    private static final LockName LEDGER = new LockName("ledger");
    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMillis(1500);

    private final Coordination golden = Coordination.read(ByteBuffer.wrap(golden()));

    static byte[] golden() {
        try (var file = GoldenStateTest.class.getResourceAsStream("/golden/state-v1.bin")) {
            return Objects.requireNonNull(file).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** How the state came about, at positions 1 to 28. */
    static Coordination story() {
        var play = new Play(Small.quotas(100_000, 100_000, 1_000_000, 10_000, 10_000, 1_000_000, 10_000, 100_000));
        play.say(new Command.OpenSession(
                new ProcessName("p"), Duration.ofMillis(10_500), Map.of("zone", "ä"), Optional.of("key")));
        play.open("q");
        play.ask(Ask.of("ledger", "first").in(P).delay(DELAY));
        play.ask(Ask.of("ledger", "second").in(Q).shared().waitingAtMost(LIMIT).attempt(7));
        play.ask(Ask.of("ledger", "third").in(Q).shared().queued().attempt(-2));
        play.ask(Ask.of("pool", "one").in(Q).permit(3));
        play.ask(Ask.of("pool", "two").permit(3)); // in a session of its own, anonymous@7
        play.ask(Ask.of("tape", "reel").delay(DELAY));
        play.expire(play.session("anonymous")); // so that the tape is withheld since 9
        play.ask(Ask.of("mail", "letter").in(P));
        play.release("mail", "letter"); // so that p has used it up
        play.ask(Ask.of("books", "writer").in(P));
        play.ask(Ask.of("books", "reader-2").in(Q).shared().queued());
        play.ask(Ask.of("books", "reader-1").in(P).shared().queued());
        play.release("books", "writer"); // so that both read, from 15 on
        play.enter("x", P, -1);
        play.enter("y", new Owner.OwnSession(new ProcessName("cron"), DELAY), 7); // in cron@17
        play.enter("z", Q, 7);
        play.transfer("z");
        play.say(new Command.EnterElection(
                new ElectionName("billing"), new CandidateName("x"), new Owner.InSession(P), "", Integer.MIN_VALUE));
        play.say(new Command.EnterElection(
                new ElectionName("crawl"), new CandidateName("x"), new Owner.InSession(P), "", 0));
        play.say(new Command.Withdraw(new ElectionName("crawl"), new CandidateName("x")));
        play.enter("w", new Owner.OwnSession(new ProcessName("cron"), DELAY), 0);
        play.withdraw("w"); // and its session, cron@23, with it
        play.close(play.open("gone"));
        play.ask(Ask.of("tape", "next").in(P).queued());
        play.breakLock("nobody-holds-it");
        return play.coordination;
    }

    @Test
    void itIsTheStateThatThisStoryLeadsTo() {
        assertThat(golden.digest()).isEqualTo(DIGEST);
        assertThat(new Likeness().differences(golden, story()))
                .as("where it differs from what the same story leads to today")
                .isNotEmpty()
                .allMatch(difference -> difference.startsWith("state.publishing.topics")
                        || difference.startsWith("state.sessions.processes")
                        || difference.startsWith("state.wall"));
    }

    /** It knew no events: what the story told of then is told nowhere. From now on it tells. */
    @Test
    void itHasNoEventsYet() {
        assertThat(golden.topics().seen()).isEmpty();
        say(29, new Command.Release(LEDGER, new HoldName("first"), Optional.empty()));
        assertThat(golden.topics().events(Gazette.LOCKS, 0, 10).stream().map(Event::type))
                .containsExactly("lock.released", "lock.granted", "lock.granted");
    }

    @Test
    void itGoesOnInTheSpellingOfToday() {
        assertThat(Coordination.read(ByteBuffer.wrap(golden.write())).write()).isEqualTo(golden.write());
    }

    @Test
    void itHasSessions() {
        assertThat(golden.applied()).isEqualTo(new Position(28));
        assertThat(golden.sessions("", "", 10).stream().map(Session::id).map(SessionId::toString))
                .containsExactly("anonymous@7", "cron@17", "p@1", "q@2");
        Session p = golden.session(P).orElseThrow();
        assertThat(p.ttl()).isEqualTo(Duration.ofMillis(10_500));
        assertThat(p.metadata()).isEqualTo(Map.of("zone", "ä"));
        assertThat(p.openedAt()).isEqualTo(Instant.ofEpochSecond(1_000_001));
        assertThat(p.holds().stream().map(Session.HeldLock::hold).map(HoldName::text))
                .containsExactly("first", "reader-1");
        assertThat(p.candidacies().stream().map(candidacy -> candidacy.election().text()))
                .containsExactly("reports", "billing");
        assertThat(golden.ended(SessionId.parse("cron@23"))).contains(new Position(24));
        assertThat(golden.ended(SessionId.parse("gone@25"))).contains(new Position(26));
        assertThat(golden.endedHold(new LockName("tape"), new HoldName("reel"))).contains(new Position(9));
        assertThat(golden.ownsSession(new LockName("pool"), new HoldName("two"))).isTrue();
    }

    @Test
    void itHasLocksQueuesAndADelay() {
        assertThat(golden.locks("", "", 10).stream().map(lock -> lock.name().text()))
                .containsExactly("books", "ledger", "pool", "tape");
        assertThat(golden.lock(new LockName("books")).holders().stream().map(Hold::hold).map(HoldName::text))
                .containsExactly("reader-2", "reader-1");
        assertThat(golden.lock(LEDGER).waiting().stream().map(Hold::hold).map(HoldName::text))
                .containsExactly("second", "third");
        assertThat(golden.lock(new LockName("tape")).withheld()).contains(DELAY);
        assertThat(golden.running())
                .contains(
                        new Change.SessionBegan(Q, Play.TTL),
                        new Change.HoldWaits(LEDGER, new HoldName("second"), new AttemptId(7), LIMIT),
                        new Change.DelayBegan(new LockName("tape"), new Position(9), DELAY));
    }

    @Test
    void itHasElectionsAndRemembersTheIdle() {
        var reports = golden.election(new ElectionName("reports"));
        assertThat(reports.candidates().stream().map(candidate -> candidate.candidate().text()))
                .containsExactly("y", "z", "x");
        assertThat(golden.leader(new ElectionName("reports"))).contains(new CandidateName("z"));
        assertThat(reports.position()).isEqualTo(new Position(19));
        assertThat(golden.leader(new ElectionName("billing"))).contains(new CandidateName("x"));
        assertThat(golden.election(new ElectionName("crawl")).position()).isEqualTo(new Position(22));
    }

    @Test
    void itGoesOn() {
        var again = new Command.OpenSession(
                new ProcessName("p"), Duration.ofMillis(10_500), Map.of("zone", "ä"), Optional.of("key"));
        assertThat(say(29, again)).isEqualTo(new Outcome.SessionOpened(golden.session(P).orElseThrow()));
        assertThat(say(30, Ask.of("mail", "letter").in(P).command())).isEqualTo(new Outcome.HoldReleased());
        say(31, new Command.Release(LEDGER, new HoldName("first"), Optional.empty()));
        assertThat(golden.lock(LEDGER).holders()).hasSize(2);
        golden.check();
    }

    private Outcome say(long position, Command command) {
        return golden.apply(new Position(position), Instant.EPOCH, command).outcome();
    }
}
