package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Applied;
import dev.synod.coordination.Candidate;
import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A state, and commands said to it one after another; checked as a whole after each. */
final class Play {

    static final Duration TTL = Duration.ofSeconds(10);

    final Coordination coordination;
    private long slot;
    private List<Change> changes = List.of();
    private List<Change> grown = List.of();
    private CausalContext context = CausalContext.EMPTY;

    Play() {
        this(Quotas.STANDARD);
    }

    Play(Quotas quotas) {
        coordination = new Coordination(quotas);
    }

    Outcome say(Command command) {
        slot++;
        Applied applied = coordination.apply(new Position(slot), now(), command);
        grown = applied.changes().stream().filter(Change.TopicGrew.class::isInstance).toList();
        changes = applied.changes().stream().filter(change -> !grown.contains(change)).toList();
        context = applied.context();
        coordination.check();
        return applied.outcome();
    }

    Position position() {
        return new Position(slot);
    }

    /** The wall-clock time that rode along with the last command. */
    Instant now() {
        return Instant.ofEpochSecond(1_000_000 + slot);
    }

    /** The topics that the last command let grow. */
    List<Change> grown() {
        return grown;
    }

    /** The clock of the session that the last command named. */
    CausalContext context() {
        return context;
    }

    /** What the last command told of, but for the topics that grew. */
    List<Change> changes() {
        return changes;
    }

    SessionId open(String process) {
        say(new Command.OpenSession(new ProcessName(process), TTL, Map.of(), Optional.empty()));
        return session(process);
    }

    /** The session of a process that the last command opened. */
    SessionId session(String process) {
        return new SessionId(new ProcessName(process), position());
    }

    Outcome close(SessionId session) {
        return say(new Command.CloseSession(session));
    }

    Outcome expire(SessionId session) {
        return say(new Command.ExpireSession(session));
    }

    Outcome ask(Ask ask) {
        return say(ask.command());
    }

    Outcome release(String lock, String hold) {
        return say(new Command.Release(new LockName(lock), new HoldName(hold), Optional.empty()));
    }

    Outcome release(String lock, String hold, Position token) {
        return say(new Command.Release(
                new LockName(lock), new HoldName(hold), Optional.of(FencingToken.grantedAt(token))));
    }

    Outcome leave(String lock, String hold, long attempt) {
        return say(new Command.LeaveQueue(new LockName(lock), new HoldName(hold), new AttemptId(attempt)));
    }

    Outcome breakLock(String lock) {
        return say(new Command.BreakLock(new LockName(lock), Optional.of("stuck")));
    }

    Outcome lift(String lock, Position since) {
        return say(new Command.LiftDelay(new LockName(lock), since));
    }

    Lock lock(String lock) {
        return coordination.lock(new LockName(lock));
    }

    Optional<Hold> hold(String lock, String hold) {
        return coordination.hold(new LockName(lock), new HoldName(hold));
    }

    List<String> holders(String lock) {
        return lock(lock).holders().stream().map(hold -> hold.hold().text()).toList();
    }

    List<String> waiting(String lock) {
        return lock(lock).waiting().stream().map(hold -> hold.hold().text()).toList();
    }

    /** The token of a hold that has its lock. */
    FencingToken token(String lock, String hold) {
        return hold(lock, hold)
                .map(Hold::state)
                .filter(Hold.State.Held.class::isInstance)
                .map(Hold.State.Held.class::cast)
                .orElseThrow()
                .token();
    }

    Outcome enter(String candidate, SessionId session, int priority) {
        return enter(candidate, new Owner.InSession(session), priority);
    }

    /** In the election {@code reports}; the value is {@code at-} and the name. */
    Outcome enter(String candidate, Owner owner, int priority) {
        return say(new Command.EnterElection(
                new ElectionName("reports"), new CandidateName(candidate), owner, "at-" + candidate, priority));
    }

    Outcome withdraw(String candidate) {
        return say(new Command.Withdraw(new ElectionName("reports"), new CandidateName(candidate)));
    }

    Outcome transfer(String candidate) {
        return say(new Command.TransferLead(new ElectionName("reports"), new CandidateName(candidate)));
    }

    Election election() {
        return coordination.election(new ElectionName("reports"));
    }

    Optional<String> leader() {
        return coordination.leader(new ElectionName("reports")).map(CandidateName::text);
    }

    List<String> candidates() {
        return election().candidates().stream().map(Candidate::candidate).map(CandidateName::text).toList();
    }
}
