package dev.synod.server.rest.reply;

import dev.synod.api.DurationText;
import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.api.Session;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.server.shown.Shown;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of a command, as HTTP. The switch is exhaustive: a new outcome must find its answer here. */
public final class Outcomes {

    private Outcomes() {}

    public static Reply reply(Outcome outcome, Position position) {
        return switch (outcome) {
            case Outcome.SessionOpened(var session) -> opened(session, position);
            case Outcome.Done() -> new Reply.Nothing(position);
            case Outcome.Held(var hold) -> new Reply.Found(Shown.hold(hold), position);
            case Outcome.Waits(var hold) -> new Reply.Found(Shown.hold(hold), position);
            case Outcome.LockUnavailable(var holders, int queueLength, var withheld) ->
                lockUnavailable(holders, queueLength, withheld, position);
            case Outcome.Conflict(var detail) -> failed(ProblemType.HOLD_CONFLICT, detail, position);
            case Outcome.HoldReleased() -> holdReleased(position);
            case Outcome.NoSuchSession(var session) -> noSuchSession(session.toString(), position);
            case Outcome.SessionEnded(var session, var ended) -> sessionEnded(session, ended, position);
            case Outcome.SessionForgotten(var session) -> sessionForgotten(session, position);
            case Outcome.StaleToken(var current) -> staleToken(current, position);
            case Outcome.KeyReused(var key) -> failed(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "The Idempotency-Key " + key + " stands for another body; take a new key for a new request.",
                    position);
            case Outcome.QuotaReached(var what) -> failed(ProblemType.TOO_MANY_REQUESTS, what, position);
            case Outcome.Entered(var candidate) -> new Reply.Found(Shown.candidate(candidate), position);
            case Outcome.NoSuchCandidate() -> failed(
                    ProblemType.NO_SUCH_CANDIDATE, "No such candidate stands in this election.", position);
            case Outcome.Transferred(var election) -> new Reply.Found(Shown.election(election), position);
            case Outcome.ManyHeld(var hold) -> new Reply.Found(Shown.many(hold), position);
            case Outcome.ManyWaits(var hold) -> new Reply.Found(Shown.many(hold), position);
            case Outcome.LocksUnavailable(var locks) -> locksUnavailable(locks, position);
            case Outcome.RunFound(var run) -> new Reply.Found(Shown.run(run), position);
            case Outcome.AlreadyClaimed(var run) -> alreadyClaimed(run, position);
            case Outcome.NoSuchRun() -> noSuchRun(position);
            case Outcome.Published(var events) -> EventOutcomes.published(events, position);
            case Outcome.NoSuchEvent(var event) -> EventOutcomes.noSuchEvent(event.toString(), position);
            case Outcome.InvalidContext(var detail) -> EventOutcomes.invalid(CausalContext.HEADER, detail);
            case Outcome.KeyForgotten(var key) -> EventOutcomes.keyForgotten(key, position);
            case Outcome.BacklogFull(var what) -> failed(ProblemType.OVERLOADED, what, position);
            case Outcome.CursorStands(long sequence) -> new Reply.Found(Map.of("sequence", sequence), position);
            case Outcome.BeyondLast(long last) -> EventOutcomes.invalid(
                    "sequence", "must be at most " + last + ", that of the topic's last event");
        };
    }

    private static Reply lockUnavailable(
            List<Hold> holders, int queueLength, Optional<Duration> withheld, Position position) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("holders", Shown.holds(holders));
        fields.put("queueLength", queueLength);
        withheld.ifPresent(delay -> fields.put("withheld", DurationText.format(delay)));
        String detail = withheld.isPresent()
                ? "The lock is withheld since its holder's session expired; ask again later, or with a longer wait."
                : "The lock was not free in time; ask again later, or with a longer wait.";
        return failed(Problem.of(ProblemType.LOCK_UNAVAILABLE, detail, fields), position);
    }

    /** As for one lock: who holds any of them, the longest queue, and the longest of their delays. */
    private static Reply locksUnavailable(List<Outcome.LocksUnavailable.Occupied> locks, Position position) {
        return lockUnavailable(
                locks.stream().flatMap(lock -> lock.holders().stream()).toList(),
                locks.stream().mapToInt(Outcome.LocksUnavailable.Occupied::queueLength).max().orElse(0),
                locks.stream().flatMap(lock -> lock.withheld().stream()).max(Duration::compareTo),
                position);
    }

    private static Reply alreadyClaimed(Optional<dev.synod.coordination.Run> run, Position position) {
        String detail = run.isPresent()
                ? "The run has a runner or an outcome already, or no attempts left; see run."
                : "The firing is older than the runs that this job remembers, and may have been run.";
        return failed(
                Problem.of(ProblemType.ALREADY_CLAIMED, detail, Map.of("run", run.map(Shown::run))), position);
    }

    public static Reply noSuchRun(Position position) {
        return failed(ProblemType.NO_SUCH_RUN, "This job has no run of that firing.", position);
    }

    public static Reply holdReleased(Position position) {
        return failed(
                ProblemType.HOLD_RELEASED,
                "This hold was released, left the queue or was broken in this session before; take a new hold id.",
                position);
    }

    public static Reply noSuchHold(Position position) {
        return failed(ProblemType.NO_SUCH_HOLD, "This lock has no such hold.", position);
    }

    public static Reply noSuchManyHold(Position position) {
        return failed(ProblemType.NO_SUCH_HOLD, "There is no such hold of several locks.", position);
    }

    public static Reply noSuchMember(int id, Position position) {
        return failed(ProblemType.NO_SUCH_MEMBER, "No member has the id " + id + ".", position);
    }

    public static Reply noSuchSession(String session, Position position) {
        return failed(ProblemType.NO_SUCH_SESSION, "There is no session " + session + "; open one.", position);
    }

    public static Reply sessionEnded(SessionId session, Position ended, Position position) {
        return sessionEnded("The session " + session, Optional.of(ended), position);
    }

    /** As the other, where it is not remembered any more where it ended. */
    public static Reply sessionForgotten(SessionId session, Position position) {
        return sessionEnded("The session " + session, Optional.empty(), position);
    }

    /** As the other, for the session that a hold had for itself. */
    public static Reply ownSessionEnded(Position ended, Position position) {
        return sessionEnded("This hold's own session", Optional.of(ended), position);
    }

    public static Reply staleToken(Optional<FencingToken> current, Position position) {
        return failed(
                Problem.of(
                        ProblemType.STALE_FENCING_TOKEN,
                        "The fencing token is not current; whoever shows it must stop writing.",
                        Map.of("currentFencingToken", current.map(FencingToken::number))),
                position);
    }

    public static Reply failed(ProblemType type, String detail, Position position) {
        return failed(Problem.of(type, detail, Map.of()), position);
    }

    private static Reply failed(Problem problem, Position position) {
        return new Reply.Failed(problem, Optional.of(position));
    }

    private static Reply sessionEnded(String whose, Optional<Position> ended, Position position) {
        return failed(
                Problem.of(
                        ProblemType.SESSION_EXPIRED,
                        whose + " has ended; all that it held has been released. Open a new one.",
                        Map.of("endedPosition", ended.map(Position::number))),
                position);
    }

    /** A retry answers as the first request did, whatever the session has come to hold meanwhile. */
    private static Reply opened(dev.synod.coordination.Session opened, Position position) {
        Session now = Shown.session(opened);
        Session first = new Session(
                now.id(),
                now.process(),
                now.ttl(),
                now.metadata(),
                now.openedPosition(),
                now.openedAt(),
                List.of(),
                List.of());
        return new Reply.Created(first, "/v1/sessions/" + first.id(), position);
    }
}
