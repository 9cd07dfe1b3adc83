package dev.synod.server.rest.reply;

import dev.synod.api.Problem;
import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.node.Ruling;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

/** The node's answers as HTTP. The switch is exhaustive: a new answer must find its status here. */
public final class Replies {

    private final Coordinator coordinator;

    public Replies(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** Waits for a command's answer. A node that ended meanwhile leaves it unknown. */
    public static Answer<Outcome> submitted(CompletableFuture<Answer<Outcome>> answer) {
        try {
            return answer.join();
        } catch (CompletionException | CancellationException nodeEnded) {
            return new Answer.Unknown<>();
        }
    }

    /** Waits for the president's ruling. A node that ended meanwhile leaves it unknown. */
    public static Answer<Ruling> ruled(CompletableFuture<Answer<Ruling>> answer) {
        try {
            return answer.join();
        } catch (CompletionException | CancellationException nodeEnded) {
            return new Answer.Unknown<>();
        }
    }

    /** Waits for the answer of something that changes nothing. */
    public static <T> Answer<T> asked(CompletableFuture<Answer<T>> answer) {
        try {
            return answer.join();
        } catch (CompletionException | CancellationException nodeEnded) {
            return new Answer.Overloaded<>();
        }
    }

    /** The answer to a command. */
    public Reply to(Answer<Outcome> answer) {
        return to(answer, Outcomes::reply);
    }

    /** The answer, where what was done becomes a reply by {@code done}. */
    public <T> Reply to(Answer<T> answer, BiFunction<T, Position, Reply> done) {
        return switch (answer) {
            case Answer.Done<T>(var value, var position, var known) -> telling(known, done.apply(value, position));
            case Answer.NoQuorum<T>() -> failed(
                    ProblemType.NO_QUORUM,
                    "No majority of the voters could be reached in time; nothing was done.");
            case Answer.Overloaded<T>() -> overloaded();
            case Answer.Unknown<T>() -> unknownOutcome();
            case Answer.NotCaughtUp<T>() -> failed(
                    ProblemType.NOT_CAUGHT_UP,
                    "This instance has not learned the position of Synod-After in time; ask again, or another one.");
        };
    }

    /** The reply with what its reader knows by it: where that is anything, and the request was not malformed. */
    public static Reply telling(CausalContext known, Reply reply) {
        boolean tells = reply instanceof Reply.Telling
                || (reply instanceof Reply.Failed(var _, var position) && position.isEmpty());
        return known.isEmpty() || tells ? reply : new Reply.Telling(reply, known);
    }

    public Reply overloaded() {
        return failed(
                ProblemType.OVERLOADED,
                "This instance cannot take the request now; nothing was done. Ask again, or another instance.");
    }

    public Reply unknownOutcome() {
        return failed(
                ProblemType.UNKNOWN_OUTCOME,
                "It was proposed, but is not known to be chosen: it may have happened or not. "
                        + "The same request again settles it.");
    }

    private Reply failed(ProblemType type, String detail) {
        return new Reply.Failed(
                Problem.of(type, detail, Map.of()),
                Optional.of(new Position(coordinator.standing().appliedThrough().number())));
    }
}
