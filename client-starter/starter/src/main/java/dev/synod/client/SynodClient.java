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
import dev.synod.api.Run;
import dev.synod.api.Session;
import dev.synod.api.clock.Relation;
import dev.synod.api.event.Cursor;
import dev.synod.api.event.Event;
import dev.synod.api.event.PublishRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The requests of Synod's API, one method each: each asks once and waits for the answer. Where a request may be sent
 * again, as the API says, an implementation does so, with the same id, before it gives up.
 *
 * <p>Each sends what its thread knows ({@link Knowledge}) along, and has it learn what the answer knows.
 *
 * <p>Each throws {@link SynodException}: {@link SynodException.Refused} with the API's problem,
 * {@link SynodException.Unavailable} where nothing happened, {@link SynodException.UnknownOutcome} where nobody knows.
 */
public interface SynodClient {

    Session open(OpenSessionRequest request, String idempotencyKey);

    Session keepAlive(String session);

    void close(String session);

    Hold acquire(String lock, String hold, HoldRequest request);

    void release(String lock, String hold);

    ManyHold acquireAll(String hold, ManyHoldRequest request);

    void releaseAll(String hold);

    /** Whether this is the token of a current holder of the lock. */
    boolean isCurrent(String lock, long fencingToken);

    Candidate stand(String election, String candidate, CandidateRequest request);

    void withdraw(String election, String candidate);

    /** The election, at once where its last change is after {@code position}, else when it changes or the wait ends. */
    Election election(String election, long position, Duration wait);

    void transferLead(String election, String to);

    Run claim(String job, Instant firing, ClaimRequest request);

    Run finish(String job, Instant firing, OutcomeRequest request);

    /** Publishes all or none. */
    List<Event> publish(String topic, List<PublishRequest> events, String idempotencyKey);

    /** The events after a sequence, at once where there are any, else when the first comes or the wait ends. */
    List<Event> events(String topic, long after, Duration wait);

    /** How far a consumer has come; empty where it never told. */
    Optional<Cursor> cursor(String topic, String consumer);

    Cursor moveCursor(String topic, String consumer, long sequence);

    Relation relation(String event, String other);
}
