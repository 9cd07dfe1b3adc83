package dev.synod.server.rest;

import dev.synod.api.Lock;
import dev.synod.api.LockPage;
import dev.synod.api.ProblemType;
import dev.synod.coordination.Command;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.LockName;
import dev.synod.server.rest.asking.Listing;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Takes;
import dev.synod.server.shown.Shown;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Locks: they exist as soon as they are named. */
@Controller
@RequestMapping("/v1/locks")
class LockController {

    private static final int LONGEST_REASON = 256;

    private final NodeRequests node;

    LockController(NodeRequests node) {
        this.node = node;
    }

    @GetMapping(produces = Media.JSON)
    @Takes({Parameter.PREFIX, Parameter.LIMIT, Parameter.AFTER, Parameter.CONSISTENCY})
    @Answers(says = "Lists the locks that are held or awaited, by name.", body = LockPage.class)
    Reply list(HttpServletRequest request) {
        Demands demands = new Demands();
        Listing listing = Listing.of(request, demands);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> state.locks(listing.prefix(), listing.after(), listing.oneMore()),
                (found, position) -> new Reply.Found(
                        new LockPage(
                                listing.page(found).stream().map(Shown::lock).toList(),
                                listing.next(found, lock -> lock.name().text())),
                        position));
    }

    @GetMapping(path = "/{lock}", produces = Media.JSON)
    @Takes(Parameter.CONSISTENCY)
    @Answers(says = "Shows a lock: who holds it, who waits for it.", body = Lock.class)
    Reply show(@PathVariable String lock, HttpServletRequest request) {
        Demands demands = new Demands();
        Optional<LockName> name = demands.read("lock", lock, LockName::new);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> state.lock(name.orElseThrow()),
                (found, position) -> new Reply.Found(Shown.lock(found), position));
    }

    @GetMapping("/{lock}/check")
    @Takes({Parameter.FENCING_TOKEN, Parameter.CONSISTENCY})
    @Answers(
            says = "Tells whether a fencing token is that of a current holder.",
            status = 204,
            problems = ProblemType.STALE_FENCING_TOKEN)
    Reply check(@PathVariable String lock, HttpServletRequest request) {
        Demands demands = new Demands();
        Optional<LockName> name = demands.read("lock", lock, LockName::new);
        Optional<String> given = Parameter.FENCING_TOKEN.in(request);
        if (given.isEmpty()) {
            demands.refuse(Parameter.FENCING_TOKEN.text(), "is required");
        }
        Optional<FencingToken> token =
                demands.number(Parameter.FENCING_TOKEN.text(), given, 1).map(FencingToken::new);
        Consistency consistency = Consistency.of(request, demands);
        demands.check();
        return node.reply(
                consistency,
                state -> state.lock(name.orElseThrow()),
                (found, position) -> isCurrent(token.orElseThrow(), found)
                        ? new Reply.Nothing(position)
                        : Outcomes.staleToken(Shown.newestToken(found), position));
    }

    @DeleteMapping("/{lock}")
    @Takes(Parameter.REASON)
    @Answers(says = "Breaks a lock: its holders lose it, their sessions go on. An operator's tool.", status = 204)
    Reply breakLock(@PathVariable String lock, HttpServletRequest request) {
        Demands demands = new Demands();
        Optional<LockName> name = demands.read("lock", lock, LockName::new);
        Optional<String> reason = Parameter.REASON.in(request);
        reason.ifPresent(text -> demands.text(Parameter.REASON.text(), text, LONGEST_REASON));
        demands.check();
        var breakLock = new Command.BreakLock(name.orElseThrow(), reason);
        return node.command(breakLock);
    }

    private static boolean isCurrent(FencingToken token, dev.synod.coordination.Lock lock) {
        return lock.holders().stream().flatMap(hold -> Shown.token(hold).stream()).anyMatch(token::equals);
    }
}
