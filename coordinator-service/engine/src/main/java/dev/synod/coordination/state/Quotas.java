package dev.synod.coordination.state;

import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;

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
 */
public record Quotas(
        int openSessions,
        int endedSessions,
        int holds,
        int waitingHolds,
        int releasedHolds,
        int candidacies,
        int candidates,
        int idleElections) {

    public static final Quotas STANDARD =
            new Quotas(100_000, 100_000, 1_000_000, 10_000, 10_000, 1_000_000, 10_000, 100_000);

    void write(Writer out) {
        out.number(openSessions).number(endedSessions);
        out.number(holds).number(waitingHolds).number(releasedHolds);
        out.number(candidacies).number(candidates).number(idleElections);
    }

    static Quotas read(Reader in) {
        return new Quotas(
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count());
    }
}
