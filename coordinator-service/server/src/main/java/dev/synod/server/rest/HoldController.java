package dev.synod.server.rest;

import dev.synod.api.EmptyRequest;
import dev.synod.api.Hold;
import dev.synod.api.HoldRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.server.rest.asking.Media;
import dev.synod.server.rest.reply.Answers;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Headers;
import dev.synod.server.rest.request.Owners;
import dev.synod.server.rest.request.Parameter;
import dev.synod.server.rest.request.Range;
import dev.synod.server.rest.request.Takes;
import dev.synod.server.rest.waiting.Connection;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** Holds: sessions' shares in locks, and their places in the queues. */
@Controller
@RequestMapping("/v1/locks/{lock}/holds/{hold}")
class HoldController {

    private final Acquisition acquisition;
    private final Holds holds;

    HoldController(Acquisition acquisition, Holds holds) {
        this.acquisition = acquisition;
        this.holds = holds;
    }

    @PutMapping(consumes = Media.JSON, produces = Media.JSON)
    @Takes(Parameter.SYNOD_CONTEXT)
    @Answers(
            says = "Takes a lock, or a place in its queue. The same request again answers with the same hold.",
            body = Hold.class,
            problems = {
                ProblemType.LOCK_UNAVAILABLE,
                ProblemType.HOLD_CONFLICT,
                ProblemType.NO_SUCH_SESSION,
                ProblemType.SESSION_EXPIRED,
                ProblemType.HOLD_RELEASED,
                ProblemType.TOO_MANY_REQUESTS
            })
    Reply put(
            @PathVariable String lock,
            @PathVariable String hold,
            @RequestBody HoldRequest body,
            HttpServletRequest request) {
        CausalContext told = Headers.context(request);
        Demands demands = new Demands();
        Optional<LockName> lockName = demands.readNew("lock", lock, LockName::new);
        Optional<HoldName> holdName = demands.readNew("hold", hold, HoldName::new);
        Optional<Owner> owner = Owners.read(demands, body.session(), body.ttl(), body.process());
        Optional<Mode> mode = Modes.read(demands, "", body.mode(), body.permits());
        Duration lockDelay = demands.duration("lockDelay", body.lockDelay(), Range.LOCK_DELAY);
        Duration wait = demands.duration("wait", body.waitAtMost(), Range.WAIT);
        demands.check();
        var acquire = new Command.Acquire(
                lockName.orElseThrow(),
                holdName.orElseThrow(),
                owner.orElseThrow(),
                mode.orElseThrow(),
                lockDelay,
                waiting(body.queue(), wait),
                new AttemptId(ThreadLocalRandom.current().nextLong()));
        return acquisition.take(new Wanted.OneLock(acquire), told, wait, Connection.of(request));
    }

    @GetMapping(produces = Media.JSON)
    @Takes(Parameter.CONSISTENCY)
    @Answers(says = "Shows a hold.", body = Hold.class, problems = ProblemType.NO_SUCH_HOLD)
    Reply show(@PathVariable String lock, @PathVariable String hold, HttpServletRequest request) {
        Demands demands = new Demands();
        return holds.show(path(lock, hold, demands), demands, request);
    }

    @DeleteMapping
    @Takes({Parameter.FENCING_TOKEN, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Releases a hold, or leaves the queue. Also where it is gone already.",
            status = 204,
            problems = ProblemType.STALE_FENCING_TOKEN)
    Reply release(@PathVariable String lock, @PathVariable String hold, HttpServletRequest request) {
        Demands demands = new Demands();
        return holds.release(path(lock, hold, demands), demands, request);
    }

    @PostMapping(path = "/renew", produces = Media.JSON)
    @Answers(
            says = "Keeps a hold with a time to live of its own alive.",
            body = Hold.class,
            problems = {ProblemType.NO_SUCH_HOLD, ProblemType.HOLD_CONFLICT, ProblemType.SESSION_EXPIRED})
    Reply renew(
            @PathVariable String lock,
            @PathVariable String hold,
            @RequestBody(required = false) @Nullable EmptyRequest body) {
        Demands demands = new Demands();
        return holds.renew(path(lock, hold, demands), demands);
    }

    private static Optional<HoldPath> path(String lock, String hold, Demands demands) {
        Optional<LockName> lockName = demands.read("lock", lock, LockName::new);
        Optional<HoldName> holdName = demands.read("hold", hold, HoldName::new);
        return lockName.flatMap(named -> holdName.map(name -> new HoldPath.OfLock(named, name)));
    }

    static Waiting waiting(Optional<Boolean> queue, Duration wait) {
        if (queue.orElse(false)) {
            return new Waiting.InQueue();
        }
        return wait.isZero() ? new Waiting.No() : new Waiting.AtMost(wait);
    }
}
