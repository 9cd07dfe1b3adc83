package dev.synod.coordination;

/** How a hold shares its lock with others. */
public sealed interface Mode {

    Mode EXCLUSIVE = new Exclusive();
    Mode SHARED = new Shared();

    /** Alone. */
    record Exclusive() implements Mode {}

    /** With other shared holds: many readers or one writer. */
    record Shared() implements Mode {}

    /**
     * With at most {@code permits - 1} others: a counting semaphore.
     *
     * @param permits 1 to 1,000,000; the first hold fixes them until the lock is free again
     */
    record Permit(int permits) implements Mode {

        public Permit {
            if (permits < 1 || permits > 1_000_000) {
                throw new IllegalArgumentException("permits must be 1 to 1000000, not " + permits);
            }
        }
    }
}
