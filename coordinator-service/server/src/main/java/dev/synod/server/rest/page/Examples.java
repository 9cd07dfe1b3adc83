package dev.synod.server.rest.page;

import dev.synod.api.AddMemberRequest;
import dev.synod.api.Candidate;
import dev.synod.api.CandidateRequest;
import dev.synod.api.ClaimRequest;
import dev.synod.api.Cluster;
import dev.synod.api.Election;
import dev.synod.api.EmptyRequest;
import dev.synod.api.Hold;
import dev.synod.api.HoldRequest;
import dev.synod.api.Lock;
import dev.synod.api.LockPage;
import dev.synod.api.ManyHold;
import dev.synod.api.ManyHoldRequest;
import dev.synod.api.Members;
import dev.synod.api.OpenSessionRequest;
import dev.synod.api.OutcomeRequest;
import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import dev.synod.api.RunPage;
import dev.synod.api.Session;
import dev.synod.api.SessionPage;
import dev.synod.api.TransferLeadRequest;
import dev.synod.api.TransferPresidencyRequest;
import dev.synod.api.Waits;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.Relation;
import dev.synod.api.clock.VectorClock;
import dev.synod.api.event.Compared;
import dev.synod.api.event.Cursor;
import dev.synod.api.event.CursorRequest;
import dev.synod.api.event.Event;
import dev.synod.api.event.EventPage;
import dev.synod.api.event.Neighbours;
import dev.synod.api.event.PublishRequest;
import dev.synod.api.event.Topic;
import dev.synod.api.event.TopicPage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One example of each record, as records: what the page shows is what the API writes. */
final class Examples {

    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    private static final String BILLING = "billing-0@1042";

    private static final Session SESSION = new Session(
            BILLING,
            "billing-0",
            "10s",
            Map.of("zone", "a"),
            1042,
            AT,
            List.of(new Session.HeldLock("ledger", "a1")),
            List.of(new Session.Candidacy("reports", "billing-0")));

    private static final Hold HELD = new Hold(
            "ledger",
            "a1",
            BILLING,
            "exclusive",
            Hold.State.held,
            Optional.of(1077L),
            Optional.of(1077L),
            Optional.of(AT),
            Optional.empty(),
            Optional.of(CausalContext.parse("lamport=45;" + BILLING + "=17")));

    private static final ManyHold MANY = new ManyHold(
            "a1",
            BILLING,
            List.of(
                    new ManyHold.Share("audit", "shared", Optional.empty()),
                    new ManyHold.Share("ledger", "exclusive", Optional.empty())),
            Hold.State.held,
            Optional.of(1077L),
            Optional.of(1077L),
            Optional.of(AT),
            Optional.empty(),
            Optional.of(CausalContext.parse("lamport=45;" + BILLING + "=17")));

    private static final Run RUN = new Run(
            "reports",
            AT,
            Run.State.claimed,
            "billing-0",
            BILLING,
            1,
            3,
            1077,
            1077,
            AT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final Lock LOCK = new Lock(
            "ledger",
            Optional.of("exclusive"),
            Optional.of(1077L),
            List.of(HELD),
            List.of(new Lock.Waiting("b1", "web-1@988", "exclusive", 1)));

    private static final Candidate LEADER = new Candidate(
            "reports", "billing-0", BILLING, "http://10.0.0.7:8080", 0, Candidate.State.leader, Optional.of(1080L),
            Optional.of(CausalContext.parse("lamport=45;" + BILLING + "=17")));

    private static final Candidate FOLLOWER = new Candidate(
            "reports",
            "billing-1",
            "billing-1@1050",
            "http://10.0.0.8:8080",
            0,
            Candidate.State.candidate,
            Optional.empty(),
            Optional.empty());

    private static final Event EVENT = new Event(
            BILLING + ":17",
            "orders",
            812,
            "order.placed",
            Optional.of("order-7"),
            Map.of("total", 12),
            2310,
            List.of("web-1@988:3"),
            new CausalStamp(
                    BILLING, new LamportClock(45), VectorClock.from(Map.of(BILLING, 17L, "web-1@988", 3L))),
            AT);

    private static final Map<Class<?>, Record> ALL = Map.ofEntries(
            Map.entry(Session.class, SESSION),
            Map.entry(SessionPage.class, new SessionPage(List.of(SESSION), Optional.of(BILLING))),
            Map.entry(Hold.class, HELD),
            Map.entry(ManyHold.class, MANY),
            Map.entry(ManyHoldRequest.class, manyHoldRequest()),
            Map.entry(Run.class, RUN),
            Map.entry(RunPage.class, new RunPage(List.of(RUN), Optional.of(AT))),
            Map.entry(
                    ClaimRequest.class,
                    new ClaimRequest(Optional.of(BILLING), Optional.of("billing-0"), Optional.of(3))),
            Map.entry(
                    OutcomeRequest.class,
                    new OutcomeRequest(Optional.of(1077L), Optional.of("succeeded"), Optional.of("812 rows"))),
            Map.entry(
                    Waits.class,
                    new Waits(
                            List.of(new Waits.Wait("web-1@988", "ledger", "b1", List.of(BILLING))), List.of())),
            Map.entry(Lock.class, LOCK),
            Map.entry(LockPage.class, new LockPage(List.of(LOCK), Optional.of("ledger"))),
            Map.entry(Candidate.class, LEADER),
            Map.entry(
                    Election.class,
                    new Election("reports", Optional.of(1080L), Optional.of(LEADER), List.of(LEADER, FOLLOWER), 1080)),
            Map.entry(Event.class, EVENT),
            Map.entry(EventPage.class, new EventPage(List.of(EVENT), 812)),
            Map.entry(TopicPage.class, new TopicPage(List.of(new Topic("orders", 400, 413, 812)), Optional.empty())),
            Map.entry(PublishRequest.class, publishRequest()),
            Map.entry(Neighbours.class, new Neighbours(List.of(EVENT))),
            Map.entry(Compared.class, new Compared(Relation.CONCURRENT)),
            Map.entry(Cursor.class, new Cursor("orders", "billing", 812)),
            Map.entry(CursorRequest.class, new CursorRequest(Optional.of(812L))),
            Map.entry(Cluster.class, cluster()),
            Map.entry(Members.class, members()),
            Map.entry(
                    AddMemberRequest.class, new AddMemberRequest(Optional.of(4), Optional.of("10.0.0.4:7172"))),
            Map.entry(
                    OpenSessionRequest.class,
                    new OpenSessionRequest(
                            Optional.of("billing-0"), Optional.of("10s"), Optional.of(Map.of("zone", "a")))),
            Map.entry(HoldRequest.class, holdRequest()),
            Map.entry(CandidateRequest.class, candidateRequest()),
            Map.entry(TransferLeadRequest.class, new TransferLeadRequest(Optional.of("billing-1"))),
            Map.entry(TransferPresidencyRequest.class, new TransferPresidencyRequest(Optional.of(2))),
            Map.entry(EmptyRequest.class, new EmptyRequest()));

    private Examples() {}

    /** The example of a body. */
    static Optional<Record> of(Class<?> body) {
        return Optional.ofNullable(ALL.get(body));
    }

    /** The example of a problem: with the fields that its type has. */
    static Problem of(ProblemType type) {
        return Problem.of(type, "What went wrong here, and what to do.", fields(type));
    }

    private static Map<String, Object> fields(ProblemType type) {
        return switch (type) {
            case INVALID_REQUEST -> Map.of(
                    "errors", List.of(new Problem.FieldError("ttl", "must be 1s to 24h, not 100ms")));
            case LOCK_UNAVAILABLE -> Map.of("holders", List.of(HELD), "queueLength", 1);
            case SESSION_EXPIRED -> Map.of("endedPosition", 1090);
            case STALE_FENCING_TOKEN -> Map.of("currentFencingToken", 1077);
            case ALREADY_CLAIMED -> Map.of("run", RUN);
            case TRIMMED -> Map.of("firstSequence", 413);
            case TOO_LARGE -> Map.of("limit", 1_048_576);
            case FORBIDDEN,
                    NOT_FOUND,
                    MEMBER_CHANGE_REFUSED,
                    NO_SUCH_SESSION,
                    NO_SUCH_EVENT,
                    NO_SUCH_HOLD,
                    NO_SUCH_CANDIDATE,
                    NO_SUCH_RUN,
                    NO_SUCH_CONSUMER,
                    NO_SUCH_MEMBER,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    HOLD_CONFLICT,
                    IDEMPOTENCY_KEY_REUSED,
                    HOLD_RELEASED,
                    KEY_FORGOTTEN,
                    UNSUPPORTED_MEDIA_TYPE,
                    TOO_MANY_REQUESTS,
                    INTERNAL,
                    NO_QUORUM,
                    OVERLOADED,
                    UNKNOWN_OUTCOME,
                    NOT_CAUGHT_UP -> Map.of();
        };
    }

    private static PublishRequest publishRequest() {
        return new PublishRequest(
                Optional.of(BILLING),
                Optional.of("order.placed"),
                Optional.of("order-7"),
                Map.of("total", 12),
                Optional.of(List.of("web-1@988:3")));
    }

    private static HoldRequest holdRequest() {
        return new HoldRequest(
                Optional.of(BILLING),
                Optional.empty(),
                Optional.empty(),
                Optional.of("exclusive"),
                Optional.empty(),
                Optional.of("0s"),
                Optional.of("5s"),
                Optional.of(false));
    }

    private static ManyHoldRequest manyHoldRequest() {
        return new ManyHoldRequest(
                Optional.of(BILLING),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(
                        new ManyHoldRequest.Share(Optional.of("ledger"), Optional.empty(), Optional.empty()),
                        new ManyHoldRequest.Share(Optional.of("audit"), Optional.of("shared"), Optional.empty()))),
                Optional.of("0s"),
                Optional.of("5s"),
                Optional.of(false));
    }

    private static CandidateRequest candidateRequest() {
        return new CandidateRequest(
                Optional.of(BILLING),
                Optional.empty(),
                Optional.empty(),
                Optional.of("http://10.0.0.7:8080"),
                Optional.of(0));
    }

    private static Members members() {
        return new Members(
                List.of(
                        new Members.Member(1, "10.0.0.1:7172", "voter", "presiding"),
                        new Members.Member(4, "10.0.0.4:7172", "observer", "catching-up")),
                List.of(new Members.Change(4, "add", "catching-up")));
    }

    private static Cluster cluster() {
        var president = new Cluster.Member(
                1, "10.0.0.1:7172", "voter", "presiding", 1090, Optional.of(1090L), Optional.of(0L));
        var follower = new Cluster.Member(
                2, "10.0.0.2:7172", "voter", "following", 1090, Optional.empty(), Optional.of(12L));
        return new Cluster(
                "synod",
                1,
                Optional.of(1),
                new Cluster.Ballot(7, 1),
                List.of(president, follower),
                1090,
                1090,
                1,
                0);
    }
}
