package dev.synod.server.rest;

import dev.synod.api.ClaimRequest;
import dev.synod.api.OutcomeRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import dev.synod.api.RunPage;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Run.Verdict;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.SessionId;
import dev.synod.server.rest.asking.Listing;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Headers;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Takes;
import dev.synod.server.shown.Shown;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** Runs of jobs: once in the whole cluster for each firing. */
@Controller
@RequestMapping("/v1/jobs/{job}/runs")
class RunController {

    private static final int LONGEST_RUNNER = 256;
    private static final int LONGEST_DETAIL = 1_024;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final int NORMAL_ATTEMPTS = 3;
    private static final Instant FIRST_FIRING = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant AFTER_LAST_FIRING = Instant.parse("+10000-01-01T00:00:00Z");

    private final NodeRequests node;

    RunController(NodeRequests node) {
        this.node = node;
    }

    @PutMapping(path = "/{firing}", consumes = Media.JSON, produces = Media.JSON)
    @Takes(Parameter.SYNOD_CONTEXT)
    @Answers(
            says = "Claims the run of a job for one firing: the first session that asks has it. The same request again"
                    + " answers with the same run.",
            body = Run.class,
            problems = {
                ProblemType.ALREADY_CLAIMED,
                ProblemType.NO_SUCH_SESSION,
                ProblemType.SESSION_EXPIRED,
                ProblemType.TOO_MANY_REQUESTS
            })
    Reply claim(
            @PathVariable String job,
            @PathVariable String firing,
            @RequestBody ClaimRequest body,
            HttpServletRequest request) {
        CausalContext told = Headers.context(request);
        Demands demands = new Demands();
        Optional<JobName> name = demands.readNew("job", job, JobName::new);
        Optional<Instant> due = demands.read("firing", firing, RunController::instant);
        Optional<SessionId> session = demands.readRequired("session", body.session(), SessionId::parse);
        body.runner().ifPresent(runner -> demands.text("runner", runner, LONGEST_RUNNER));
        int attempts = body.maxAttempts().orElse(NORMAL_ATTEMPTS);
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            demands.refuse("maxAttempts", "must be 1 to " + MOST_ATTEMPTS);
        }
        demands.check();
        SessionId claimer = session.orElseThrow();
        String runner = body.runner().orElseGet(() -> claimer.process().text());
        return node.command(
                new Command.ClaimRun(name.orElseThrow(), due.orElseThrow(), claimer, runner, attempts), told);
    }

    @PostMapping(path = "/{firing}/outcome", consumes = Media.JSON, produces = Media.JSON)
    @Takes(Parameter.SYNOD_CONTEXT)
    @Answers(
            says = "Says how a run ended; it is never run again. The same request again answers as the first.",
            body = Run.class,
            problems = {ProblemType.NO_SUCH_RUN, ProblemType.ALREADY_CLAIMED, ProblemType.STALE_FENCING_TOKEN})
    Reply finish(
            @PathVariable String job,
            @PathVariable String firing,
            @RequestBody OutcomeRequest body,
            HttpServletRequest request) {
        CausalContext told = Headers.context(request);
        Demands demands = new Demands();
        Optional<JobName> name = demands.read("job", job, JobName::new);
        Optional<Instant> due = demands.read("firing", firing, RunController::instant);
        Optional<FencingToken> token =
                demands.number("fencingToken", body.fencingToken().map(String::valueOf), 1).map(FencingToken::new);
        if (body.fencingToken().isEmpty()) {
            demands.refuse("fencingToken", "is required");
        }
        Optional<Verdict> verdict = demands.readRequired("outcome", body.outcome(), RunController::verdict);
        body.detail().ifPresent(detail -> demands.text("detail", detail, LONGEST_DETAIL));
        demands.check();
        var finish = new Command.FinishRun(
                name.orElseThrow(), due.orElseThrow(), token.orElseThrow(), verdict.orElseThrow(), body.detail());
        return node.command(finish, told);
    }

    @GetMapping(path = "/{firing}", produces = Media.JSON)
    @Takes(Parameter.CONSISTENCY)
    @Answers(says = "Shows the run of a job for one firing.", body = Run.class, problems = ProblemType.NO_SUCH_RUN)
    Reply show(@PathVariable String job, @PathVariable String firing, HttpServletRequest request) {
        Demands demands = new Demands();
        Optional<JobName> name = demands.read("job", job, JobName::new);
        Optional<Instant> due = demands.read("firing", firing, RunController::instant);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> state.run(name.orElseThrow(), due.orElseThrow()),
                (found, position) -> found.<Reply>map(known -> new Reply.Found(Shown.run(known), position))
                        .orElseGet(() -> Outcomes.noSuchRun(position)));
    }

    @GetMapping(produces = Media.JSON)
    @Takes({Parameter.LIMIT, Parameter.BEFORE, Parameter.CONSISTENCY})
    @Answers(says = "Lists the runs of a job that are remembered, newest firing first.", body = RunPage.class)
    Reply list(@PathVariable String job, HttpServletRequest request) {
        Demands demands = new Demands();
        Optional<JobName> name = demands.read("job", job, JobName::new);
        int limit = Listing.limit(request, demands);
        Optional<Instant> before = Parameter.BEFORE.in(request)
                .flatMap(text -> demands.read(Parameter.BEFORE.text(), text, RunController::instant));
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> state.runs(name.orElseThrow(), before, limit + 1),
                (found, position) -> new Reply.Found(page(found, limit), position));
    }

    private static RunPage page(List<dev.synod.coordination.Run> found, int limit) {
        List<Run> runs = found.stream().limit(limit).map(Shown::run).toList();
        return new RunPage(runs, found.size() > limit ? Optional.of(runs.getLast().firing()) : Optional.empty());
    }

    private static Verdict verdict(String text) {
        return switch (text) {
            case "succeeded" -> Verdict.SUCCEEDED;
            case "failed" -> Verdict.FAILED;
            default -> throw new IllegalArgumentException("must be succeeded or failed");
        };
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (text.endsWith("Z") && !instant.isBefore(FIRST_FIRING) && instant.isBefore(AFTER_LAST_FIRING)) {
                return instant;
            }
        } catch (DateTimeException notAnInstant) {
            // Said below, with an example.
        }
        throw new IllegalArgumentException("must be an instant in UTC such as 2026-01-01T12:00:00Z");
    }
}
