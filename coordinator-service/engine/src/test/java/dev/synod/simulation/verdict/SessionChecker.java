package dev.synod.simulation.verdict;

import dev.synod.coordination.Command;
import dev.synod.coordination.Session;
import dev.synod.coordination.name.SessionId;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.law.Law;
import dev.synod.simulation.verdict.Chronicle.Replayed;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A session expires no earlier than its time to live after it was opened, and after each keep-alive that was answered,
 * as the fastest clock of all nodes counts it. Law: TTL_KEPT.
 */
final class SessionChecker {

    private final double fastest;
    private final Marks marks;
    private final Map<SessionId, Alive> alive = new HashMap<>();
    private final Map<SessionId, Long> renewedAt = new HashMap<>();

    private record Alive(Duration ttl, long openedAt) {}

    /**
     * A checker.
     *
     * @param fastest the highest rate of any node's clock
     */
    SessionChecker(double fastest, List<Operation> operations, Marks marks) {
        this.fastest = fastest;
        this.marks = marks;
        for (Operation operation : operations) {
            boolean renewed = operation.result().filter(new Result.Renewed(true)::equals).isPresent();
            if (renewed && operation.question() instanceof Question.Renews(SessionId session)) {
                renewedAt.merge(session, operation.askedAt(), Math::max);
            }
        }
    }

    void note(Replayed replayed) {
        long instant = replayed.entry().instant();
        if (replayed.entry().command().isPresent()
                && replayed.entry().command().get() instanceof Command.ExpireSession(SessionId session)) {
            Alive ended = alive.remove(session);
            if (ended != null) {
                marks.reached(Mark.SESSION_EXPIRED);
                judge(session, ended, instant);
            }
        }
        for (Session session : replayed.state().sessions("", "", 1000)) {
            alive.computeIfAbsent(session.id(), unknown -> new Alive(session.ttl(), instant));
        }
    }

    private void judge(SessionId session, Alive ended, long instant) {
        long last = Math.max(ended.openedAt(), renewedAt.getOrDefault(session, 0L));
        long least = (long) (ended.ttl().toNanos() / fastest) - 1000;
        Law.TTL_KEPT.check(
                instant - last >= least,
                () -> session + " with a time to live of " + ended.ttl() + " expired " + (instant - last) / 1_000_000
                        + " ms after it was opened or last renewed");
    }
}
