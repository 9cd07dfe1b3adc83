package dev.synod.embedded;

import dev.synod.api.Candidate;
import dev.synod.api.CandidateRequest;
import dev.synod.api.ClaimRequest;
import dev.synod.api.Election;
import dev.synod.api.Hold;
import dev.synod.api.HoldRequest;
import dev.synod.api.ManyHold;
import dev.synod.api.ManyHoldRequest;
import dev.synod.api.OpenSessionRequest;
import dev.synod.api.OutcomeRequest;
import dev.synod.api.Run;
import dev.synod.api.Session;
import dev.synod.api.clock.Relation;
import dev.synod.api.event.Cursor;
import dev.synod.api.event.Event;
import dev.synod.api.event.PublishRequest;
import dev.synod.client.SynodClient;
import dev.synod.client.SynodException;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A process's requests to an {@link EmbeddedCluster}: what goes by HTTP elsewhere, by method calls. */
public final class EmbeddedSynodClient implements SynodClient {

    private static final AtomicLong ATTEMPTS = new AtomicLong();

    private static final int MOST_METADATA = 16;
    private static final int LONGEST_METADATA = 256;
    private static final int LONGEST_VALUE = 1_024;
    private static final int LONGEST_RUNNER = 256;
    private static final int LONGEST_DETAIL = 1_024;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final int NORMAL_ATTEMPTS = 3;

    private final Requests requests;
    private final EventRequests events;

    EmbeddedSynodClient(Line line) {
        requests = new Requests(line);
        events = new EventRequests(requests);
    }

    /** Nothing comes through any more: whoever waits for an answer loses its connection, whoever asks has none. */
    public void cutOff() {
        requests.line().cut();
    }

    /** Ends what {@link #cutOff} began. */
    public void reconnect() {
        requests.line().mend();
    }

    // ---- sessions

    @Override
    public Session open(OpenSessionRequest request, String idempotencyKey) {
        var open = new Command.OpenSession(
                Asked.named("process", Asked.required("process", request.process()), ProcessName::new),
                Asked.ttl(request.ttl()),
                request.metadata().map(EmbeddedSynodClient::metadata).orElse(Map.of()),
                Optional.of(Asked.key(idempotencyKey)));
        return requests.command(open, outcome -> outcome instanceof Outcome.SessionOpened(var session)
                ? Optional.of(empty(Shown.session(session)))
                : Optional.empty());
    }

    /** A retry answers as the first request did, whatever the session has come to hold meanwhile. */
    private static Session empty(Session now) {
        return new Session(
                now.id(),
                now.process(),
                now.ttl(),
                now.metadata(),
                now.openedPosition(),
                now.openedAt(),
                List.of(),
                List.of());
    }

    private static Map<String, String> metadata(Map<String, @Nullable String> given) {
        if (given.size() > MOST_METADATA) {
            throw Refusals.invalid("metadata", "must have at most " + MOST_METADATA + " entries");
        }
        var metadata = new LinkedHashMap<String, String>();
        given.forEach((key, value) -> {
            if (value == null) {
                throw Refusals.invalid("metadata." + key, "must be a string");
            }
            metadata.put(
                    Asked.text("metadata", key, LONGEST_METADATA),
                    Asked.text("metadata." + key, value, LONGEST_METADATA));
        });
        return metadata;
    }

    /** What is known of a session: the session, or why there is none. */
    private record Life(Optional<Session> session, Optional<SynodException> over) {}

    @Override
    public Session keepAlive(String session) {
        var id = id(session).orElseThrow(() -> Refusals.noSuchSession(session));
        var life = requests.renew(id, state -> life(state, id));
        return life.session().orElseThrow(() -> life.over().orElseThrow());
    }

    private static Life life(Coordination state, SessionId id) {
        var session = state.session(id).map(Shown::session);
        if (session.isPresent()) {
            return new Life(session, Optional.empty());
        }
        boolean ended = state.ended(id).isPresent() || state.isForgotten(id);
        return new Life(session, Optional.of(ended
                ? Refusals.sessionEnded(id, state.ended(id))
                : Refusals.noSuchSession(id.toString())));
    }

    @Override
    public void close(String session) {
        id(session).map(Command.CloseSession::new).map(requests::submit).ifPresent(outcome -> {
            boolean isGone = outcome instanceof Outcome.Done
                    || outcome instanceof Outcome.NoSuchSession
                    || outcome instanceof Outcome.SessionEnded
                    || outcome instanceof Outcome.SessionForgotten;
            if (!isGone) {
                throw Refusals.of(outcome);
            }
        });
    }

    /** A text that is no session id is the id of no session. */
    private static Optional<SessionId> id(String text) {
        try {
            return Optional.of(SessionId.parse(text));
        } catch (IllegalArgumentException neverGivenOut) {
            return Optional.empty();
        }
    }

    // ---- locks

    @Override
    public Hold acquire(String lock, String hold, HoldRequest request) {
        var wait = Asked.waitOf(request.waitAtMost());
        var acquire = new Command.Acquire(
                Asked.named("lock", lock, LockName::new),
                Asked.named("hold", hold, HoldName::new),
                Asked.owner(request.session(), request.ttl(), request.process()),
                Asked.mode(request.mode(), request.permits()),
                Asked.lockDelay(request.lockDelay()),
                Asked.waiting(request.queue(), wait),
                new AttemptId(ATTEMPTS.incrementAndGet()));
        return new Acquisition<>(requests, new Wanted.OneLock(acquire)).take(wait);
    }

    @Override
    public void release(String lock, String hold) {
        done(new Command.Release(
                Asked.read("lock", lock, LockName::new), Asked.read("hold", hold, HoldName::new), Optional.empty()));
    }

    @Override
    public ManyHold acquireAll(String hold, ManyHoldRequest request) {
        var wait = Asked.waitOf(request.waitAtMost());
        var shares = Asked.required("locks", request.locks()).stream()
                .map(EmbeddedSynodClient::share)
                .toList();
        if (shares.isEmpty() || shares.size() > dev.synod.coordination.ManyHold.MOST_LOCKS) {
            throw Refusals.invalid(
                    "locks", "must be 1 to " + dev.synod.coordination.ManyHold.MOST_LOCKS + " locks");
        }
        if (shares.stream().map(dev.synod.coordination.ManyHold.Share::lock).distinct().count() < shares.size()) {
            throw Refusals.invalid("locks", "must be named once");
        }
        var acquire = new Command.AcquireMany(
                Asked.named("hold", hold, HoldName::new),
                Asked.owner(request.session(), request.ttl(), request.process()),
                shares,
                Asked.lockDelay(request.lockDelay()),
                Asked.waiting(request.queue(), wait),
                new AttemptId(ATTEMPTS.incrementAndGet()));
        return new Acquisition<>(requests, new Wanted.Several(acquire)).take(wait);
    }

    private static dev.synod.coordination.ManyHold.Share share(ManyHoldRequest.Share asked) {
        return new dev.synod.coordination.ManyHold.Share(
                Asked.named("locks.lock", Asked.required("locks.lock", asked.lock()), LockName::new),
                Asked.mode(asked.mode(), asked.permits()));
    }

    @Override
    public void releaseAll(String hold) {
        done(new Command.ReleaseMany(Asked.read("hold", hold, HoldName::new), Optional.empty()));
    }

    @Override
    public boolean isCurrent(String lock, long fencingToken) {
        var name = Asked.read("lock", lock, LockName::new);
        if (fencingToken < 1) {
            throw Refusals.invalid("fencingToken", "must be 1 or more");
        }
        var token = Optional.of(new FencingToken(fencingToken));
        return requests.read(state -> state.lock(name)).holders().stream()
                .anyMatch(holder -> Shown.token(holder).equals(token));
    }

    // ---- elections

    @Override
    public Candidate stand(String election, String candidate, CandidateRequest request) {
        var enter = new Command.EnterElection(
                Asked.named("election", election, ElectionName::new),
                Asked.named("candidate", candidate, CandidateName::new),
                Asked.owner(request.session(), request.ttl(), request.process()),
                Asked.text("value", request.value().orElse(""), LONGEST_VALUE),
                request.priority().orElse(0));
        return requests.command(enter, outcome -> outcome instanceof Outcome.Entered(var entered)
                ? Optional.of(Shown.candidate(entered))
                : Optional.empty());
    }

    @Override
    public void withdraw(String election, String candidate) {
        done(new Command.Withdraw(
                Asked.read("election", election, ElectionName::new),
                Asked.read("candidate", candidate, CandidateName::new)));
    }

    @Override
    public Election election(String election, long position, Duration wait) {
        var name = Asked.read("election", election, ElectionName::new);
        if (position < 0) {
            throw Refusals.invalid("afterPosition", "must be 0 or more");
        }
        Asked.checkedWait(wait);
        var now = requests.read(state -> state.election(name));
        if (wait.isZero() || now.position().number() > position) {
            return Shown.election(now);
        }
        return Shown.election(changed(name, position, wait).orElseGet(() -> requests.read(it -> it.election(name))));
    }

    private Optional<dev.synod.coordination.Election> changed(ElectionName name, long position, Duration wait) {
        try {
            return Requests.done(requests.line().await(node -> node.await(
                    new Subject.OfElection(name),
                    state -> Optional.of(state.election(name)).filter(it -> it.position().number() > position),
                    wait)));
        } catch (Line.Dead dead) {
            throw new SynodException.Unavailable(String.valueOf(dead.getMessage()), dead);
        } finally {
            requests.line().answered();
        }
    }

    @Override
    public void transferLead(String election, String to) {
        var transfer = new Command.TransferLead(
                Asked.read("election", election, ElectionName::new), Asked.read("to", to, CandidateName::new));
        requests.command(transfer, outcome -> Optional.of(outcome).filter(Outcome.Transferred.class::isInstance));
    }

    // ---- runs

    @Override
    public Run claim(String job, Instant firing, ClaimRequest request) {
        var session = Asked.read("session", Asked.required("session", request.session()), SessionId::parse);
        var claim = new Command.ClaimRun(
                Asked.named("job", job, JobName::new),
                firing,
                session,
                Asked.text("runner", request.runner().orElseGet(() -> session.process().text()), LONGEST_RUNNER),
                Asked.number("maxAttempts", request.maxAttempts().orElse(NORMAL_ATTEMPTS), MOST_ATTEMPTS));
        return requests.command(claim, EmbeddedSynodClient::run);
    }

    @Override
    public Run finish(String job, Instant firing, OutcomeRequest request) {
        long token = Asked.required("fencingToken", request.fencingToken());
        if (token < 1) {
            throw Refusals.invalid("fencingToken", "must be 1 or more");
        }
        request.detail().ifPresent(detail -> Asked.text("detail", detail, LONGEST_DETAIL));
        var finish = new Command.FinishRun(
                Asked.read("job", job, JobName::new),
                firing,
                new FencingToken(token),
                Asked.read("outcome", Asked.required("outcome", request.outcome()), EmbeddedSynodClient::verdict),
                request.detail());
        return requests.command(finish, EmbeddedSynodClient::run);
    }

    private static Optional<Run> run(Outcome outcome) {
        return outcome instanceof Outcome.RunFound(var run) ? Optional.of(Shown.run(run)) : Optional.empty();
    }

    private static dev.synod.coordination.Run.Verdict verdict(String text) {
        return switch (text) {
            case "succeeded" -> dev.synod.coordination.Run.Verdict.SUCCEEDED;
            case "failed" -> dev.synod.coordination.Run.Verdict.FAILED;
            default -> throw new IllegalArgumentException("must be succeeded or failed");
        };
    }

    // ---- events

    @Override
    public List<Event> publish(String topic, List<PublishRequest> drafts, String idempotencyKey) {
        return events.publish(topic, drafts, idempotencyKey);
    }

    @Override
    public List<Event> events(String topic, long after, Duration wait) {
        return events.after(topic, after, wait);
    }

    @Override
    public Optional<Cursor> cursor(String topic, String consumer) {
        return events.cursor(topic, consumer);
    }

    @Override
    public Cursor moveCursor(String topic, String consumer, long sequence) {
        return events.moveCursor(topic, consumer, sequence);
    }

    @Override
    public Relation relation(String event, String other) {
        return events.relation(event, other);
    }

    private void done(Command command) {
        requests.command(command, outcome -> Optional.of(outcome).filter(Outcome.Done.class::isInstance));
    }
}
