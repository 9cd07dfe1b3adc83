package dev.synod.server.rest;

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
class NodeRequests {

    /** What a request may take beside its {@code wait}. */
    static final Duration REQUEST_TIME = Duration.ofSeconds(5);

    private final Coordinator coordinator;
    private final Replies replies;

    NodeRequests(Coordinator coordinator, Replies replies) {
        this.coordinator = coordinator;
        this.replies = replies;
    }

    /** Where a read is answered from. */
    enum Consistency {
        LINEARIZABLE,
        LOCAL;

        static Consistency of(HttpServletRequest request, Demands demands) {
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
    Reply command(Command command) {
        return replies.to(submit(command, REQUEST_TIME));
    }

    Answer<Outcome> submit(Command command, Duration within) {
        return Replies.submitted(coordinator.submit(command, within));
    }

    /** As a linearizable read, and the session's time to live begins anew. */
    <T> Answer<T> renew(SessionId session, Function<Coordination, T> query) {
        return Replies.asked(coordinator.renew(session, query, REQUEST_TIME));
    }

    /** The session's time to live begins anew, if the cluster can be asked; nobody waits for it. */
    void keepAlive(SessionId session) {
        var _ = coordinator.renew(session, state -> state.session(session).isPresent(), REQUEST_TIME);
    }

    /** Waits in what this instance learns; see {@link Coordinator#await}. */
    <T> CompletableFuture<Answer<Optional<T>>> await(
            Subject subject, Function<Coordination, Optional<T>> query, Duration within) {
        return coordinator.await(subject, query, within);
    }

    /** How long a lock will still be withheld, of {@code delay} in all; where this instance cannot tell, the whole. */
    Duration delayLeft(LockName lock, Duration delay) {
        var asked = Replies.asked(coordinator.delayLeft(lock));
        return asked instanceof Answer.Done<Duration>(var left, var _) ? left : delay;
    }

    Replies replies() {
        return replies;
    }

    /** Reads. The query runs on the node's loop: it looks up, and leaves all else to the request's own thread. */
    <T> Answer<T> ask(Consistency consistency, Function<Coordination, T> query) {
        return Replies.asked(
                switch (consistency) {
                    case LINEARIZABLE -> coordinator.read(query, REQUEST_TIME);
                    case LOCAL -> coordinator.readLocally(query);
                });
    }

    <T> Reply reply(Consistency consistency, Function<Coordination, T> query, BiFunction<T, Position, Reply> done) {
        return replies.to(ask(consistency, query), done);
    }
}
