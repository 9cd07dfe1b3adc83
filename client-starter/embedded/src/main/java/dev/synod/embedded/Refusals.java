package dev.synod.embedded;

import dev.synod.api.DurationText;
import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.client.SynodException;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine's refusals as the REST API spells them: the same types, the same sentences. */
final class Refusals {

    private Refusals() {}

    /** What to throw for an outcome that is not what was asked for. The switch is exhaustive. */
    static SynodException of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.LockUnavailable(var holders, int queueLength, var withheld) ->
                lockUnavailable(holders, queueLength, withheld);
            case Outcome.LocksUnavailable(var locks) -> locksUnavailable(locks);
            case Outcome.Conflict(var detail) -> refused(ProblemType.HOLD_CONFLICT, detail);
            case Outcome.HoldReleased released -> holdReleased();
            case Outcome.NoSuchSession(var session) -> noSuchSession(session.toString());
            case Outcome.SessionEnded(var session, var ended) -> sessionEnded(session, Optional.of(ended));
            case Outcome.SessionForgotten(var session) -> sessionEnded(session, Optional.empty());
            case Outcome.StaleToken(var current) -> staleToken(current);
            case Outcome.KeyReused(var key) -> refused(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "The Idempotency-Key " + key + " stands for another body; take a new key for a new request.");
            case Outcome.QuotaReached(var what) -> refused(ProblemType.TOO_MANY_REQUESTS, what);
            case Outcome.NoSuchCandidate none ->
                refused(ProblemType.NO_SUCH_CANDIDATE, "No such candidate stands in this election.");
            case Outcome.AlreadyClaimed(var run) -> alreadyClaimed(run);
            case Outcome.NoSuchRun none -> refused(ProblemType.NO_SUCH_RUN, "This job has no run of that firing.");
            case Outcome.NoSuchEvent(var event) -> noSuchEvent(event.toString());
            case Outcome.InvalidContext(var detail) -> invalid(CausalContext.HEADER, detail);
            case Outcome.KeyForgotten(var key) -> refused(
                    ProblemType.KEY_FORGOTTEN,
                    "The Idempotency-Key " + key + " is older than those remembered: what came of it is unknown, "
                            + "and nothing was done now. Look among the topic's events.");
            case Outcome.BacklogFull(var what) -> new SynodException.Unavailable(what);
            case Outcome.BeyondLast(long last) ->
                invalid("sequence", "must be at most " + last + ", that of the topic's last event");
            case Outcome.SessionOpened opened -> unasked(outcome);
            case Outcome.Done done -> unasked(outcome);
            case Outcome.Held held -> unasked(outcome);
            case Outcome.Waits waits -> unasked(outcome);
            case Outcome.Entered entered -> unasked(outcome);
            case Outcome.Transferred transferred -> unasked(outcome);
            case Outcome.ManyHeld held -> unasked(outcome);
            case Outcome.ManyWaits waits -> unasked(outcome);
            case Outcome.RunFound found -> unasked(outcome);
            case Outcome.Published published -> unasked(outcome);
            case Outcome.CursorStands stands -> unasked(outcome);
        };
    }

    private static SynodException unasked(Outcome outcome) {
        throw new IllegalStateException("the answer to something else: " + outcome);
    }

    /** Where neither the request nor the state was at fault. */
    static SynodException overloaded() {
        return new SynodException.Unavailable(
                "the embedded cluster cannot take the request now, or has ended; nothing was done");
    }

    static SynodException unknownOutcome() {
        return new SynodException.UnknownOutcome(
                "It was proposed, but is not known to be chosen: it may have happened or not. "
                        + "The same request again settles it.");
    }

    static SynodException invalid(String field, String message) {
        return refused(
                ProblemType.INVALID_REQUEST,
                field + " " + message + ".",
                Map.of("errors", List.of(new Problem.FieldError(field, message))));
    }

    static SynodException refused(ProblemType type, String detail) {
        return refused(type, detail, Map.of());
    }

    private static SynodException refused(ProblemType type, String detail, Map<String, Object> fields) {
        return new SynodException.Refused(type, Problem.of(type, detail, fields));
    }

    private static SynodException lockUnavailable(List<Hold> holders, int queueLength, Optional<Duration> withheld) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("holders", Shown.holds(holders));
        fields.put("queueLength", queueLength);
        withheld.ifPresent(delay -> fields.put("withheld", DurationText.format(delay)));
        String detail = withheld.isPresent()
                ? "The lock is withheld since its holder's session expired; ask again later, or with a longer wait."
                : "The lock was not free in time; ask again later, or with a longer wait.";
        return refused(ProblemType.LOCK_UNAVAILABLE, detail, fields);
    }

    private static SynodException locksUnavailable(List<Outcome.LocksUnavailable.Occupied> locks) {
        return lockUnavailable(
                locks.stream().flatMap(lock -> lock.holders().stream()).toList(),
                locks.stream().mapToInt(Outcome.LocksUnavailable.Occupied::queueLength).max().orElse(0),
                locks.stream().flatMap(lock -> lock.withheld().stream()).max(Duration::compareTo));
    }

    private static SynodException alreadyClaimed(Optional<dev.synod.coordination.Run> run) {
        String detail = run.isPresent()
                ? "The run has a runner or an outcome already, or no attempts left; see run."
                : "The firing is older than the runs that this job remembers, and may have been run.";
        return refused(ProblemType.ALREADY_CLAIMED, detail, Map.of("run", run.map(Shown::run)));
    }

    static SynodException holdReleased() {
        return refused(
                ProblemType.HOLD_RELEASED,
                "This hold was released, left the queue or was broken in this session before; take a new hold id.");
    }

    static SynodException noSuchSession(String session) {
        return refused(ProblemType.NO_SUCH_SESSION, "There is no session " + session + "; open one.");
    }

    static SynodException sessionEnded(SessionId session, Optional<Position> ended) {
        return refused(
                ProblemType.SESSION_EXPIRED,
                "The session " + session + " has ended; all that it held has been released. Open a new one.",
                Map.of("endedPosition", ended.map(Position::number)));
    }

    static SynodException noSuchEvent(String event) {
        return refused(ProblemType.NO_SUCH_EVENT, "No event " + event + " can be seen here.");
    }

    static SynodException trimmed(long first) {
        return refused(
                ProblemType.TRIMMED,
                "Events before sequence " + first + " are kept no longer; read on from there.",
                Map.of("firstSequence", first));
    }

    static SynodException tooLarge(String detail, int limit) {
        return refused(ProblemType.TOO_LARGE, detail, Map.of("limit", limit));
    }

    private static SynodException staleToken(Optional<FencingToken> current) {
        return refused(
                ProblemType.STALE_FENCING_TOKEN,
                "The fencing token is not current; whoever shows it must stop writing.",
                Map.of("currentFencingToken", current.map(FencingToken::number)));
    }
}
