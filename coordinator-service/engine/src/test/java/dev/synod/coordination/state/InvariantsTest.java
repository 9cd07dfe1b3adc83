package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Run;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.event.EventBounds;
import dev.synod.coordination.event.Processes;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Place.Holder;
import dev.synod.invariant.InvariantViolation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The laws: what keeps them, and that each alarm rings when somebody breaks one behind the commands' back. */
class InvariantsTest {

    private static final ElectionName REPORTS = new ElectionName("reports");

    private final Sessions sessions = new Sessions(Quotas.STANDARD, new Processes());
    private final Locks locks = new Locks(Quotas.STANDARD, sessions);
    private final Elections elections = new Elections(Quotas.STANDARD, sessions);
    private final Publishing publishing = new Publishing(EventBounds.STANDARD, sessions, new Processes());
    private final Audit audit = new Audit(sessions, locks, elections, publishing);
    private long slot;

    private Step step() {
        slot++;
        return new Step(new Position(slot), Instant.EPOCH);
    }

    private SessionEntry open() {
        Step step = step();
        var open = new Command.OpenSession(new ProcessName("p"), Play.TTL, Map.of(), Optional.empty());
        assertThat(sessions.open(open, step, new Views(locks)).get()).isInstanceOf(Outcome.SessionOpened.class);
        return sessions.find(new SessionId(new ProcessName("p"), step.position())).orElseThrow();
    }

    private LockEntry ask(Ask ask) {
        Step step = step();
        locks.acquire(ask.command(), step);
        locks.settle(step);
        return locks.find(ask.command().lock()).orElseThrow();
    }

    private ElectionEntry enter(String candidate, SessionEntry session) {
        Step step = step();
        var owner = new Owner.InSession(session.id());
        elections.enter(new Command.EnterElection(REPORTS, new CandidateName(candidate), owner, "", 0), step);
        elections.settle(step);
        return elections.find(REPORTS).orElseThrow();
    }

    private static HoldEntry entry(LockEntry lock, String hold) {
        return lock.find(new HoldName(hold)).orElseThrow().entry();
    }

    private static void rings(Invariant law, ThrowingCallable breach) {
        assertThatThrownBy(breach)
                .isInstanceOf(InvariantViolation.class)
                .hasMessageStartingWith(law.name() + ": " + law.statement() + "; seen: ");
    }

    private void auditRings(String statement) {
        assertThatThrownBy(audit::check)
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining(statement);
    }

    @Nested
    class TOKEN_GROWS {

        @Test
        void eachGrantOfALockCarriesALargerTokenThanAllBefore() {
            var play = new Play();
            long before = 0;
            for (int round = 0; round < 5; round++) {
                play.ask(Ask.of("ledger", "a"));
                long token = play.token("ledger", "a").number();
                assertThat(token).isGreaterThan(before);
                before = token;
                play.release("ledger", "a");
                assertThat(play.coordination.locks("", "", 1)).as("the lock is forgotten").isEmpty();
            }
        }

        @Test
        void eachLeadershipCarriesALargerTermThanAllBefore() {
            var play = new Play();
            var session = play.open("p");
            long before = 0;
            for (int round = 0; round < 5; round++) {
                play.enter("x", session, 0);
                long term = play.election().leader().orElseThrow().term().orElseThrow().number();
                assertThat(term).isGreaterThan(before);
                before = term;
                play.withdraw("x");
            }
        }

        @Test
        void ringsWhenPositionsDoNotGrow() {
            var coordination = new Coordination();
            var command = new Command.BreakLock(new LockName("ledger"), Optional.empty());
            coordination.apply(new Position(5), Instant.EPOCH, command);

            rings(Invariant.TOKEN_GROWS, () -> coordination.apply(new Position(5), Instant.EPOCH, command));
            rings(Invariant.TOKEN_GROWS, () -> coordination.apply(new Position(4), Instant.EPOCH, command));
            rings(Invariant.TOKEN_GROWS, () -> new Coordination().apply(Position.ZERO, Instant.EPOCH, command));
            assertThat(coordination.apply(new Position(7), Instant.EPOCH, command).changes()).isEmpty();
        }

        @Test
        void ringsWhenALockIsGrantedAloneTwiceAtOnePosition() {
            LockEntry lock = ask(Ask.of("ledger", "a"));
            HoldEntry before = entry(lock, "a");
            lock.remove(new HoldName("a"));

            rings(Invariant.TOKEN_GROWS, () -> lock.grant(before, new Step(new Position(slot), Instant.EPOCH)));
        }

        @Test
        void ringsWhenAGrantIsOlderThanTheOneBefore() {
            LockEntry lock = ask(Ask.of("ledger", "a").shared());
            var late = new HoldEntry(
                    new HoldKey(lock.name(), new HoldName("b")),
                    entry(lock, "a").session(),
                    Mode.SHARED,
                    Duration.ZERO);
            ask(Ask.of("ledger", "c").shared());

            rings(Invariant.TOKEN_GROWS, () -> lock.grant(late, new Step(new Position(slot - 1), Instant.EPOCH)));
        }

        @Test
        void ringsWhenAnElectionChangesTwiceAtOnePosition() {
            ElectionEntry election = enter("x", open());

            rings(Invariant.TOKEN_GROWS, () -> election.succeed(new Position(slot)));
        }
    }

    @Nested
    class ONE_HOLDER {

        @Test
        void ringsWhenSomebodyIsGrantedALockBesideItsOnlyHolder() {
            for (Mode mode : List.of(Mode.EXCLUSIVE, Mode.SHARED)) {
                LockEntry lock = ask(Ask.of("ledger-" + slot, "a"));
                var second = new HoldEntry(
                        new HoldKey(lock.name(), new HoldName("b")), entry(lock, "a").session(), mode, Duration.ZERO);

                rings(Invariant.ONE_HOLDER, () -> lock.grant(second, step()));
            }
        }

        @Test
        void ringsWhenAnExclusiveHoldIsGrantedBesideASharedOne() {
            LockEntry lock = ask(Ask.of("ledger", "a").shared());
            var second = new HoldEntry(
                    new HoldKey(lock.name(), new HoldName("b")),
                    entry(lock, "a").session(),
                    Mode.EXCLUSIVE,
                    Duration.ZERO);

            rings(Invariant.ONE_HOLDER, () -> lock.grant(second, step()));
        }

        @Test
        void ringsWhenMoreArePermittedThanPermits() {
            LockEntry lock = ask(Ask.of("ledger", "a").permit(2));
            ask(Ask.of("ledger", "b").permit(2));
            var third = new HoldEntry(
                    new HoldKey(lock.name(), new HoldName("c")),
                    entry(lock, "a").session(),
                    new Mode.Permit(2),
                    Duration.ZERO);

            rings(Invariant.ONE_HOLDER, () -> lock.grant(third, step()));
        }

        @Test
        void ringsWhenAPermitIsGivenBesideAnExclusiveHold() {
            LockEntry lock = ask(Ask.of("ledger", "a"));
            var second = new HoldEntry(
                    new HoldKey(lock.name(), new HoldName("b")),
                    entry(lock, "a").session(),
                    new Mode.Permit(2),
                    Duration.ZERO);

            rings(Invariant.ONE_HOLDER, () -> lock.grant(second, step()));
        }

        @Test
        void theWalkRingsWhenHoldersDoNotAgree() {
            Holder alone = holder("a", Mode.EXCLUSIVE, 1);
            Holder shared = holder("b", Mode.SHARED, 2);
            Holder permitted = holder("c", new Mode.Permit(2), 3);

            rings(Invariant.ONE_HOLDER, () -> Audit.checkHolders(List.of(alone, holder("d", Mode.EXCLUSIVE, 4))));
            rings(Invariant.ONE_HOLDER, () -> Audit.checkHolders(List.of(alone, shared)));
            rings(Invariant.ONE_HOLDER, () -> Audit.checkHolders(List.of(shared, permitted)));
            rings(Invariant.ONE_HOLDER, () -> Audit.checkHolders(List.of(permitted, permitted, permitted)));
            rings(Invariant.ONE_HOLDER, () ->
                    Audit.checkHolders(List.of(permitted, holder("d", new Mode.Permit(3), 4))));
            rings(Invariant.TOKEN_GROWS, () -> Audit.checkHolders(List.of(shared, holder("a", Mode.SHARED, 1))));
            Audit.checkHolders(List.of(permitted, permitted));
            Audit.checkHolders(List.of(shared, shared, shared));
        }

        private Holder holder(String hold, Mode mode, long position) {
            var at = new Position(position);
            var entry = new HoldEntry(
                    new HoldKey(new LockName("ledger"), new HoldName(hold)), open(), mode, Duration.ZERO);
            return new Holder(entry, new Hold.State.Held(FencingToken.grantedAt(at), at, Instant.EPOCH));
        }
    }

    @Nested
    class ONE_LEADER {

        @Test
        void ringsWhenOneLeadsWhoDoesNotStand() {
            ElectionEntry election = enter("x", open());

            rings(Invariant.ONE_LEADER, () ->
                    election.lead(Optional.of(new CandidateName("y")), step().position()));
        }

        @Test
        void ringsWhenNobodyLeadsThoughSomebodyStands() {
            ElectionEntry election = enter("x", open());

            rings(Invariant.ONE_LEADER, () -> election.lead(Optional.empty(), step().position()));
        }

        @Test
        void theWalkRingsWhenTheLeaderIsGone() {
            SessionEntry session = open();
            ElectionEntry election = enter("x", session);
            enter("y", session);
            audit.check();

            election.remove(new CandidateName("x"));

            var nobody = new Sessions(Quotas.STANDARD, new Processes());
            rings(Invariant.ONE_LEADER, () -> new Audit(nobody, locks, elections, publishing).check());
        }
    }

    @Nested
    class ALL_OR_NONE {

        private final SessionEntry session = open();

        private ManyEntry askMany(String hold) {
            Step step = step();
            var shares = List.of(
                    new ManyHold.Share(new LockName("ledger"), Mode.EXCLUSIVE),
                    new ManyHold.Share(new LockName("mail"), Mode.EXCLUSIVE));
            new ManyAtOnce(Quotas.STANDARD, sessions, locks)
                    .acquire(
                            new Command.AcquireMany(
                                    new HoldName(hold),
                                    new Owner.InSession(session.id()),
                                    shares,
                                    Duration.ZERO,
                                    new Waiting.InQueue(),
                                    new AttemptId(1)),
                            step);
            locks.settle(step);
            return locks.many().find(new HoldName(hold)).orElseThrow();
        }

        @Test
        void theWalkFindsNothingInAHoldThatCommandsMade() {
            askMany("a");
            askMany("b");

            audit.check();
        }

        @Test
        void theWalkRingsWhenOneLockIsGoneAndTheOthersAreNot() {
            ManyEntry whole = askMany("a");
            ManyEntry.Part part = whole.parts().getFirst();
            part.lock().remove(whole.name());
            session.holds().remove(part.key());

            rings(Invariant.ALL_OR_NONE, audit::check);
        }

        @Test
        void theWalkRingsWhenOneLockIsGrantedBeforeTheOthers() {
            ask(Ask.of("mail", "first").in(session.id()));
            ManyEntry whole = askMany("a");
            ManyEntry.Part ledger = whole.parts().getFirst();
            ledger.lock().queue().remove(whole.name());
            ledger.lock().grant(ledger.entry(), step());

            rings(Invariant.ALL_OR_NONE, audit::check);
        }

        @Test
        void ringsWhenOneIsGrantedThatMustWaitForAnotherLock() {
            ask(Ask.of("mail", "first").in(session.id()));
            ManyEntry whole = askMany("a");

            rings(Invariant.ALL_OR_NONE, () -> whole.grant(step(), locks));
        }

        @Test
        void theWalkRingsWhenOneThatCouldHaveAllOfItsLocksWaits() {
            LockEntry mail = ask(Ask.of("mail", "first").in(session.id()));
            askMany("a");
            mail.remove(new HoldName("first"));
            session.holds().remove(new HoldKey(mail.name(), new HoldName("first")));

            auditRings("nobody waits for what could be granted");
        }
    }

    @Nested
    class ONE_RUN {

        private final SessionEntry session = open();
        private final Runs runs = new Runs(Quotas.STANDARD, sessions);

        private Command.ClaimRun claim(SessionEntry by) {
            return new Command.ClaimRun(new JobName("bill"), Instant.EPOCH, by.id(), "", 3);
        }

        @Test
        void theWalkFindsNothingInRunsThatCommandsMade() {
            runs.claim(claim(session), step());

            runs.check(new Position(slot));
        }

        @Test
        void theWalkRingsWhenASessionIsGoneAndItsRunIsNotAbandoned() {
            runs.claim(claim(session), step());
            sessions.end(session, Ending.CLOSED, step());

            rings(Invariant.ONE_RUN, () -> runs.check(new Position(slot)));
        }

        @Test
        void ringsWhenARunIsBegunThatAnotherHas() {
            runs.claim(claim(session), step());
            SessionEntry other = open();

            rings(Invariant.ONE_RUN, () -> runs.begin(claim(other), 2, 3, step()));
        }

        @Test
        void ringsWhenARunIsBegunThatIsFinished() {
            runs.claim(claim(session), step());
            var token = runs.find(new JobName("bill"), Instant.EPOCH).orElseThrow().token();
            runs.finish(
                    new Command.FinishRun(
                            new JobName("bill"), Instant.EPOCH, token, Run.Verdict.FAILED, Optional.empty()),
                    step());

            rings(Invariant.ONE_RUN, () -> runs.begin(claim(session), 2, 3, step()));
        }
    }

    @Nested
    class TheWalk {

        @Test
        void findsNothingInAStateThatCommandsMade() {
            SessionEntry session = open();
            ask(Ask.of("ledger", "a").in(session.id()));
            ask(Ask.of("ledger", "b").queued());
            enter("x", session);

            audit.check();
        }

        @Test
        void ringsWhenAHoldIsGoneFromItsLock() {
            SessionEntry session = open();
            ask(Ask.of("ledger", "b"));
            ask(Ask.of("ledger", "a").in(session.id()).queued()).remove(new HoldName("a"));

            auditRings("a session's hold stands at its lock");
        }

        @Test
        void ringsWhenAHoldIsGoneFromItsSession() {
            SessionEntry session = open();
            ask(Ask.of("ledger", "a").in(session.id()));
            session.holds().clear();

            auditRings("holds of sessions and of locks are the same");
        }

        @Test
        void ringsWhenASessionOutlivesItsHold() {
            LockEntry lock = ask(Ask.of("ledger", "a"));
            entry(lock, "a").session().holds().clear();

            auditRings("a session of its own does not outlive its hold or candidacy");
        }

        @Test
        void ringsWhenAHoldThatIsUsedUpIsThere() {
            SessionEntry session = open();
            ask(Ask.of("ledger", "a").in(session.id()));
            session.usedUp().add(new HoldKey(new LockName("ledger"), new HoldName("a")));

            auditRings("a hold that is used up is not there");
        }

        @Test
        void ringsWhenSomebodyWaitsForAFreeLock() {
            SessionEntry session = open();
            LockEntry lock = ask(Ask.of("ledger", "a").in(session.id()));
            ask(Ask.of("ledger", "b").in(session.id()).queued());
            lock.remove(new HoldName("a"));
            session.holds().remove(new HoldKey(lock.name(), new HoldName("a")));

            auditRings("nobody waits for what could be granted");
        }

        @Test
        void ringsWhenAFreeLockIsKept() {
            SessionEntry session = open();
            ask(Ask.of("ledger", "a").in(session.id())).remove(new HoldName("a"));
            session.holds().clear();

            auditRings("a lock that nobody wants is forgotten");
        }

        @Test
        void ringsWhenACandidateIsGoneFromItsSession() {
            SessionEntry session = open();
            enter("x", session);
            session.candidacies().clear();

            auditRings("candidacies of sessions and of elections are the same");
        }

        @Test
        void ringsWhenACandidateIsGoneFromItsElection() {
            SessionEntry session = open();
            enter("x", session);
            enter("y", session).remove(new CandidateName("y"));

            auditRings("a session's candidate stands in its election");
        }
    }
}
