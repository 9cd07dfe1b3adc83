package dev.synod.server.rest;

import dev.synod.api.Candidate;
import dev.synod.api.CandidateRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.TransferLeadRequest;
import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.server.rest.asking.Deadline;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Headers;
import dev.synod.server.rest.request.Owners;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Range;
import dev.synod.server.rest.request.Takes;
import dev.synod.server.rest.waiting.Connection;
import dev.synod.server.shown.Shown;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** Elections: they exist as soon as they are named. */
@Controller
@RequestMapping("/v1/elections/{election}")
class ElectionController {

    private static final int LONGEST_VALUE = 1_024;

    private final NodeRequests node;
    private final Leaderships leaderships;

    ElectionController(NodeRequests node, Leaderships leaderships) {
        this.node = node;
        this.leaderships = leaderships;
    }

    @PutMapping(path = "/candidates/{candidate}", consumes = Media.JSON, produces = Media.JSON)
    @Takes(Parameter.SYNOD_CONTEXT)
    @Answers(
            says = "Stands in an election. The same again updates value and priority and keeps the place.",
            body = Candidate.class,
            problems = {
                ProblemType.HOLD_CONFLICT,
                ProblemType.NO_SUCH_SESSION,
                ProblemType.SESSION_EXPIRED,
                ProblemType.TOO_MANY_REQUESTS
            })
    Reply enter(
            @PathVariable String election,
            @PathVariable String candidate,
            @RequestBody CandidateRequest body,
            HttpServletRequest request) {
        CausalContext told = Headers.context(request);
        Demands demands = new Demands();
        Optional<ElectionName> electionName = demands.readNew("election", election, ElectionName::new);
        Optional<CandidateName> candidateName = demands.readNew("candidate", candidate, CandidateName::new);
        Optional<Owner> owner = Owners.read(demands, body.session(), body.ttl(), body.process());
        String value = body.value().orElse("");
        demands.text("value", value, LONGEST_VALUE);
        demands.check();
        var enter = new Command.EnterElection(
                electionName.orElseThrow(),
                candidateName.orElseThrow(),
                owner.orElseThrow(),
                value,
                body.priority().orElse(0));
        return node.command(enter, told);
    }

    @DeleteMapping("/candidates/{candidate}")
    @Takes(Parameter.SYNOD_CONTEXT)
    @Answers(
            says = "Withdraws a candidate; a leader that withdraws is succeeded at once. Also where it is gone.",
            status = 204)
    Reply withdraw(@PathVariable String election, @PathVariable String candidate, HttpServletRequest request) {
        CausalContext told = Headers.context(request);
        Demands demands = new Demands();
        Optional<ElectionName> electionName = demands.read("election", election, ElectionName::new);
        Optional<CandidateName> candidateName = demands.read("candidate", candidate, CandidateName::new);
        demands.check();
        var withdraw = new Command.Withdraw(electionName.orElseThrow(), candidateName.orElseThrow());
        return node.command(withdraw, told);
    }

    @GetMapping(produces = Media.JSON)
    @Takes({Parameter.AFTER_POSITION, Parameter.WAIT, Parameter.CONSISTENCY})
    @Answers(
            says = "Shows an election; with `wait`, after the next change of leadership, or unchanged when none came.",
            body = dev.synod.api.Election.class)
    Reply show(@PathVariable String election, HttpServletRequest request) {
        Demands demands = new Demands();
        Optional<ElectionName> name = demands.read("election", election, ElectionName::new);
        Optional<Position> after = demands.number(
                        Parameter.AFTER_POSITION.text(), Parameter.AFTER_POSITION.in(request), 0)
                .map(Position::new);
        Duration wait = demands.duration(Parameter.WAIT.text(), Parameter.WAIT.in(request), Range.WAIT);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        Deadline waitOver = Deadline.in(wait);
        Answer<Election> now = node.ask(consistency, state -> state.election(name.orElseThrow()));
        if (!(now instanceof Answer.Done<Election>(var seen, var position, var _))) {
            return node.replies().to(now, ElectionController::found);
        }
        // Without afterPosition the next change is the next after this moment.
        Position last = after.orElse(seen.position());
        boolean waits = !wait.isZero() && !seen.position().isAfter(last);
        return waits
                ? leaderships.next(new Leaderships.Watch(seen.name(), last, Connection.of(request)), waitOver.left())
                : found(seen, position);
    }

    @GetMapping(path = "/stream", produces = Media.EVENTS)
    @Takes(Parameter.LAST_EVENT_ID)
    @Answers(
            says = "Streams the election as server-sent events: as it is, and after each change of leadership. "
                    + "With Last-Event-ID: only what came later.",
            body = dev.synod.api.Election.class)
    Reply stream(@PathVariable String election, HttpServletRequest request) {
        Demands demands = new Demands();
        Optional<ElectionName> name = demands.read("election", election, ElectionName::new);
        demands.check();
        Optional<Position> last = Headers.position(request, Headers.LAST_EVENT_ID).map(Position::new);
        return leaderships.stream(name.orElseThrow(), last, Connection.of(request));
    }

    @PostMapping(path = "/transfer", consumes = Media.JSON, produces = Media.JSON)
    @Answers(
            says = "Hands the lead to another candidate.",
            body = dev.synod.api.Election.class,
            problems = ProblemType.NO_SUCH_CANDIDATE)
    Reply transfer(@PathVariable String election, @RequestBody TransferLeadRequest body) {
        Demands demands = new Demands();
        Optional<ElectionName> name = demands.read("election", election, ElectionName::new);
        Optional<CandidateName> to = demands.readRequired("to", body.to(), CandidateName::new);
        demands.check();
        var transfer = new Command.TransferLead(name.orElseThrow(), to.orElseThrow());
        return node.command(transfer);
    }

    private static Reply found(Election election, Position position) {
        return new Reply.Found(Shown.election(election), position);
    }
}
