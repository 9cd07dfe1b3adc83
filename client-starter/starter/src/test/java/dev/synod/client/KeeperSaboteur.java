package dev.synod.client;

import java.util.ArrayList;
import java.util.List;

/** A keeper with one fault that looks like nothing in a quiet hour. */
enum KeeperSaboteur implements LeaseLaw.Keepers {

    /** Counts the TTL from when the answer came, as one does who writes it down then. */
    COUNTS_FROM_THE_ANSWER(LeaseLaw.ENDS_HERE_FIRST) {
        @Override
        public SessionKeeper make(SynodClient client, HandTimers timers) {
            return new Keeper(client, timers) {
                @Override
                long deadline(long sent) {
                    return super.deadline(timers.nanos());
                }
            };
        }
    },

    /** Believes that it has its session until a timer has fired, which after a pause comes too late. */
    TRUSTS_ITS_TIMERS(LeaseLaw.KNOWN_AFTER_A_PAUSE) {
        @Override
        public SessionKeeper make(SynodClient client, HandTimers timers) {
            return new Keeper(client, timers) {
                @Override
                Life live(String session, long deadline) {
                    return new Life(session, timers, deadline) {
                        @Override
                        boolean isAlive() {
                            return timers.isFiring() ? super.isAlive() : true;
                        }
                    };
                }
            };
        }
    },

    /** Takes a late answer for an answer. */
    BRINGS_BACK(LeaseLaw.OVER_IS_OVER) {
        @Override
        public SessionKeeper make(SynodClient client, HandTimers timers) {
            return new Keeper(client, timers) {
                @Override
                Life live(String session, long deadline) {
                    return new Revived(session, timers, deadline);
                }
            };
        }
    },

    /** Has a lease that the cluster granted to a session that is over. */
    ADMITS_TO_THE_DEAD(LeaseLaw.NOTHING_IN_THE_DEAD) {
        @Override
        public SessionKeeper make(SynodClient client, HandTimers timers) {
            return new Keeper(client, timers) {
                @Override
                Life live(String session, long deadline) {
                    return new Life(session, timers, deadline) {
                        private final List<SessionLease> late = new ArrayList<>();

                        @Override
                        synchronized boolean admit(SessionLease lease) {
                            return super.admit(lease) || late.add(lease);
                        }
                    };
                }
            };
        }
    };

    private final LeaseLaw caughtBy;

    KeeperSaboteur(LeaseLaw caughtBy) {
        this.caughtBy = caughtBy;
    }

    LeaseLaw caughtBy() {
        return caughtBy;
    }

    /** One without a fault. */
    static class Keeper extends SessionKeeper {

        Keeper(SynodClient client, HandTimers timers) {
            super(client, timers, timers, SessionSettings.of("p", LeaseLaw.TTL));
        }
    }

    private static final class Revived extends Life {

        private long until;

        Revived(String session, Timers timers, long deadline) {
            super(session, timers, deadline);
            until = deadline;
        }

        @Override
        boolean isAlive() {
            return until - timers().nanos() > 0;
        }

        @Override
        synchronized boolean extend(long longer) {
            until = longer;
            return true;
        }
    }
}
