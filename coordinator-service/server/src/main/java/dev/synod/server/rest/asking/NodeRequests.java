package dev.synod.server.rest.asking;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.node.Subject;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.Reply;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What the API asks of the node: commands, reads and renewals, each waited for on the request's own thread. */
@Component
public class NodeRequests {

    /** What a request may take beside its {@code wait}. */
    public static final Duration REQUEST_TIME = Duration.ofSeconds(5);

    private final Coordinator coordinator;
    private final Replies replies;

    public NodeRequests(Coordinator coordinator, Replies replies) {
        this.coordinator = coordinator;
        this.replies = replies;
    }

    /** Where a read is answered from. */
    public enum Consistency {
        LINEARIZABLE,
        LOCAL;

        public static Consistency of(HttpServletRequest request, Demands demands) {
            return Parameter.CONSISTENCY.in(request)
                    .flatMap(text -> demands.read(Parameter.CONSISTENCY.text(), text, Consistency::parse))
                    .orElse(LINEARIZABLE);
        }

        private static Consistency parse(String text) {
            return switch (text) {
                case "linearizable" -> LINEARIZABLE;
                case "local" -> LOCAL;
                default -> throw new IllegalArgumentException("must be linearizable or local");
            };
        }
    }

    /** Has a command chosen and applied. */
    public Reply command(Command command) {
        return replies.to(submit(command, REQUEST_TIME));
    }

    /** Has a command of one who says what it knows chosen and applied. The answer says what its session knows then. */
    public Reply command(Command command, CausalContext told) {
        return telling(told, command(Knowing.of(command, told)));
    }

    /** The reply; where it does not say what its reader knows, that is what the reader has told. */
    public static Reply telling(CausalContext told, Reply reply) {
        return Replies.telling(told, reply);
    }

    public Answer<Outcome> submit(Command command, Duration within) {
        return Replies.submitted(coordinator.submit(command, within));
    }

    /** As a linearizable read, and the session's time to live begins anew. */
    public <T> Answer<T> renew(SessionId session, Function<Coordination, T> query) {
        return Replies.asked(coordinator.renew(session, query, REQUEST_TIME));
    }

    /** The session's time to live begins anew, if the cluster can be asked; nobody waits for it. */
    public void keepAlive(SessionId session) {
        var _ = coordinator.renew(session, state -> state.session(session).isPresent(), REQUEST_TIME);
    }

    /** Waits in what this instance learns; see {@link Coordinator#await}. */
    public <T> CompletableFuture<Answer<Optional<T>>> await(
            Subject subject, Function<Coordination, Optional<T>> query, Duration within) {
        return coordinator.await(subject, query, within);
    }

    /** How long a lock will still be withheld, of {@code delay} in all; where this instance cannot tell, the whole. */
    public Duration delayLeft(LockName lock, Duration delay) {
        var asked = Replies.asked(coordinator.delayLeft(lock));
        return asked instanceof Answer.Done<Duration>(var left, var _, var _) ? left : delay;
    }

    public Replies replies() {
        return replies;
    }

    /** Reads. The query runs on the node's loop: it looks up, and leaves all else to the request's own thread. */
    public <T> Answer<T> ask(Consistency consistency, Function<Coordination, T> query) {
        return Replies.asked(
                switch (consistency) {
                    case LINEARIZABLE -> coordinator.read(query, REQUEST_TIME);
                    case LOCAL -> coordinator.readLocally(query);
                });
    }

    public <T> Reply reply(
            Consistency consistency, Function<Coordination, T> query, BiFunction<T, Position, Reply> done) {
        return replies.to(ask(consistency, query), done);
    }
}
