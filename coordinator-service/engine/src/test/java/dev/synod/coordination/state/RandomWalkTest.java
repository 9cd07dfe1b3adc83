package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Applied;
import dev.synod.coordination.Candidate;
import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Event;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Run;
import dev.synod.coordination.Session;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.codec.CommandCodec;
import dev.synod.coordination.event.EventBounds;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Long random walks: at every step the state says the same as the naive one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomWalkTest {

    private static final int STEPS = 500;
    private static final EventBounds EVENTS = new EventBounds(4, 1 << 20, 6_000, 5, 3, 3, 2, 100);
    private static final Quotas SMALL =
            Small.quotas(8, 5, 11, 3, 2, 7, 3, 1).with(new Quotas.OfRuns(2, 2)).with(EVENTS);

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> changes = new TreeMap<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @BeforeAll
    void forgetCounts() {
        outcomes.clear();
        changes.clear();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void saysWhatTheNaiveOneSays(long seed) {
        var walk = new Walk(seed);
        for (int step = 0; step < STEPS; step++) {
            walk.step();
        }
    }

    /** A walk that never meets a case proves nothing about it. */
    @AfterAll
    void metEveryOutcomeAndChange() {
        for (Class<?> outcome : Outcome.class.getPermittedSubclasses()) {
            assertThat(outcomes).as("outcomes met").containsKey(outcome.getSimpleName());
        }
        for (Class<?> change : Change.class.getPermittedSubclasses()) {
            assertThat(changes).as("changes met").containsKey(change.getSimpleName());
        }
    }

    private final class Walk {

        private final long seed;
        private final RandomCommands commands;
        private final Coordination coordination = new Coordination(SMALL);
        private final Coordination twin = new Coordination(SMALL);
        private final NaiveEvents events = new NaiveEvents(SMALL);
        private final NaiveCoordination naive = events.naive();
        private final Set<SessionId> everOpen = new LinkedHashSet<>();
        private long slot;
        private Command command = new Command.CloseSession(new SessionId(new ProcessName("p"), Position.ZERO));

        Walk(long seed) {
            this.seed = seed;
            this.commands = new RandomCommands(seed);
        }

        void step() {
            slot += 1 + slot % 3 / 2;
            var position = new Position(slot);
            Instant at = Instant.ofEpochSecond(slot);
            command = commands.next(slot);
            Picture before = new Picture();

            Applied applied = coordination.apply(position, at, command);
            Outcome expected = events.apply(position, at, command);
            events.compare(coordination.topics(), where());

            outcomes.merge(applied.outcome().getClass().getSimpleName(), 1, Integer::sum);
            applied.changes().forEach(c -> changes.merge(c.getClass().getSimpleName(), 1, Integer::sum));
            same(Bare.of(withoutSentences(applied.outcome())), expected);
            same(applied.context(), events.context());
            var told = new ArrayList<>(applied.changes());
            told.removeIf(Change.TopicGrew.class::isInstance); // compareEvents sees whether it has
            compareEvents(applied);
            before.changesTo(new Picture(), command, applied.outcome()).forEach(change -> {
                if (!told.remove(change)) {
                    fail(where() + " did not tell of " + change);
                }
            });
            same(told, List.of());
            compareQueries();
            coordination.check();
            compareTwin(position, at, applied);
        }

        /** By hand, because a description for each of these comparisons would take most of the walk's time. */
        private void same(Object actual, Object expected) {
            if (!actual.equals(expected)) {
                assertThat(actual).as(where()).isEqualTo(expected);
            }
        }

        private String where() {
            return "seed " + seed + " position " + slot + ": " + command;
        }

        private void compareQueries() {
            List<Session> sessions = naive.sessions();
            same(coordination.sessions("", "", 100), sessions);
            sessions.forEach(session -> {
                if (everOpen.add(session.id())) {
                    commands.heardOf(session.id());
                }
            });
            for (SessionId id : everOpen) {
                same(coordination.ended(id), naive.ended(id));
            }
            var used = new ArrayList<>();
            for (LockName lock : RandomCommands.LOCKS) {
                var expected = naive.lock(lock);
                same(Bare.of(coordination.lock(lock)), expected);
                coordination.lock(lock).holders().forEach(hold -> same(hold.context(), events.left(lock)));
                if (!expected.holders().isEmpty() || !expected.waiting().isEmpty()) {
                    used.add(expected);
                }
                for (HoldName hold : RandomCommands.HOLDS) {
                    compareHold(expected, hold);
                }
            }
            for (HoldName hold : RandomCommands.HOLDS) {
                var several = coordination.hold(hold);
                same(several.map(Bare::of), naive.many.hold(hold));
                several.filter(held -> held.state() instanceof Hold.State.Held).ifPresent(this::compareLeft);
                same(coordination.ownsSession(hold), naive.many.ownsSession(hold));
                same(coordination.endedHold(hold), naive.endedHold(hold));
            }
            for (JobName job : RandomCommands.JOBS) {
                List<Run> runs = naive.runs.runs(job);
                same(coordination.runs(job, Optional.empty(), 100), runs);
                runs.forEach(run -> same(coordination.run(job, run.firing()), Optional.of(run)));
            }
            same(coordination.locks("", "", 100).stream().map(Bare::of).toList(), used);
            for (ElectionName election : RandomCommands.ELECTIONS) {
                var expected = naive.elections.election(election);
                same(Bare.of(coordination.election(election)), expected);
                coordination.election(election).leader().ifPresent(leader ->
                        same(leader.context(), events.left(election)));
                same(coordination.leader(election), expected.leader().map(Candidate::candidate));
            }
        }

        private void compareLeft(ManyHold held) {
            var left = CausalContext.EMPTY;
            for (ManyHold.Share share : held.locks()) {
                left = left.merge(events.left(share.lock()));
            }
            same(held.context(), left);
        }

        private void compareEvents(Applied applied) {
            for (SessionId id : everOpen) {
                coordination.clock(id).ifPresent(clock -> same(clock, events.clocks.clock(id)));
            }
            for (TopicName topic : RandomEvents.TOPICS) {
                List<Event> kept = events.clocks.kept.getOrDefault(topic, List.of());
                same(coordination.topics().events(topic, 0, 1_000), kept);
                same(coordination.topics().seen(topic).last(), events.last(topic));
                for (ConsumerName consumer : RandomEvents.CONSUMERS) {
                    same(coordination.cursor(topic, consumer), events.cursor(topic, consumer));
                }
            }
            List<Event> fresh = coordination.topics().eventsAfter(new Position(slot - 1), 1_000);
            fresh.forEach(event -> {
                commands.heardOf(event);
                same(applied.changes().contains(new Change.TopicGrew(event.topic())), true);
            });
        }

        private void compareHold(Lock lock, HoldName hold) {
            var expected = new ArrayList<Hold>(lock.holders());
            expected.addAll(lock.waiting());
            expected.removeIf(other -> !other.hold().equals(hold) || naive.many.isPart(lock.name(), hold));
            same(coordination.hold(lock.name(), hold).stream().map(Bare::of).toList(), expected);
            same(coordination.ownsSession(lock.name(), hold), naive.ownsSession(lock.name(), hold));
            same(coordination.endedHold(lock.name(), hold), naive.endedHold(lock.name(), hold));
        }

        /** A second node, which reads the command from its bytes, comes to the same state. */
        private void compareTwin(Position position, Instant at, Applied applied) {
            Command read = CommandCodec.decode(ByteBuffer.wrap(CommandCodec.encode(command)));
            same(read, command);
            same(twin.apply(position, at, read), applied);
            if (slot % 16 == 0) {
                same(twin.digest(), coordination.digest());
            }
        }

        /** What the naive state shows of what changes are about. */
        private final class Picture {

            private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
            private final Map<HoldKey, Hold> waiting = new LinkedHashMap<>();
            private final Set<HoldName> waitingForMany = new LinkedHashSet<>();
            private final Map<LockName, Position> withheld = new LinkedHashMap<>();
            private final Map<ElectionName, Optional<FencingToken>> terms = new LinkedHashMap<>();

            Picture() {
                naive.sessions().forEach(session -> sessions.put(session.id(), session));
                for (LockName lock : RandomCommands.LOCKS) {
                    naive.lock(lock).waiting().forEach(hold -> waiting.put(new HoldKey(lock, hold.hold()), hold));
                    naive.withheldSince(lock).ifPresent(since -> withheld.put(lock, since));
                }
                for (HoldName hold : RandomCommands.HOLDS) {
                    naive.many.hold(hold)
                            .filter(many -> many.state() instanceof Hold.State.Waiting)
                            .ifPresent(many -> waitingForMany.add(hold));
                }
                for (ElectionName election : RandomCommands.ELECTIONS) {
                    terms.put(election, naive.elections.election(election).leader().flatMap(Candidate::term));
                }
            }

            List<Change> changesTo(Picture after, Command command, Outcome outcome) {
                var expected = new ArrayList<Change>();
                after.sessions.forEach((id, session) -> {
                    if (!sessions.containsKey(id)) {
                        expected.add(new Change.SessionBegan(id, session.ttl()));
                    }
                });
                sessions.keySet().stream()
                        .filter(id -> !after.sessions.containsKey(id))
                        .forEach(id -> expected.add(new Change.SessionOver(id)));
                waiting.keySet().stream()
                        .filter(key -> !after.waiting.containsKey(key))
                        .forEach(key -> expected.add(new Change.HoldSettled(key.lock(), key.hold())));
                waitingForMany.stream()
                        .filter(hold -> !after.waitingForMany.contains(hold))
                        .forEach(hold -> expected.add(new Change.ManySettled(hold)));
                after.withheld.forEach((lock, since) -> {
                    if (!since.equals(withheld.get(lock))) {
                        var length = naive.lock(lock).withheld().orElseThrow();
                        expected.add(new Change.DelayBegan(lock, since, length));
                    }
                });
                after.terms.forEach((election, term) -> {
                    if (!term.equals(terms.get(election))) {
                        expected.add(new Change.LeadershipChanged(election));
                    }
                });
                Command plain = command instanceof Command.Knowing(var told, var known) ? known : command;
                if (outcome instanceof Outcome.Waits
                        && plain instanceof Command.Acquire acquire
                        && acquire.waiting() instanceof Waiting.AtMost(var limit)) {
                    expected.add(new Change.HoldWaits(acquire.lock(), acquire.hold(), acquire.attempt(), limit));
                }
                if (outcome instanceof Outcome.ManyWaits
                        && plain instanceof Command.AcquireMany acquire
                        && acquire.waiting() instanceof Waiting.AtMost(var limit)) {
                    expected.add(new Change.ManyWaits(acquire.hold(), acquire.attempt(), limit));
                }
                return expected;
            }
        }
    }

    private static Outcome withoutSentences(Outcome outcome) {
        if (outcome instanceof Outcome.Conflict(String detail) && !detail.isBlank()) {
            return new Outcome.Conflict("");
        }
        if (outcome instanceof Outcome.QuotaReached(String what) && !what.isBlank()) {
            return new Outcome.QuotaReached("");
        }
        if (outcome instanceof Outcome.InvalidContext(String detail) && !detail.isBlank()) {
            return new Outcome.InvalidContext("");
        }
        if (outcome instanceof Outcome.BacklogFull(String what) && !what.isBlank()) {
            return new Outcome.BacklogFull("");
        }
        return outcome;
    }
}
