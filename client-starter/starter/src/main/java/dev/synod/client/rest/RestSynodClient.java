package dev.synod.client.rest;

import dev.synod.api.Candidate;
import dev.synod.api.CandidateRequest;
import dev.synod.api.ClaimRequest;
import dev.synod.api.DurationText;
import dev.synod.api.Election;
import dev.synod.api.Hold;
import dev.synod.api.HoldRequest;
import dev.synod.api.ManyHold;
import dev.synod.api.ManyHoldRequest;
import dev.synod.api.OpenSessionRequest;
import dev.synod.api.OutcomeRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import dev.synod.api.Session;
import dev.synod.api.TransferLeadRequest;
import dev.synod.api.clock.Relation;
import dev.synod.api.event.Compared;
import dev.synod.api.event.Cursor;
import dev.synod.api.event.CursorRequest;
import dev.synod.api.event.Event;
import dev.synod.api.event.EventPage;
import dev.synod.api.event.PublishRequest;
import dev.synod.client.SynodClient;
import dev.synod.client.SynodException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;

/** The requests over HTTP, to several instances of one cluster or to a sidecar. */
public final class RestSynodClient implements SynodClient {

    private final Json json = new Json();
    private final RestSettings settings;
    private final Endpoints endpoints;

    public RestSynodClient(RestSettings settings) {
        this.settings = settings;
        endpoints = new Endpoints(settings, json);
    }

    @Override
    public Session open(OpenSessionRequest request, String idempotencyKey) {
        var answer = endpoints.settle(new Request(
                HttpMethod.POST,
                "/v1/sessions",
                List.of(),
                Optional.of(json.text(request)),
                Optional.of(idempotencyKey),
                Duration.ZERO,
                settings.answerTimeout(),
                settings.patience()));
        return json.read(answer, Session.class);
    }

    /** Tries all endpoints once: whoever keeps a session alive sends the next in time. */
    @Override
    public Session keepAlive(String session) {
        var answer = endpoints.settle(new Request(
                HttpMethod.POST,
                "/v1/sessions/{session}/keep-alive",
                List.of(session),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                settings.keepAliveTimeout(),
                Duration.ZERO));
        return json.read(answer, Session.class);
    }

    @Override
    public void close(String session) {
        delete("/v1/sessions/{session}", session);
    }

    @Override
    public Hold acquire(String lock, String hold, HoldRequest request) {
        var answer = put("/v1/locks/{lock}/holds/{hold}", request, wait(request.waitAtMost()), lock, hold);
        return json.read(answer, Hold.class);
    }

    @Override
    public void release(String lock, String hold) {
        delete("/v1/locks/{lock}/holds/{hold}", lock, hold);
    }

    @Override
    public ManyHold acquireAll(String hold, ManyHoldRequest request) {
        var answer = put("/v1/holds/{hold}", request, wait(request.waitAtMost()), hold);
        return json.read(answer, ManyHold.class);
    }

    @Override
    public void releaseAll(String hold) {
        delete("/v1/holds/{hold}", hold);
    }

    @Override
    public boolean isCurrent(String lock, long fencingToken) {
        try {
            get("/v1/locks/{lock}/check?fencingToken={token}", Duration.ZERO, lock, fencingToken);
            return true;
        } catch (SynodException.Refused refused) {
            if (refused.type() == ProblemType.STALE_FENCING_TOKEN) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public Candidate stand(String election, String candidate, CandidateRequest request) {
        var path = "/v1/elections/{election}/candidates/{candidate}";
        return json.read(put(path, request, Duration.ZERO, election, candidate), Candidate.class);
    }

    @Override
    public void withdraw(String election, String candidate) {
        delete("/v1/elections/{election}/candidates/{candidate}", election, candidate);
    }

    @Override
    public Election election(String election, long position, Duration wait) {
        var path = "/v1/elections/{election}?afterPosition={position}&wait={wait}";
        return json.read(get(path, wait, election, position, DurationText.format(wait)), Election.class);
    }

    @Override
    public void transferLead(String election, String to) {
        var body = new TransferLeadRequest(Optional.of(to));
        post("/v1/elections/{election}/transfer", body, Optional.empty(), election);
    }

    @Override
    public Run claim(String job, Instant firing, ClaimRequest request) {
        return json.read(put("/v1/jobs/{job}/runs/{firing}", request, Duration.ZERO, job, firing), Run.class);
    }

    @Override
    public Run finish(String job, Instant firing, OutcomeRequest request) {
        return json.read(
                post("/v1/jobs/{job}/runs/{firing}/outcome", request, Optional.empty(), job, firing), Run.class);
    }

    @Override
    public List<Event> publish(String topic, List<PublishRequest> events, String idempotencyKey) {
        var answer = post("/v1/topics/{topic}/events", events, Optional.of(idempotencyKey), topic);
        return List.of(json.read(answer, Event[].class));
    }

    @Override
    public List<Event> events(String topic, long after, Duration wait) {
        var path = "/v1/topics/{topic}/events?after={after}&wait={wait}";
        return json.read(get(path, wait, topic, after, DurationText.format(wait)), EventPage.class)
                .events();
    }

    @Override
    public Optional<Cursor> cursor(String topic, String consumer) {
        try {
            var answer = get("/v1/topics/{topic}/consumers/{consumer}", Duration.ZERO, topic, consumer);
            return Optional.of(json.read(answer, Cursor.class));
        } catch (SynodException.Refused refused) {
            if (refused.type() == ProblemType.NO_SUCH_CONSUMER) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    @Override
    public Cursor moveCursor(String topic, String consumer, long sequence) {
        var body = new CursorRequest(Optional.of(sequence));
        return json.read(
                put("/v1/topics/{topic}/consumers/{consumer}", body, Duration.ZERO, topic, consumer), Cursor.class);
    }

    @Override
    public Relation relation(String event, String other) {
        return json.read(get("/v1/events/{event}/relation/{other}", Duration.ZERO, event, other), Compared.class)
                .relation();
    }

    private static Duration wait(Optional<String> text) {
        return text.map(DurationText::parse).orElse(Duration.ZERO);
    }

    private Answer get(String path, Duration wait, Object... variables) {
        return settle(HttpMethod.GET, path, wait, variables);
    }

    private void delete(String path, Object... variables) {
        settle(HttpMethod.DELETE, path, Duration.ZERO, variables);
    }

    private Answer put(String path, Object body, Duration wait, Object... variables) {
        return endpoints.settle(new Request(
                HttpMethod.PUT,
                path,
                List.of(variables),
                Optional.of(json.text(body)),
                Optional.empty(),
                wait,
                settings.answerTimeout(),
                settings.patience()));
    }

    private Answer post(String path, Object body, Optional<String> key, Object... variables) {
        return endpoints.settle(new Request(
                HttpMethod.POST,
                path,
                List.of(variables),
                Optional.of(json.text(body)),
                key,
                Duration.ZERO,
                settings.answerTimeout(),
                settings.patience()));
    }

    private Answer settle(HttpMethod method, String path, Duration wait, Object... variables) {
        return endpoints.settle(new Request(
                method,
                path,
                List.of(variables),
                Optional.empty(),
                Optional.empty(),
                wait,
                settings.answerTimeout(),
                settings.patience()));
    }
}
