package dev.synod.node;

import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What ends by time: sessions, places in queues, lock delays. Every node knows what runs; the president counts each
 * down on its own monotonic clock and then proposes the end, so that the end itself is a decree. A new president counts
 * from the beginning: a time to live is a lower bound.
 *
 * <p>Spec: {@code Sessions.tla}.
 */
final class Tenures {

    /** What a request gets beyond its wait before the president takes its hold out of the queue in its place. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    sealed interface Tenure {

        record OfSession(SessionId session) implements Tenure {}

        record OfWait(LockName lock, HoldName hold) implements Tenure {}

        record OfManyWait(HoldName hold) implements Tenure {}

        record OfDelay(LockName lock) implements Tenure {}
    }

    private static final class Running {

        private final Command end;
        private final long nanos;
        private final long begun;
        private long deadline;
        private boolean ending;

        Running(Command end, Duration length, long now) {
            this.end = end;
            nanos = length.toNanos();
            begun = now;
        }
    }

    private record Due(long deadline, Tenure tenure) {}

    private final Map<Tenure, Running> running = new LinkedHashMap<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>((a, b) -> Long.signum(a.deadline() - b.deadline()));
    private boolean counting;
    private long stalled;

    // ---- what runs, on every node

    void note(Change change, long now) {
        switch (change) {
            case Change.SessionBegan began -> begin(
                    new Tenure.OfSession(began.session()),
                    new Running(new Command.ExpireSession(began.session()), began.ttl(), now),
                    now);
            case Change.SessionOver over -> running.remove(new Tenure.OfSession(over.session()));
            case Change.HoldWaits waits -> begin(
                    new Tenure.OfWait(waits.lock(), waits.hold()),
                    new Running(leave(waits.lock(), waits.hold(), waits.attempt()), waits.limit().plus(GRACE), now),
                    now);
            case Change.HoldSettled settled -> running.remove(new Tenure.OfWait(settled.lock(), settled.hold()));
            case Change.DelayBegan delay -> begin(
                    new Tenure.OfDelay(delay.lock()),
                    new Running(new Command.LiftDelay(delay.lock(), delay.since()), delay.delay(), now),
                    now);
            case Change.ManyWaits waits -> begin(
                    new Tenure.OfManyWait(waits.hold()),
                    new Running(
                            new Command.LeaveMany(waits.hold(), waits.attempt()), waits.limit().plus(GRACE), now),
                    now);
            case Change.ManySettled settled -> running.remove(new Tenure.OfManyWait(settled.hold()));
            case Change.LeadershipChanged leadership -> {} // leads end with sessions
            case Change.TopicGrew grown -> {} // events are kept by number, not by time
        }
    }

    /** The state was replaced: from now on these run, and no others. */
    void replace(List<Change> beginnings, long now) {
        running.clear();
        queue.clear();
        beginnings.forEach(change -> note(change, now));
    }

    private static Command leave(LockName lock, HoldName hold, AttemptId attempt) {
        return new Command.LeaveQueue(lock, hold, attempt);
    }

    /** A delay that began at {@code since} is over. */
    void lifted(LockName lock, Position since) {
        var tenure = new Tenure.OfDelay(lock);
        var run = running.get(tenure);
        if (run != null && run.end.equals(new Command.LiftDelay(lock, since))) {
            running.remove(tenure);
        }
    }

    /** About how long a lock will still be withheld, by this node's count since it heard of it. */
    Duration delayLeft(LockName lock, long now) {
        var run = running.get(new Tenure.OfDelay(lock));
        return run == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, run.nanos - (now - run.begun)));
    }

    private void begin(Tenure tenure, Running run, long now) {
        running.put(tenure, run);
        if (counting) {
            count(tenure, run, now);
        }
    }

    // ---- the president's count

    boolean counting() {
        return counting;
    }

    /** This node has begun to preside: everything gets its whole time again. */
    void start(long now) {
        counting = true;
        running.forEach((tenure, run) -> count(tenure, run, now));
    }

    void stop() {
        counting = false;
        queue.clear();
        running.values().forEach(run -> run.ending = false);
    }

    /** The loop stood still for so long, and heard no renewal: the time is not counted. */
    void stoodStill(long nanos) {
        stalled += nanos;
    }

    private void count(Tenure tenure, Running run, long now) {
        run.ending = false;
        run.deadline = now - stalled + run.nanos;
        queue.add(new Due(run.deadline, tenure));
    }

    /** A session's client was heard, and a quorum has confirmed the president since. */
    void renewed(SessionId session, long now) {
        var tenure = new Tenure.OfSession(session);
        var run = running.get(tenure);
        if (counting && run != null && !run.ending) {
            run.deadline = now - stalled + run.nanos; // the queue finds out when the earlier deadline comes
        }
    }

    /** Whether the session's end has been proposed: a renewal must wait for what comes of it. */
    boolean ending(SessionId session) {
        var run = running.get(new Tenure.OfSession(session));
        return counting && run != null && run.ending;
    }

    /** What has run out by now: each is told once, until {@link #notEnded}. */
    List<Map.Entry<Tenure, Command>> runOut(long now) {
        var out = new ArrayList<Map.Entry<Tenure, Command>>();
        long counted = now - stalled;
        while (!queue.isEmpty() && queue.element().deadline() - counted <= 0) {
            var due = queue.remove();
            var run = running.get(due.tenure());
            if (run == null || run.ending || due.deadline() - run.deadline > 0) {
                continue; // ended, or being ended, or counted anew since
            }
            if (run.deadline - counted > 0) {
                queue.add(new Due(run.deadline, due.tenure())); // renewed since
            } else {
                run.ending = true;
                out.add(Map.entry(due.tenure(), run.end));
            }
        }
        return out;
    }

    /** The end could not be had: it is tried again after {@code nanos}. */
    void notEnded(Tenure tenure, long now, long nanos) {
        var run = running.get(tenure);
        if (counting && run != null && run.ending) {
            run.ending = false;
            run.deadline = now - stalled + nanos;
            queue.add(new Due(run.deadline, tenure));
        }
    }

    /** The next deadline, or {@code atLatest}. */
    long next(long atLatest) {
        if (queue.isEmpty()) {
            return atLatest;
        }
        long next = queue.element().deadline() + stalled;
        return next - atLatest < 0 ? next : atLatest;
    }
}
