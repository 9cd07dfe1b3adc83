package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Applied;
import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Election;
import dev.synod.coordination.Event;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Run;
import dev.synod.coordination.Session;
import dev.synod.coordination.Waits;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.event.Cursors;
import dev.synod.coordination.event.Processes;
import dev.synod.coordination.event.Topics;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import dev.synod.invariant.InvariantViolation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The replicated state: commands in slot order become outcomes, the same on every node.
 *
 * <p>It changes in place, and only in {@link #apply} and {@link #raise}; one thread uses it. What the queries give are
 * values of their own, which later commands do not change.
 */
public final class Coordination {

    /** The spelling of {@link #write}. Whoever changes it gives it another number, and still reads the ones before. */
    private static final int VERSION = 2;

    private final Quotas quotas;
    private final Sessions sessions;
    private final Locks locks;
    private final Elections elections;
    private final ManyAtOnce atOnce;
    private final Runs runs;
    private final Publishing publishing;
    private final Processes processes = new Processes();
    private final Views views;
    private Position applied = Position.ZERO;
    /** The wall-clock time that rode along with the last command: decrees of the cluster itself bring none. */
    private Instant wall = Instant.ofEpochSecond(0);

    public Coordination() {
        this(Quotas.STANDARD);
    }

    public Coordination(Quotas quotas) {
        this.quotas = quotas;
        sessions = new Sessions(quotas, processes);
        locks = new Locks(quotas, sessions);
        elections = new Elections(quotas, sessions);
        atOnce = new ManyAtOnce(quotas, sessions, locks);
        runs = new Runs(quotas, sessions);
        publishing = new Publishing(quotas.events(), sessions, processes);
        views = new Views(locks);
    }

    /**
     * Applies a command. {@code at} rides along for people to read and decides nothing.
     *
     * @param position after that of every command before; decrees without a command leave gaps
     */
    public Applied apply(Position position, Instant at, Command command) {
        wall = at;
        Step step = begin(position);
        Supplier<Outcome> outcome = decide(command, step);
        settle(step);
        Gazette.publish(step, publishing.topics());
        CausalContext context =
                step.concerned().map(session -> processes.live(session.known())).orElse(CausalContext.EMPTY);
        return new Applied(outcome.get(), step.changes(), context);
    }

    /** Takes note that this node presides, since its presidency was opened at {@code position}. */
    public List<Change> presides(Position position, Content.OfPresident president) {
        Step step = begin(position);
        Gazette.president(president, step);
        return tell(step);
    }

    /**
     * Takes note that other members belong to the cluster since {@code position}.
     *
     * @param before who belonged to it, by id, and whose vote counted: of the members that a cluster was founded with,
     *     no decree tells more, and what each node has in its settings must not come into the state
     * @param now in the order of their ids
     */
    public List<Change> belong(
            Position position, Map<Integer, Content.Votes> before, List<Content.OfMember> now) {
        Step step = begin(position);
        var gone = new TreeSet<>(before.keySet());
        for (Content.OfMember member : now) {
            gone.remove(member.id());
            if (member.votes() != before.get(member.id())) {
                Gazette.added(member, step);
            }
        }
        gone.forEach(member -> Gazette.removed(member, step));
        return tell(step);
    }

    private List<Change> tell(Step step) {
        Gazette.publish(step, publishing.topics());
        return step.changes();
    }

    private Step begin(Position position) {
        Invariant.TOKEN_GROWS.check(
                position.isAfter(applied), () -> "a decree at " + position + " after one at " + applied);
        applied = position;
        return new Step(position, wall);
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
            case Command.AcquireMany acquire -> atOnce.acquire(acquire, step);
            case Command.ReleaseMany release -> atOnce.release(release, step);
            case Command.LeaveMany leave -> atOnce.leaveQueues(leave, step);
            case Command.ClaimRun claim -> runs.claim(claim, step);
            case Command.FinishRun finish -> runs.finish(finish, step);
            case Command.Publish publish -> publishing.publish(publish, step);
            case Command.PutCursor put -> publishing.putCursor(put);
            case Command.ForgetCursor forget -> publishing.forgetCursor(forget);
            case Command.ArchiveReached reached -> publishing.archiveReached(reached, step);
            case Command.KeepEvents keep -> publishing.keepEvents(keep);
            case Command.Knowing(CausalContext told, Command known) -> decideKnowing(told, known, step);
        };
    }

    private Supplier<Outcome> decideKnowing(CausalContext told, Command command, Step step) {
        Optional<String> objection = objection(told);
        if (objection.isPresent()) {
            return () -> new Outcome.InvalidContext(objection.get());
        }
        Optional<SessionEntry> named = named(command);
        CausalContext learned = processes.learned(told);
        CausalContext known = named
                .map(session -> processes.live(session.known()).merge(learned))
                .orElse(learned);
        if (known.vector().size() > quotas.events().components()) {
            return sessions::knowsTooMuch;
        }
        named.ifPresent(session -> session.know(known));
        step.hear(learned);
        return decide(command, step);
    }

    /** The open session that a command names; empty where it names none that is open. */
    private Optional<SessionEntry> named(Command command) {
        return switch (command) {
            case Command.CloseSession(SessionId session) -> sessions.find(session);
            case Command.Publish publish -> sessions.find(publish.session());
            case Command.Acquire(var lock, var hold, var owner, var mode, var delay, var waiting, var attempt) ->
                named(owner, heldBy(lock, hold).filter(session -> session.isOwnOf(new HoldKey(lock, hold))));
            case Command.Release release -> heldBy(release.lock(), release.hold());
            case Command.EnterElection(var election, var candidate, var owner, var value, int priority) ->
                named(owner, elections.sessionOf(election, candidate)
                        .filter(session -> session.isOwnOf(new CandidateKey(election, candidate))));
            case Command.Withdraw withdraw -> elections.sessionOf(withdraw.election(), withdraw.candidate());
            case Command.AcquireMany acquire -> named(acquire.owner(), locks.many().find(acquire.hold())
                    .filter(ManyEntry::ownsSession)
                    .map(ManyEntry::session));
            case Command.ReleaseMany release -> locks.many().find(release.hold()).map(ManyEntry::session);
            case Command.ClaimRun claim -> sessions.find(claim.session());
            case Command.LeaveMany leave -> Optional.empty();
            case Command.FinishRun finish -> runs.sessionOf(finish);
            case Command.OpenSession open -> Optional.empty();
            case Command.ExpireSession expire -> Optional.empty();
            case Command.LeaveQueue leave -> Optional.empty();
            case Command.BreakLock breaking -> Optional.empty();
            case Command.LiftDelay lift -> Optional.empty();
            case Command.TransferLead transfer -> Optional.empty();
            case Command.PutCursor put -> Optional.empty();
            case Command.ForgetCursor forget -> Optional.empty();
            case Command.ArchiveReached reached -> Optional.empty();
            case Command.KeepEvents keep -> Optional.empty();
            case Command.Knowing knowing -> Optional.empty();
        };
    }

    private Optional<SessionEntry> named(Owner owner, Optional<SessionEntry> own) {
        return switch (owner) {
            case Owner.InSession(SessionId session) -> sessions.find(session);
            case Owner.OwnSession alone -> own;
        };
    }

    private Optional<SessionEntry> heldBy(LockName lock, HoldName hold) {
        return locks.findSingle(new HoldKey(lock, hold)).map(place -> place.entry().session());
    }

    private Supplier<Outcome> end(SessionId id, Ending ending, Step step) {
        sessions.find(id).ifPresent(session -> {
            step.concern(session);
            step.end(session, ending);
        });
        return Outcome.Done::new;
    }

    /** First everything goes that must go; then whoever is next gets what is free. */
    private void settle(Step step) {
        step.endings().forEach((session, ending) -> {
            sessions.end(session, ending, step);
            locks.sessionEnded(session, ending, step);
            elections.sessionEnded(session, step);
            runs.sessionEnded(session, step);
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

    /** Whether a session is over, or never was, and so long ago that it is not remembered which, and where. */
    public boolean isForgotten(SessionId id) {
        return sessions.find(id).isEmpty() && sessions.notOpen(id) instanceof Outcome.SessionForgotten;
    }

    /** Open sessions, by the text of their id. */
    public List<Session> sessions(String prefix, String after, int limit) {
        return sessions.page(new Pages.Range(prefix, after, limit)).stream().map(views::session).toList();
    }

    public Lock lock(LockName name) {
        return locks.find(name).orElseGet(() -> new LockEntry(name)).seen();
    }

    /** A hold of one lock. */
    public Optional<Hold> hold(LockName lock, HoldName hold) {
        boolean part = locks.many().whole(new HoldKey(lock, hold)).isPresent();
        return part ? Optional.empty() : locks.find(lock).flatMap(entry -> entry.seen(hold));
    }

    /** A hold of several locks. */
    public Optional<ManyHold> hold(HoldName hold) {
        return locks.many().find(hold).map(ManyEntry::seen);
    }

    /** Where the session of a hold of several locks that had one of its own ended, while it is remembered. */
    public Optional<Position> endedHold(HoldName hold) {
        return sessions.ended().of(hold);
    }

    /** Whether the hold of several locks lives on a session of its own. */
    public boolean ownsSession(HoldName hold) {
        return locks.many().find(hold).filter(ManyEntry::ownsSession).isPresent();
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

    /** What keeps a hold of these locks from having them all now; empty where nothing does. */
    public Outcome.LocksUnavailable unavailable(List<ManyHold.Share> shares) {
        return atOnce.unavailable(shares);
    }

    /** Who waits for whom: the first {@code limit} waits, by lock. It walks along all locks. */
    public Waits waits(int limit) {
        return new Waits(locks.waits(limit));
    }

    public Election election(ElectionName name) {
        return elections.seen(name);
    }

    public Optional<CandidateName> leader(ElectionName name) {
        return elections.find(name).flatMap(ElectionEntry::leader);
    }

    public Optional<Run> run(JobName job, Instant firing) {
        return runs.find(job, firing);
    }

    /** The remembered runs of a job for firings before {@code before}, newest firing first. */
    public List<Run> runs(JobName job, Optional<Instant> before, int limit) {
        return runs.before(job, before, limit);
    }

    /** The topics with their events, to look at. */
    public Topics topics() {
        return publishing.topics();
    }

    /** How far a consumer has come; empty where it has no cursor. */
    public Optional<Long> cursor(TopicName topic, ConsumerName consumer) {
        return publishing.cursors().find(new Cursors.Cursor(topic, consumer));
    }

    /** What an open session knows. */
    public Optional<CausalContext> clock(SessionId id) {
        return sessions.find(id).map(session -> processes.live(session.known()));
    }

    /** Why nobody can know this; empty where somebody can. */
    public Optional<String> objection(CausalContext told) {
        return processes.objection(told, sessions::isOpen);
    }

    /** What one knows who brought this context along and has read these events. */
    public CausalContext known(CausalContext told, List<Event> read) {
        CausalContext known = told;
        for (Event event : read) {
            known = known.with(event.stamp());
        }
        return processes.live(known);
    }

    /** A number that two nodes have in common where their states are the same, and else but for chance have not. */
    public long digest() {
        var digest = Audit.of(sessions, locks, elections, publishing).digest(applied);
        runs.digest(digest);
        return digest.value();
    }

    /**
     * Walks the whole state and looks for what no sequence of commands may leave behind.
     *
     * @throws dev.synod.invariant.InvariantViolation where it finds it
     */
    public void check() {
        var audit = Audit.of(sessions, locks, elections, publishing);
        audit.check();
        audit.checkPast(applied);
        runs.check(applied);
    }

    /** The position of the last command, or what it was {@link #raise}d to since. */
    public Position applied() {
        return applied;
    }

    /**
     * Leaves out the positions up to {@code position}. Where a state goes on in another cluster, none of its tokens is
     * ever given out again by the old one's counting.
     *
     * @throws IllegalArgumentException where that is not after {@link #applied}
     */
    public void raise(Position position) {
        if (!position.isAfter(applied)) {
            throw new IllegalArgumentException("a state at " + applied + " cannot be raised to " + position);
        }
        applied = position;
    }

    /**
     * What ends by time and has not ended, as the changes that would tell of its beginning: each open session, each
     * wait with a limit, each lock delay. Whoever takes this state over counts them from the beginning.
     */
    public List<Change> running() {
        var running = new ArrayList<Change>();
        sessions.tellRunning(running::add);
        locks.tellRunning(running::add);
        return List.copyOf(running);
    }

    /**
     * Writes the whole state, its bounds included. Equal states have equal bytes; the first is the version of the
     * spelling.
     */
    public byte[] write() {
        var out = new Writer();
        quotas.write(out.tag(VERSION).number(applied.number()));
        sessions.write(out);
        locks.write(out);
        elections.write(out);
        locks.many().write(out);
        runs.write(out);
        sessions.ended().writeForgotten(out);
        publishing.write(out.instant(wall));
        locks.writeLeft(out);
        elections.writeLeft(out);
        return out.bytes();
    }

    /**
     * Reads what {@link #write} wrote, all of what remains in the buffer, and leaves the buffer as it was. Every later
     * command does the same to what was read as to what was written. Whatever is read has these bytes as its one
     * spelling.
     *
     * @throws IllegalArgumentException and nothing else, where the bytes are not such a state; the sentence says why
     */
    public static Coordination read(ByteBuffer bytes) {
        var in = new Reader(bytes);
        int version = in.tag();
        if (version < 1 || version > VERSION) {
            throw new IllegalArgumentException("a state of version " + version + "; known are 1 to " + VERSION);
        }
        Position applied = Parts.position(in);
        var state = new Coordination(Quotas.read(version, in));
        state.applied = applied;
        state.sessions.read(in);
        state.locks.read(in);
        state.elections.read(in);
        if (version > 1) {
            state.locks.many().read(in, state.sessions, state.locks);
            state.runs.read(in);
            state.sessions.ended().readForgotten(in);
            state.wall = in.instant();
            state.publishing.read(in);
            state.locks.readLeft(in);
            state.elections.readLeft(in);
        }
        in.end();
        try {
            state.check();
        } catch (InvariantViolation contradiction) {
            // No law was broken here: these bytes are not what a state was written as, and nothing has used them.
            throw new IllegalArgumentException(
                    "a state that no commands lead to: " + contradiction.getMessage(), contradiction);
        }
        return state;
    }
}
