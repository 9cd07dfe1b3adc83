package dev.synod.server.rest;

import dev.synod.api.EmptyRequest;
import dev.synod.api.ManyHold;
import dev.synod.api.ManyHoldRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.ManyHold.Share;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Owner;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/** Holds of several locks, which one decree grants together. */
@Controller
@RequestMapping("/v1/holds/{hold}")
class ManyHoldController {

    private final Acquisition acquisition;
    private final Holds holds;

    ManyHoldController(Acquisition acquisition, Holds holds) {
        this.acquisition = acquisition;
        this.holds = holds;
    }

    @PutMapping(consumes = Media.JSON, produces = Media.JSON)
    @Takes(Parameter.SYNOD_CONTEXT)
    @Answers(
            says = "Takes several locks at once, all or none, or a place in all their queues. The same request again"
                    + " answers with the same hold.",
            body = ManyHold.class,
            problems = {
                ProblemType.LOCK_UNAVAILABLE,
                ProblemType.HOLD_CONFLICT,
                ProblemType.NO_SUCH_SESSION,
                ProblemType.SESSION_EXPIRED,
                ProblemType.HOLD_RELEASED,
                ProblemType.TOO_MANY_REQUESTS
            })
    Reply put(@PathVariable String hold, @RequestBody ManyHoldRequest body, HttpServletRequest request) {
        CausalContext told = Headers.context(request);
        Demands demands = new Demands();
        Optional<HoldName> holdName = demands.readNew("hold", hold, HoldName::new);
        Optional<Owner> owner = Owners.read(demands, body.session(), body.ttl(), body.process());
        List<Share> shares = shares(body.locks(), demands);
        Duration lockDelay = demands.duration("lockDelay", body.lockDelay(), Range.LOCK_DELAY);
        Duration wait = demands.duration("wait", body.waitAtMost(), Range.WAIT);
        demands.check();
        var acquire = new Command.AcquireMany(
                holdName.orElseThrow(),
                owner.orElseThrow(),
                shares,
                lockDelay,
                HoldController.waiting(body.queue(), wait),
                new AttemptId(ThreadLocalRandom.current().nextLong()));
        return acquisition.take(new Wanted.Several(acquire), told, wait, Connection.of(request));
    }

    private static List<Share> shares(Optional<List<ManyHoldRequest.Share>> locks, Demands demands) {
        var shares = new ArrayList<Share>();
        int most = dev.synod.coordination.ManyHold.MOST_LOCKS;
        if (locks.isEmpty() || locks.get().isEmpty() || locks.get().size() > most) {
            demands.refuse("locks", "must be 1 to " + most + " locks");
            return shares;
        }
        Set<LockName> named = new LinkedHashSet<>();
        for (int i = 0; i < locks.get().size(); i++) {
            ManyHoldRequest.@Nullable Share asked = locks.get().get(i);
            String place = "locks[" + i + "]";
            if (asked == null) {
                demands.refuse(place, "must not be null");
                continue;
            }
            Optional<LockName> lock = asked.lock().isPresent()
                    ? demands.readNew(place + ".lock", asked.lock().get(), LockName::new)
                    : demands.readRequired(place + ".lock", asked.lock(), LockName::new);
            Optional<Mode> mode = Modes.read(demands, place + ".", asked.mode(), asked.permits());
            if (lock.isPresent() && !named.add(lock.get())) {
                demands.refuse(place + ".lock", "must be named once");
            } else if (lock.isPresent() && mode.isPresent()) {
                shares.add(new Share(lock.get(), mode.get()));
            }
        }
        return shares;
    }

    @GetMapping(produces = Media.JSON)
    @Takes(Parameter.CONSISTENCY)
    @Answers(says = "Shows a hold of several locks.", body = ManyHold.class, problems = ProblemType.NO_SUCH_HOLD)
    Reply show(@PathVariable String hold, HttpServletRequest request) {
        Demands demands = new Demands();
        return holds.show(path(hold, demands), demands, request);
    }

    @DeleteMapping
    @Takes({Parameter.FENCING_TOKEN, Parameter.SYNOD_CONTEXT})
    @Answers(
            says = "Releases all the locks of a hold at once, or leaves all their queues. Also where it is gone"
                    + " already.",
            status = 204,
            problems = ProblemType.STALE_FENCING_TOKEN)
    Reply release(@PathVariable String hold, HttpServletRequest request) {
        Demands demands = new Demands();
        return holds.release(path(hold, demands), demands, request);
    }

    @PostMapping(path = "/renew", produces = Media.JSON)
    @Answers(
            says = "Keeps a hold of several locks with a time to live of its own alive.",
            body = ManyHold.class,
            problems = {ProblemType.NO_SUCH_HOLD, ProblemType.HOLD_CONFLICT, ProblemType.SESSION_EXPIRED})
    Reply renew(@PathVariable String hold, @RequestBody(required = false) @Nullable EmptyRequest body) {
        Demands demands = new Demands();
        return holds.renew(path(hold, demands), demands);
    }

    private static Optional<HoldPath> path(String hold, Demands demands) {
        return demands.read("hold", hold, HoldName::new).map(HoldPath.OfSeveral::new);
    }
}
