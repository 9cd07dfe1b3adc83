package dev.synod.coordination.state;

import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.event.EventBounds;

/**
 * The bounds of the replicated state. They belong to the state: nodes of one cluster must all have the same.
 *
 * @param openSessions at once
 * @param endedSessions remembered; the oldest are forgotten first
 * @param holds of all locks together, held or waiting
 * @param waitingHolds in the queue of one lock
 * @param releasedHolds remembered in one session; the oldest are forgotten first
 * @param candidacies in all elections together
 * @param candidates in one election
 * @param idleElections without a candidate whose position is remembered; the oldest are forgotten first
 * @param ofRuns those of jobs
 * @param events what is kept of events
 */
public record Quotas(
        int openSessions,
        int endedSessions,
        int holds,
        int waitingHolds,
        int releasedHolds,
        int candidacies,
        int candidates,
        int idleElections,
        OfRuns ofRuns,
        EventBounds events) {

    public static final Quotas STANDARD =
            new Quotas(100_000, 100_000, 1_000_000, 10_000, 10_000, 1_000_000, 10_000, 100_000);

    /** Those of sessions, locks and elections, with the others as they are in {@link #STANDARD}. */
    public Quotas(
            int openSessions,
            int endedSessions,
            int holds,
            int waitingHolds,
            int releasedHolds,
            int candidacies,
            int candidates,
            int idleElections) {
        this(
                openSessions,
                endedSessions,
                holds,
                waitingHolds,
                releasedHolds,
                candidacies,
                candidates,
                idleElections,
                OfRuns.STANDARD,
                EventBounds.STANDARD);
    }

    public Quotas with(OfRuns runs) {
        return new Quotas(
                openSessions,
                endedSessions,
                holds,
                waitingHolds,
                releasedHolds,
                candidacies,
                candidates,
                idleElections,
                runs,
                events);
    }

    public Quotas with(EventBounds bounds) {
        return new Quotas(
                openSessions,
                endedSessions,
                holds,
                waitingHolds,
                releasedHolds,
                candidacies,
                candidates,
                idleElections,
                ofRuns,
                bounds);
    }

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
        out.number(openSessions).number(endedSessions);
        out.number(holds).number(waitingHolds).number(releasedHolds);
        out.number(candidacies).number(candidates).number(idleElections);
        events.write(out.number(ofRuns.jobs).number(ofRuns.runs));
    }

    /** Reads the bounds of a state whose spelling has that version. What it did not have is as it is now. */
    static Quotas read(int version, Reader in) {
        return new Quotas(
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                version == 1 ? OfRuns.STANDARD : new OfRuns(in.count(), in.count()),
                version == 1 ? EventBounds.STANDARD : EventBounds.read(in));
    }
}
