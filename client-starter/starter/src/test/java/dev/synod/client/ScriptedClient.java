package dev.synod.client;

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
import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import dev.synod.api.Session;
import dev.synod.api.clock.Relation;
import dev.synod.api.event.Cursor;
import dev.synod.api.event.Event;
import dev.synod.api.event.PublishRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A client that answers as the test says; where it says nothing, sessions live and nobody else is reached. */
class ScriptedClient implements SynodClient {

    static final Instant WHENEVER = Instant.EPOCH;

    /** What was asked, in words. */
    final List<String> asked = new ArrayList<>();

    final ArrayDeque<Runnable> opens = new ArrayDeque<>();
    final ArrayDeque<Supplier<Session>> keepAlives = new ArrayDeque<>();
    final ArrayDeque<Supplier<Hold>> holds = new ArrayDeque<>();
    final ArrayDeque<Runnable> releases = new ArrayDeque<>();
    final ArrayDeque<Supplier<Election>> elections = new ArrayDeque<>();
    final ArrayDeque<Supplier<Run>> runs = new ArrayDeque<>();

    /** The candidate that stood last. */
    Optional<Candidate> candidate = Optional.empty();

    /** Whether nobody answers keep-alives. */
    boolean isSilent;

    private int sessions;

    static SynodException.Refused refused(ProblemType type) {
        return new SynodException.Refused(type, Problem.of(type, "as the test says", Map.of()));
    }

    static Hold held(String session, long token) {
        return new Hold(
                "ledger",
                "h",
                session,
                "exclusive",
                Hold.State.held,
                Optional.of(token),
                Optional.of(token),
                Optional.of(WHENEVER),
                Optional.empty(),
                Optional.empty());
    }

    static Hold waiting(String session) {
        return new Hold(
                "ledger",
                "h",
                session,
                "exclusive",
                Hold.State.waiting,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(1),
                Optional.empty());
    }

    static Session session(String id) {
        return new Session(id, "p", "10s", Map.of(), 1, WHENEVER, List.of(), List.of());
    }

    private static <T> T next(ArrayDeque<Supplier<T>> script) {
        var next = script.poll();
        if (next == null) {
            throw new SynodException.Unavailable("the script has no answer");
        }
        return next.get();
    }

    @Override
    public Session open(OpenSessionRequest request, String idempotencyKey) {
        if (isSilent) {
            throw new SynodException.Unavailable("silent");
        }
        sessions++;
        asked.add("open s" + sessions);
        var next = opens.poll();
        if (next != null) {
            next.run();
        }
        return session("s" + sessions);
    }

    @Override
    public Session keepAlive(String session) {
        if (isSilent) {
            throw new SynodException.Unavailable("silent");
        }
        var next = keepAlives.poll();
        return next == null ? session(session) : next.get();
    }

    @Override
    public void close(String session) {
        asked.add("close " + session);
    }

    @Override
    public Hold acquire(String lock, String hold, HoldRequest request) {
        asked.add("acquire in " + request.session().orElseThrow() + " waiting "
                + request.waitAtMost().orElseThrow() + request.queue().map(queue -> " queued").orElse(""));
        return next(holds);
    }

    @Override
    public void release(String lock, String hold) {
        asked.add("release " + lock);
        var next = releases.poll();
        if (next != null) {
            next.run();
        }
    }

    @Override
    public ManyHold acquireAll(String hold, ManyHoldRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void releaseAll(String hold) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isCurrent(String lock, long fencingToken) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Candidate stand(String election, String candidate, CandidateRequest request) {
        var stood = new Candidate(
                election,
                candidate,
                request.session().orElseThrow(),
                request.value().orElseThrow(),
                0,
                Candidate.State.candidate,
                Optional.empty(),
                Optional.empty());
        this.candidate = Optional.of(stood);
        asked.add("stand in " + stood.session());
        return stood;
    }

    @Override
    public void withdraw(String election, String candidate) {
        asked.add("withdraw " + election);
    }

    @Override
    public Election election(String election, long position, Duration wait) {
        return next(elections);
    }

    @Override
    public void transferLead(String election, String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Run claim(String job, Instant firing, ClaimRequest request) {
        return next(runs);
    }

    @Override
    public Run finish(String job, Instant firing, OutcomeRequest request) {
        asked.add("finish " + request.outcome().orElseThrow());
        return next(runs);
    }

    @Override
    public List<Event> publish(String topic, List<PublishRequest> events, String idempotencyKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Event> events(String topic, long after, Duration wait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Cursor> cursor(String topic, String consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Cursor moveCursor(String topic, String consumer, long sequence) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Relation relation(String event, String other) {
        throw new UnsupportedOperationException();
    }
}
