package dev.synod.coordination.state;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Session;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The replicated state: commands in slot order become outcomes, the same on every node.
 *
 * <p>It changes in place, and only in {@link #apply}; one thread uses it. What the queries give are values of their
 * own, which later commands do not change.
 */
public final class Coordination {

    private final Sessions sessions;
    private final Locks locks;
    private final Elections elections;
    private final Views views;
    private Position applied = Position.ZERO;

    public Coordination() {
        this(Quotas.STANDARD);
    }

    public Coordination(Quotas quotas) {
        sessions = new Sessions(quotas);
        locks = new Locks(quotas, sessions);
        elections = new Elections(quotas, sessions);
        views = new Views(locks);
    }

    /**
     * Applies a command. {@code at} rides along for people to read and decides nothing.
     *
     * @param position after that of every command before; decrees without a command leave gaps
     */
    public Applied apply(Position position, Instant at, Command command) {
        Invariant.TOKEN_GROWS.check(
                position.isAfter(applied), () -> "a command at " + position + " after one at " + applied);
        applied = position;
        var step = new Step(position, at);
        Supplier<Outcome> outcome = decide(command, step);
        settle(step);
        return new Applied(outcome.get(), step.changes());
    }

    private Supplier<Outcome> decide(Command command, Step step) {
        return switch (command) {
            case Command.OpenSession open -> sessions.open(open, step, views);
            case Command.CloseSession(SessionId session) -> end(session, Ending.CLOSED, step);
            case Command.ExpireSession(SessionId session) -> end(session, Ending.EXPIRED, step);
            case Command.Acquire acquire -> locks.acquire(acquire, step);
            case Command.Release release -> locks.release(release, step);
            case Command.LeaveQueue leave -> locks.leaveQueue(leave, step);
            case Command.BreakLock breaking -> locks.breakLock(breaking, step);
            case Command.LiftDelay lift -> locks.liftDelay(lift, step);
            case Command.EnterElection enter -> elections.enter(enter, step);
            case Command.Withdraw withdraw -> elections.withdraw(withdraw, step);
            case Command.TransferLead transfer -> elections.transfer(transfer, step);
        };
    }

    private Supplier<Outcome> end(SessionId id, Ending ending, Step step) {
        sessions.find(id).ifPresent(session -> step.end(session, ending));
        return Outcome.Done::new;
    }

    /** First everything goes that must go; then whoever is next gets what is free. */
    private void settle(Step step) {
        step.endings().forEach((session, ending) -> {
            sessions.end(session, step);
            locks.sessionEnded(session, ending, step);
            elections.sessionEnded(session, step);
        });
        locks.settle(step);
        elections.settle(step);
    }

    public Optional<Session> session(SessionId id) {
        return sessions.find(id).map(views::session);
    }

    /** Where a session that is remembered ended. */
    public Optional<Position> ended(SessionId id) {
        return sessions.ended().of(id);
    }

    /** Open sessions, by the text of their id. */
    public List<Session> sessions(String prefix, String after, int limit) {
        return sessions.page(new Pages.Range(prefix, after, limit)).stream().map(views::session).toList();
    }

    public Lock lock(LockName name) {
        return locks.find(name).orElseGet(() -> new LockEntry(name)).seen();
    }

    public Optional<Hold> hold(LockName lock, HoldName hold) {
        return locks.find(lock).flatMap(entry -> entry.seen(hold));
    }

    /** Where the session of a hold that had one of its own ended, while it is remembered. */
    public Optional<Position> endedHold(LockName lock, HoldName hold) {
        return sessions.ended().of(new HoldKey(lock, hold));
    }

    /** Whether the hold lives on a session of its own, which its renewal keeps alive. */
    public boolean ownsSession(LockName lock, HoldName hold) {
        return locks.find(new HoldKey(lock, hold)).filter(place -> place.entry().ownsSession()).isPresent();
    }

    /** Locks held or awaited, by name. */
    public List<Lock> locks(String prefix, String after, int limit) {
        return locks.page(new Pages.Range(prefix, after, limit)).stream().map(LockEntry::seen).toList();
    }

    public Election election(ElectionName name) {
        return elections.seen(name);
    }

    public Optional<CandidateName> leader(ElectionName name) {
        return elections.find(name).flatMap(ElectionEntry::leader);
    }

    /** A number that two nodes have in common where their states are the same, and else but for chance have not. */
    public long digest() {
        return Audit.of(sessions, locks, elections).digest(applied);
    }

    /**
     * Walks the whole state and looks for what no sequence of commands may leave behind.
     *
     * @throws dev.synod.invariant.InvariantViolation where it finds it
     */
    public void check() {
        Audit.of(sessions, locks, elections).check();
    }
}
