package dev.synod.coordination.state;

import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.event.EventBounds;

/** The bounds of the replicated state. They belong to the state: nodes of one cluster must all have the same. */
public record Quotas(
        OfSessions sessions, OfLocks locks, OfElections elections, OfRuns runs, EventBounds events) {

    public static final Quotas STANDARD = of(
            new OfSessions(100_000, 4_000),
            new OfLocks(1_000_000, 10_000, 10_000),
            new OfElections(1_000_000, 10_000, 100_000));

    /** Those of sessions, locks and elections, with the others as they are in {@link #STANDARD}. */
    public static Quotas of(OfSessions sessions, OfLocks locks, OfElections elections) {
        return new Quotas(sessions, locks, elections, OfRuns.STANDARD, EventBounds.STANDARD);
    }

    public Quotas with(OfRuns others) {
        return new Quotas(sessions, locks, elections, others, events);
    }

    public Quotas with(EventBounds others) {
        return new Quotas(sessions, locks, elections, runs, others);
    }

    /**
     * The bounds of sessions.
     *
     * @param open at once
     * @param ended of which it is remembered where; the oldest are forgotten first. Nothing is decided by it: an id is
     *     never given out again, and whoever names a session that is not open is refused. That those forgotten are over
     *     is still known
     */
    public record OfSessions(int open, int ended) {}

    /**
     * The bounds of locks.
     *
     * @param holds of all locks together, held or waiting
     * @param waiting in the queue of one lock
     * @param released holds remembered in one session; the oldest are forgotten first
     */
    public record OfLocks(int holds, int waiting, int released) {}

    /**
     * The bounds of elections.
     *
     * @param candidacies in all elections together
     * @param candidates in one election
     * @param idle elections, without a candidate, whose position is remembered; the oldest are forgotten first
     */
    public record OfElections(int candidacies, int candidates, int idle) {}

    /**
     * The bounds of what is remembered of jobs.
     *
     * @param jobs with a run that is remembered; jobs are not forgotten
     * @param runs of one job; those of the oldest firings are forgotten first, but none that is under way
     */
    public record OfRuns(int jobs, int runs) {

        static final OfRuns STANDARD = new OfRuns(1_000, 1_000);

        public OfRuns {
            if (runs < 1) {
                throw new IllegalArgumentException("a job remembers 1 run or more, not " + runs);
            }
        }
    }

    void write(Writer out) {
        out.number(sessions.open).number(sessions.ended);
        out.number(locks.holds).number(locks.waiting).number(locks.released);
        out.number(elections.candidacies).number(elections.candidates).number(elections.idle);
        events.write(out.number(runs.jobs).number(runs.runs));
    }

    /** Reads the bounds of a state whose spelling has that version. What it did not have is as it is now. */
    static Quotas read(int version, Reader in) {
        var read = of(
                new OfSessions(in.count(), in.count()),
                new OfLocks(in.count(), in.count(), in.count()),
                new OfElections(in.count(), in.count(), in.count()));
        return version == 1 ? read : read.with(new OfRuns(in.count(), in.count())).with(EventBounds.read(in));
    }
}
