package dev.synod.server.rest.cluster;

import dev.synod.api.ProblemType;
import dev.synod.coordination.name.Position;
import dev.synod.node.Coordinator;
import dev.synod.node.Motion;
import dev.synod.node.Ruling;
import dev.synod.node.Standing;
import dev.synod.server.rest.reply.Outcomes;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.Reply;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What is asked of the president about the cluster itself, on the request's own thread. */
final class Motions {

    /** A president gives its successor five seconds; its ruling travels too. */
    private static final Duration TO_RULE = Duration.ofSeconds(6);

    private static final Duration TO_HEAR_OF_IT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Coordinator coordinator;
    private final Replies replies;

    Motions(Coordinator coordinator, Replies replies) {
        this.coordinator = coordinator;
        this.replies = replies;
    }

    /** Has the president rule, and answers with {@code done} where it carries the motion. */
    Reply carry(Motion motion, Supplier<Reply> done) {
        return replies.to(Replies.ruled(coordinator.move(motion, TO_RULE)), (ruling, position) -> switch (ruling) {
            case Ruling.Carried carried -> done.get();
            case Ruling.Declined(String reason) -> refused(reason, position);
        });
    }

    static Reply refused(String reason, Position position) {
        String sentence = reason.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + reason.substring(1)
                + (reason.endsWith("?") ? "" : ".");
        return Outcomes.failed(ProblemType.MEMBER_CHANGE_REFUSED, sentence, position);
    }

    /** Waits until this node stands so; false where its time is over. */
    boolean await(Predicate<Standing> wanted) {
        long start = System.nanoTime();
        while (!wanted.test(coordinator.standing())) {
            if (System.nanoTime() - start > TO_HEAR_OF_IT.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
