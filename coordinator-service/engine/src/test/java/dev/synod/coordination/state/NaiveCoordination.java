package dev.synod.coordination.state;

import dev.synod.coordination.Candidate;
import dev.synod.coordination.Command;
import dev.synod.coordination.Command.Acquire;
import dev.synod.coordination.Command.EnterElection;
import dev.synod.coordination.Command.OpenSession;
import dev.synod.coordination.Command.Release;
import dev.synod.coordination.Command.TransferLead;
import dev.synod.coordination.Election;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Owner.InSession;
import dev.synod.coordination.Owner.OwnSession;
import dev.synod.coordination.Session;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.NaiveEntities.ACandidate;
import dev.synod.coordination.state.NaiveEntities.AHold;
import dev.synod.coordination.state.NaiveEntities.ASession;
import dev.synod.coordination.state.NaiveEntities.AnEnd;
import dev.synod.coordination.state.NaiveEntities.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of the coordination state once more, written from API.md without a thought of speed: a few lists, and loops
 * over all of them. What it says is compared with what {@link Coordination} says.
 */
final class NaiveCoordination {

    final Quotas quotas;
    final List<ASession> sessions = new ArrayList<>();
    private final List<AnEnd> ends = new ArrayList<>();
    private long forgotten;
    /** In the order of asking; no token while it waits. */
    final List<AHold> holds = new ArrayList<>();
    private final Map<LockName, LockEntry.Delay> delays = new LinkedHashMap<>();
    final NaiveElections elections = new NaiveElections(this);
    final NaiveMany many = new NaiveMany(this);
    final NaiveRuns runs = new NaiveRuns(this);

    Position now = Position.ZERO;
    Instant wall = Instant.EPOCH;

    NaiveCoordination(Quotas quotas) {
        this.quotas = quotas;
    }

    Outcome apply(Position position, Instant at, Command command) {
        now = position;
        wall = at;
        return switch (command) {
            case OpenSession open -> open(open);
            case Command.CloseSession(var id) -> {
                end(id, false);
                yield done();
            }
            case Command.ExpireSession(var id) -> {
                end(id, true);
                yield done();
            }
            case Acquire acquire -> acquire(acquire);
            case Release release -> release(release);
            case Command.LeaveQueue(var lock, var name, var attempt) -> {
                hold(lock, name)
                        .filter(hold -> !hold.part && hold.granted.isEmpty() && hold.attempt.equals(attempt))
                        .ifPresent(hold -> leave(hold, false));
                yield done();
            }
            case Command.BreakLock(var lock, var reason) -> {
                delays.remove(lock);
                breakAll(holders(lock));
                yield done();
            }
            case Command.LiftDelay(var lock, var since) -> {
                if (delays.containsKey(lock) && delays.get(lock).since().equals(since)) {
                    delays.remove(lock);
                }
                yield done();
            }
            case EnterElection enter -> elections.enter(enter);
            case Command.Withdraw(var election, var name) -> {
                elections.withdraw(election, name);
                yield done();
            }
            case TransferLead transfer -> elections.transfer(transfer);
            case Command.AcquireMany acquire -> many.acquire(acquire);
            case Command.ReleaseMany release -> many.release(release);
            case Command.LeaveMany leave -> many.leave(leave);
            case Command.ClaimRun claim -> runs.claim(claim);
            case Command.FinishRun finish -> runs.finish(finish);
            case Command.Publish publish -> throw new IllegalArgumentException("for NaiveEvents: " + publish);
            case Command.PutCursor put -> throw new IllegalArgumentException("for NaiveEvents: " + put);
            case Command.ForgetCursor forget -> throw new IllegalArgumentException("for NaiveEvents: " + forget);
            case Command.ArchiveReached reached -> throw new IllegalArgumentException("for NaiveEvents: " + reached);
            case Command.KeepEvents keep -> throw new IllegalArgumentException("for NaiveEvents: " + keep);
            case Command.Knowing knowing -> throw new IllegalArgumentException("for NaiveEvents: " + knowing);
        };
    }

    private void breakAll(List<AHold> broken) {
        // In two rounds, so that nobody gets what a session that ends here is about to lose.
        broken.stream().filter(hold -> !ends(hold)).forEach(this::take);
        broken.stream().filter(this::ends).forEach(this::take);
    }

    private boolean ends(AHold hold) {
        return hold.own || many.ownOf(hold.session).isPresent();
    }

    private void take(AHold hold) {
        if (hold.part) {
            many.find(hold.name).ifPresent(many::useUp);
        } else {
            leave(hold, true);
        }
    }

    Outcome done() {
        settle();
        return new Outcome.Done();
    }

    private Outcome open(OpenSession asked) {
        for (ASession session : sessions) {
            boolean sameKey = asked.key().isPresent() && session.key.equals(asked.key());
            if (sameKey && session.id.process().equals(asked.process())) {
                boolean same = session.ttl.equals(asked.ttl()) && session.metadata.equals(asked.metadata());
                return same ? new Outcome.SessionOpened(seen(session)) : new Outcome.KeyReused(asked.key().get());
            }
        }
        if (sessions.size() == quotas.sessions().open()) {
            return new Outcome.QuotaReached("");
        }
        return new Outcome.SessionOpened(seen(begin(asked.process(), asked.ttl(), asked.metadata(), asked.key())));
    }

    ASession begin(ProcessName process, Duration ttl, Map<String, String> metadata, Optional<String> key) {
        var session = new ASession(new SessionId(process, now), new Opening(ttl, metadata, key, wall));
        sessions.add(session);
        return session;
    }

    private void end(SessionId id, boolean expired) {
        sessions.stream().filter(session -> session.id.equals(id)).findFirst().ifPresent(s -> forget(s, expired));
    }

    void forget(ASession session, boolean expired) {
        Optional<Object> ownHold = holds.stream()
                .filter(hold -> hold.own && hold.session == session)
                .<Object>map(AHold::key)
                .findFirst()
                .or(() -> many.ownOf(session));
        sessions.remove(session);
        ends.add(new AnEnd(session.id, now, ownHold));
        if (ends.size() > quotas.sessions().ended()) {
            forgotten = Math.max(forgotten, ends.remove(0).session().opened().number());
        }
        for (AHold hold : List.copyOf(holds)) {
            if (hold.session == session) {
                holds.remove(hold);
                if (expired && hold.granted.isPresent() && !hold.lockDelay.isZero()) {
                    withhold(hold.lock, hold.lockDelay);
                }
            }
        }
        elections.sessionEnded(session);
        many.sessionEnded(session);
        runs.sessionEnded(session);
    }

    private void withhold(LockName lock, Duration delay) {
        Duration running = Optional.ofNullable(delays.get(lock)).map(LockEntry.Delay::length).orElse(Duration.ZERO);
        delays.put(lock, new LockEntry.Delay(now, running.compareTo(delay) > 0 ? running : delay));
    }

    private Outcome acquire(Acquire asked) {
        Optional<Outcome> refused = refused(asked.owner());
        if (refused.isPresent()) {
            return refused.get();
        }
        var key = new HoldKey(asked.lock(), asked.hold());
        boolean usedUp = asked.owner() instanceof InSession(var id)
                && session(id).orElseThrow().usedUp.contains(key);
        if (usedUp) {
            return new Outcome.HoldReleased();
        }
        Optional<AHold> before = hold(asked.lock(), asked.hold());
        return before.isPresent() ? again(asked, before.get()) : anew(asked);
    }

    private Outcome again(Acquire asked, AHold hold) {
        boolean same = !hold.part
                && sameOwner(asked.owner(), hold.session, hold.own)
                && hold.mode.equals(asked.mode())
                && hold.lockDelay.equals(asked.lockDelay());
        if (!same) {
            return new Outcome.Conflict("");
        }
        if (hold.granted.isPresent()) {
            return new Outcome.Held(seen(hold));
        }
        if (asked.waiting() instanceof Waiting.No) {
            leave(hold, false);
            settle();
            return unavailable(asked.lock());
        }
        hold.attempt = asked.attempt();
        return new Outcome.Waits(seen(hold));
    }

    private Outcome anew(Acquire asked) {
        if (mixes(asked.mode(), asked.lock())) {
            return new Outcome.Conflict("");
        }
        boolean atOnce = admits(asked.mode(), asked.lock());
        if (!atOnce && asked.waiting() instanceof Waiting.No) {
            return unavailable(asked.lock());
        }
        boolean full = (asked.owner() instanceof OwnSession && sessions.size() == quotas.sessions().open())
                || holds.size() == quotas.locks().holds()
                || waiting(asked.lock()).size() == quotas.locks().waiting();
        if (full) {
            return new Outcome.QuotaReached("");
        }
        boolean own = asked.owner() instanceof OwnSession;
        var hold = new AHold(asked, owner(asked.owner()), own);
        holds.add(hold);
        if (atOnce) {
            grant(hold);
        }
        return hold.granted.isPresent() ? new Outcome.Held(seen(hold)) : new Outcome.Waits(seen(hold));
    }

    ASession owner(Owner owner) {
        return switch (owner) {
            case InSession(var id) -> session(id).orElseThrow();
            case OwnSession(var process, var ttl) -> begin(process, ttl, Map.of(), Optional.empty());
        };
    }

    static boolean sameOwner(Owner asked, ASession session, boolean own) {
        return switch (asked) {
            case InSession(var id) -> !own && session.id.equals(id);
            case OwnSession(var process, var ttl) ->
                own && session.id.process().equals(process) && session.ttl.equals(ttl);
        };
    }

    Optional<Outcome> refused(Owner owner) {
        if (owner instanceof InSession(var id) && session(id).isEmpty()) {
            return Optional.of(ended(id)
                    .<Outcome>map(position -> new Outcome.SessionEnded(id, position))
                    .orElseGet(() -> id.opened().number() <= forgotten
                            ? new Outcome.SessionForgotten(id)
                            : new Outcome.NoSuchSession(id)));
        }
        return Optional.empty();
    }

    private Outcome release(Release asked) {
        Optional<AHold> hold = hold(asked.lock(), asked.hold()).filter(found -> !found.part);
        if (hold.isEmpty()) {
            return done();
        }
        Optional<FencingToken> token = hold.get().granted.map(FencingToken::grantedAt);
        if (asked.token().isPresent() && !asked.token().equals(token)) {
            return new Outcome.StaleToken(holders(asked.lock()).stream()
                    .map(holder -> FencingToken.grantedAt(holder.granted.orElseThrow()))
                    .max(Comparator.naturalOrder()));
        }
        leave(hold.get(), true);
        return done();
    }

    private void leave(AHold hold, boolean forGood) {
        if (hold.own) {
            forget(hold.session, false);
        } else {
            holds.remove(hold);
            if (forGood) {
                useUp(hold.session, hold.key());
            }
        }
    }

    void useUp(ASession session, Object name) {
        session.usedUp.add(name);
        if (session.usedUp.size() > quotas.locks().released()) {
            session.usedUp.remove(0);
        }
    }

    void settle() {
        // A hold of several locks may let another lock's queue go on, so until nothing more is granted.
        while (grantNext()) {}
        elections.settle();
    }

    private boolean grantNext() {
        for (AHold hold : holds) {
            if (hold.granted.isEmpty() && isNext(hold)) {
                List<AHold> together = hold.part ? many.parts(hold.name) : List.of(hold);
                if (together.stream().allMatch(this::isNext)) {
                    together.forEach(this::grant);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isNext(AHold hold) {
        boolean first = waiting(hold.lock).stream().findFirst().filter(hold::equals).isPresent();
        return first && !delays.containsKey(hold.lock) && fits(hold.mode, hold.lock);
    }

    /** Whether a newcomer would have the lock at once. */
    boolean admits(Mode mode, LockName lock) {
        return waiting(lock).isEmpty() && !delays.containsKey(lock) && fits(mode, lock);
    }

    boolean mixes(Mode mode, LockName lock) {
        return all(lock).stream()
                .map(other -> other.mode)
                .filter(other -> other instanceof Mode.Permit || mode instanceof Mode.Permit)
                .anyMatch(other -> !other.equals(mode));
    }

    void grant(AHold hold) {
        hold.granted = Optional.of(now);
        hold.at = wall;
    }

    boolean fits(Mode mode, LockName lock) {
        List<AHold> holders = holders(lock);
        return switch (mode) {
            case Mode.Exclusive() -> holders.isEmpty();
            case Mode.Shared() -> holders.stream().allMatch(holder -> holder.mode instanceof Mode.Shared);
            case Mode.Permit(int permits) -> holders.size() < permits;
        };
    }

    private Outcome unavailable(LockName lock) {
        Lock seen = lock(lock);
        return new Outcome.LockUnavailable(seen.holders(), seen.waiting().size(), seen.withheld());
    }

    List<AHold> all(LockName lock) {
        return holds.stream().filter(hold -> hold.lock.equals(lock)).toList();
    }

    List<AHold> holders(LockName lock) {
        return all(lock).stream()
                .filter(hold -> hold.granted.isPresent())
                .sorted(Comparator.comparing(hold -> hold.granted.orElseThrow()))
                .toList();
    }

    List<AHold> waiting(LockName lock) {
        return all(lock).stream().filter(hold -> hold.granted.isEmpty()).toList();
    }

    Optional<AHold> hold(LockName lock, HoldName name) {
        return all(lock).stream().filter(hold -> hold.name.equals(name)).findFirst();
    }

    Optional<ASession> session(SessionId id) {
        return sessions.stream().filter(session -> session.id.equals(id)).findFirst();
    }

    Hold seen(AHold hold) {
        Hold.State state = hold.granted.isPresent()
                ? new Hold.State.Held(FencingToken.grantedAt(hold.granted.get()), hold.granted.get(), hold.at)
                : new Hold.State.Waiting(waiting(hold.lock).indexOf(hold) + 1);
        return new Hold(hold.lock, hold.name, hold.session.id, hold.mode, state);
    }

    private Session seen(ASession session) {
        var held = holds.stream()
                .filter(hold -> hold.session == session && hold.granted.isPresent())
                .map(hold -> new Session.HeldLock(hold.lock, hold.name))
                .toList();
        var candidacies = elections.of(session);
        return new Session(session.id, session.ttl, session.metadata, session.openedAt, held, candidacies);
    }

    List<Session> sessions() {
        return sessions.stream().map(this::seen).sorted(Comparator.comparing(s -> s.id().toString())).toList();
    }

    Optional<Position> ended(SessionId id) {
        return ends.stream().filter(end -> end.session().equals(id)).map(AnEnd::position).findFirst();
    }

    Optional<Position> endedHold(LockName lock, HoldName hold) {
        return endedHold(new HoldKey(lock, hold));
    }

    Optional<Position> endedHold(Object own) {
        var key = Optional.of(own);
        return ends.stream()
                .filter(end -> end.ownHold().equals(key))
                .map(AnEnd::position)
                .reduce((first, last) -> last);
    }

    boolean ownsSession(LockName lock, HoldName name) {
        return hold(lock, name).filter(hold -> hold.own).isPresent();
    }

    Lock lock(LockName lock) {
        return new Lock(
                lock,
                holders(lock).stream().map(this::seen).toList(),
                waiting(lock).stream().map(this::seen).toList(),
                Optional.ofNullable(delays.get(lock)).map(LockEntry.Delay::length));
    }

    Optional<Position> withheldSince(LockName lock) {
        return Optional.ofNullable(delays.get(lock)).map(LockEntry.Delay::since);
    }
}
