package dev.synod.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.paxos.NodeId;
import dev.synod.simulation.history.LinearizabilityChecker.Hinted;
import dev.synod.simulation.history.LinearizabilityChecker.Verdict;
import dev.synod.simulation.history.Operation.Fate;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.history.Operation.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Histories of one lock or two, written by hand: hints are all wrong or equal, so that nothing rests on them. */
class LinearizabilityCheckerTest {

    private static final LockName LOCK = new LockName("lock");
    private static final LockName OTHER = new LockName("other");
    private static final List<ManyHold.Share> BOTH =
            List.of(new ManyHold.Share(LOCK, Mode.EXCLUSIVE), new ManyHold.Share(OTHER, Mode.EXCLUSIVE));
    private static final SessionId ANNA = new SessionId(new ProcessName("anna"), new Position(1));
    private static final SessionId BERT = new SessionId(new ProcessName("bert"), new Position(2));

    private final List<Operation> history = new ArrayList<>();

    @Test
    void oneAfterTheOtherIsLinear() {
        held(ANNA, 1, 2);
        released(ANNA, 3, 4);
        held(BERT, 5, 6);

        assertThat(verdict()).isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void twoWhoHoldItAtOnceAreNot() {
        held(ANNA, 1, 2);
        held(BERT, 3, 4);

        assertThat(verdict()).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void aReleaseUnderWayMayHaveHappenedBefore() {
        held(ANNA, 1, 2);
        released(ANNA, 3, 10);
        held(BERT, 4, 5);

        assertThat(verdict()).isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void aReleaseAskedForAfterwardsMayNot() {
        held(ANNA, 1, 2);
        held(BERT, 3, 4);
        released(ANNA, 5, 6);

        assertThat(verdict()).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void aReleaseOfUnknownOutcomeExplainsTheNextHolder() {
        held(ANNA, 1, 2);
        unknown(new Command.Release(LOCK, hold(ANNA), Optional.empty()), 3);
        held(BERT, 50, 60);

        assertThat(verdict()).isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void aReleaseWithoutEffectExplainsNothing() {
        held(ANNA, 1, 2);
        Operation release = does(new Command.Release(LOCK, hold(ANNA), Optional.empty()), 3);
        release.failed(Fate.NO_EFFECT, 4);
        history.remove(release);
        held(BERT, 50, 60);

        assertThat(verdict()).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void anExpiryThatNobodyAskedForExplainsTheNextHolder() {
        held(ANNA, 1, 2);
        history.add(Operation.ofPresident(new Command.ExpireSession(ANNA), new Position(9)));
        held(BERT, 3, 4);

        assertThat(verdict()).isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void aReaderMustSeeAHolderThatWasAnsweredBefore() {
        held(ANNA, 1, 2);
        seesNobody(3, 4);

        assertThat(verdict()).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void aReaderBesideAnAcquisitionMaySeeEither() {
        held(ANNA, 1, 10);
        seesNobody(3, 4);

        assertThat(verdict()).isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void whatOneReaderHasSeenTheNextMustNotMiss() {
        held(ANNA, 1, 10);
        sees(List.of(holder(ANNA)), 2, 3);
        seesNobody(4, 5);

        assertThat(verdict()).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void aSearchThatIsTooLongIsNoPass() {
        held(ANNA, 1, 2);
        released(ANNA, 3, 4);
        held(BERT, 5, 6);

        assertThat(new LinearizabilityChecker(1).check(model(), hinted())).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void severalLocksAreHadTogetherOnceBothAreFree() {
        held(ANNA, 1, 2);
        waitsForBoth(BERT, 3, 4);
        released(ANNA, 5, 6);
        hasBoth(BERT, 7, 8);

        assertThat(verdict()).isEqualTo(Verdict.LINEARIZABLE);
    }

    @Test
    void severalLocksAreNotHadWhileOneIsHeld() {
        held(ANNA, 1, 2);
        hasBoth(BERT, 3, 4);

        assertThat(verdict()).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void oneOfSeveralLocksIsNotHadBesideAnotherHolder() {
        hasBoth(BERT, 1, 2);
        held(ANNA, 3, 4);

        assertThat(verdict()).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    @Test
    void nobodyOvertakesWhoWaitsForAnotherLock() {
        heldOf(OTHER, ANNA, 1, 2);
        waitsForBoth(BERT, 3, 4);
        held(ANNA, 5, 6);

        assertThat(verdict()).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    private void hasBoth(SessionId session, long asked, long answered) {
        long token = 100 + session.opened().number();
        var state = new Hold.State.Held(new FencingToken(token), new Position(token), Instant.EPOCH);
        Outcome outcome = new Outcome.ManyHeld(new ManyHold(many(session), session, BOTH, state));
        does(acquireBoth(session), asked).done(new Result.Came(outcome), Position.ZERO, answered);
    }

    private void waitsForBoth(SessionId session, long asked, long answered) {
        Outcome outcome = new Outcome.ManyWaits(
                new ManyHold(many(session), session, BOTH, new Hold.State.Waiting(1)));
        does(acquireBoth(session), asked).done(new Result.Came(outcome), Position.ZERO, answered);
    }

    private static Command.AcquireMany acquireBoth(SessionId session) {
        return new Command.AcquireMany(
                many(session),
                new Owner.InSession(session),
                BOTH,
                Duration.ZERO,
                new Waiting.InQueue(),
                new AttemptId(session.opened().number()));
    }

    private static HoldName many(SessionId session) {
        return new HoldName("many-of-" + session.process());
    }

    private Verdict verdict() {
        return new LinearizabilityChecker(100_000).check(model(), hinted());
    }

    private LockModel model() {
        return new LockModel(List.of(LOCK, OTHER), new Owners(), new Tokens(history));
    }

    private List<Hinted> hinted() {
        return history.stream().map(operation -> new Hinted(operation, -operation.asked())).toList();
    }

    private void held(SessionId session, long asked, long answered) {
        heldOf(LOCK, session, asked, answered);
    }

    private void heldOf(LockName lock, SessionId session, long asked, long answered) {
        does(acquire(lock, session), asked)
                .done(new Result.Came(new Outcome.Held(holder(lock, session))), Position.ZERO, answered);
    }

    private void released(SessionId session, long asked, long answered) {
        does(new Command.Release(LOCK, hold(session), Optional.empty()), asked)
                .done(new Result.Came(new Outcome.Done()), Position.ZERO, answered);
    }

    private void unknown(Command command, long asked) {
        does(command, asked).failed(Fate.UNKNOWN, asked + 1);
    }

    private void seesNobody(long asked, long answered) {
        sees(List.of(), asked, answered);
    }

    private void sees(List<Hold> holders, long asked, long answered) {
        Lock seen = new Lock(LOCK, holders, List.of(), Optional.empty());
        ask(new Question.SeesLock(LOCK), asked).done(new Result.SawLock(seen), Position.ZERO, answered);
    }

    private Operation does(Command command, long asked) {
        return ask(new Question.Does(command), asked);
    }

    private Operation ask(Question question, long asked) {
        Operation operation = new Operation(1, new NodeId(1), question, new Time(asked, asked));
        history.add(operation);
        return operation;
    }

    private static Command.Acquire acquire(LockName lock, SessionId session) {
        return new Command.Acquire(
                lock,
                hold(session),
                new Owner.InSession(session),
                Mode.EXCLUSIVE,
                Duration.ZERO,
                new Waiting.InQueue(),
                new AttemptId(session.opened().number()));
    }

    private static Hold holder(SessionId session) {
        return holder(LOCK, session);
    }

    private static Hold holder(LockName lock, SessionId session) {
        long token = 100 + session.opened().number();
        var state = new Hold.State.Held(new FencingToken(token), new Position(token), Instant.EPOCH);
        return new Hold(lock, hold(session), session, Mode.EXCLUSIVE, state);
    }

    private static HoldName hold(SessionId session) {
        return new HoldName("of-" + session.process());
    }
}
