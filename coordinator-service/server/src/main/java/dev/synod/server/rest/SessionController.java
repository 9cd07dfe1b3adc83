package dev.synod.server.rest;

import dev.synod.api.EmptyRequest;
import dev.synod.api.OpenSessionRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.Session;
import dev.synod.api.SessionPage;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.server.rest.asking.Knowing;
import dev.synod.server.rest.asking.Listing;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Headers;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Range;
import dev.synod.server.rest.request.Takes;
import dev.synod.server.shown.Shown;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** Sessions: client processes as the cluster sees them. */
@Controller
@RequestMapping("/v1/sessions")
class SessionController {

    private static final int MOST_METADATA = 16;
    private static final int LONGEST_METADATA = 256;

    private final NodeRequests node;

    SessionController(NodeRequests node) {
        this.node = node;
    }

    @PostMapping(consumes = Media.JSON, produces = Media.JSON)
    @Takes(Parameter.IDEMPOTENCY_KEY)
    @Answers(
            says = "Opens a session.",
            status = 201,
            body = Session.class,
            problems = {ProblemType.IDEMPOTENCY_KEY_REUSED, ProblemType.TOO_MANY_REQUESTS})
    Reply open(@RequestBody OpenSessionRequest body, HttpServletRequest request) {
        Optional<String> key = Headers.idempotencyKey(request);
        Demands demands = new Demands();
        Optional<ProcessName> process = body.process().isEmpty()
                ? demands.readRequired("process", body.process(), ProcessName::new)
                : demands.readNew("process", body.process().get(), ProcessName::new);
        Duration ttl = demands.duration("ttl", body.ttl(), Range.TTL);
        Map<String, String> metadata = body.metadata().map(given -> metadata(given, demands)).orElse(Map.of());
        demands.check();
        var open = new Command.OpenSession(process.orElseThrow(), ttl, metadata, key);
        return node.command(open);
    }

    @GetMapping(produces = Media.JSON)
    @Takes({Parameter.PREFIX, Parameter.LIMIT, Parameter.AFTER, Parameter.CONSISTENCY})
    @Answers(says = "Lists the open sessions.", body = SessionPage.class)
    Reply list(HttpServletRequest request) {
        Demands demands = new Demands();
        Listing listing = Listing.of(request, demands);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> state.sessions(listing.prefix(), listing.after(), listing.oneMore()),
                (found, position) -> new Reply.Found(
                        new SessionPage(
                                listing.page(found).stream().map(Shown::session).toList(),
                                listing.next(found, session -> session.id().toString())),
                        position));
    }

    @GetMapping(path = "/{session}", produces = Media.JSON)
    @Takes(Parameter.CONSISTENCY)
    @Answers(
            says = "Shows a session.",
            body = Session.class,
            problems = {ProblemType.NO_SUCH_SESSION, ProblemType.SESSION_EXPIRED})
    Reply show(@PathVariable String session, HttpServletRequest request) {
        Demands demands = new Demands();
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        Optional<SessionId> id = id(session);
        return node.reply(
                consistency,
                state -> id.map(known -> Life.of(state, known)).orElseGet(Life.None::new),
                (life, position) -> life.reply(session, position));
    }

    @PostMapping(path = "/{session}/keep-alive", produces = Media.JSON)
    @Answers(
            says = "Keeps a session alive: its time to live begins anew, counted from when this request was sent.",
            body = Session.class,
            problems = {ProblemType.NO_SUCH_SESSION, ProblemType.SESSION_EXPIRED})
    Reply keepAlive(@PathVariable String session, @RequestBody(required = false) @Nullable EmptyRequest body) {
        Optional<SessionId> id = id(session);
        if (id.isEmpty()) {
            return node.reply(
                    Consistency.LOCAL, state -> new Life.None(), (life, position) -> life.reply(session, position));
        }
        Answer<Life> answer = node.renew(id.get(), state -> Life.of(state, id.get()));
        return node.replies().to(answer, (life, position) -> life.reply(session, position));
    }

    @DeleteMapping("/{session}")
    @Takes(Parameter.SYNOD_CONTEXT)
    @Answers(says = "Ends a session: everything it held is released at once. Also where it is gone.", status = 204)
    Reply close(@PathVariable String session, HttpServletRequest request) {
        CausalContext told = Headers.context(request);
        Optional<SessionId> id = id(session);
        if (id.isEmpty()) {
            return node.reply(Consistency.LOCAL, state -> true, (gone, position) -> new Reply.Nothing(position));
        }
        Answer<Outcome> answer =
                node.submit(
                Knowing.of(new Command.CloseSession(id.get()), told), NodeRequests.REQUEST_TIME);
        return node.replies().to(answer, (outcome, position) -> isGone(outcome)
                ? new Reply.Nothing(position)
                : Outcomes.reply(outcome, position));
    }

    private static boolean isGone(Outcome outcome) {
        return outcome instanceof Outcome.NoSuchSession
                || outcome instanceof Outcome.SessionEnded
                || outcome instanceof Outcome.SessionForgotten;
    }

    /** A text that is no session id is the id of no session: clients take ids from answers, and do not make them. */
    private static Optional<SessionId> id(String text) {
        try {
            return Optional.of(SessionId.parse(text));
        } catch (IllegalArgumentException neverGivenOut) {
            return Optional.empty();
        }
    }

    private static Map<String, String> metadata(Map<String, @Nullable String> given, Demands demands) {
        if (given.size() > MOST_METADATA) {
            demands.refuse("metadata", "must have at most " + MOST_METADATA + " entries");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            demands.text("metadata", key, LONGEST_METADATA);
            if (value == null) {
                demands.refuse("metadata." + key, "must be a string");
            } else {
                demands.text("metadata." + key, value, LONGEST_METADATA);
                metadata.put(key, value);
            }
        });
        return metadata;
    }

    /** What is known of a session id. */
    private sealed interface Life {

        record Open(dev.synod.coordination.Session session) implements Life {}

        record Ended(SessionId session, Position ended) implements Life {}

        record Forgotten(SessionId session) implements Life {}

        record None() implements Life {}

        static Life of(Coordination state, SessionId id) {
            return state.session(id)
                    .<Life>map(Open::new)
                    .or(() -> state.ended(id).map(position -> new Ended(id, position)))
                    .orElseGet(() -> state.isForgotten(id) ? new Forgotten(id) : new None());
        }

        default Reply reply(String named, Position position) {
            return switch (this) {
                case Open(var session) -> new Reply.Found(Shown.session(session), position);
                case Ended(var session, var ended) -> Outcomes.sessionEnded(session, ended, position);
                case Forgotten(var session) -> Outcomes.sessionForgotten(session, position);
                case None() -> Outcomes.noSuchSession(named, position);
            };
        }
    }
}
