package dev.synod.api.clock;

/** Which processes leave the clocks; the broken ones take too many, or let them in again. */
enum Retirement {
    NEVER,
    LAWFUL,
    OF_THE_ENDED_THOUGH_SEEN,
    OF_THE_UNSEEN_THOUGH_ALIVE,
    /** By contexts that were told before it. */
    WITH_A_WAY_BACK;

    /** Whether a process that has published leaves. */
    boolean isOf(Standing standing) {
        return switch (this) {
            case NEVER -> false;
            case LAWFUL, WITH_A_WAY_BACK -> standing == Standing.GONE;
            case OF_THE_ENDED_THOUGH_SEEN -> standing == Standing.GONE || standing == Standing.ENDED;
            case OF_THE_UNSEEN_THOUGH_ALIVE -> standing == Standing.GONE || standing == Standing.UNSEEN;
        };
    }

    /** A process, by whether it lives and whether an event of its can still be seen. */
    enum Standing {
        PRESENT,
        UNSEEN,
        ENDED,
        GONE
    }
}
