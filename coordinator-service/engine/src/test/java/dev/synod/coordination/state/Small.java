package dev.synod.coordination.state;

/** Bounds that tests reach. */
final class Small {

    private Small() {}

    /** Those of sessions, locks and elections, in the order in which a state is written. */
    static Quotas quotas(int... bounds) {
        return Quotas.of(
                new Quotas.OfSessions(bounds[0], bounds[1]),
                new Quotas.OfLocks(bounds[2], bounds[3], bounds[4]),
                new Quotas.OfElections(bounds[5], bounds[6], bounds[7]));
    }
}
