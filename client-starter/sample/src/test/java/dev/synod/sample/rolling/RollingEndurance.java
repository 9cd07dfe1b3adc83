package dev.synod.sample.rolling;

import org.junit.jupiter.api.Test;

/** Twenty orderly rounds and two of kills; run by {@code scripts/endure rolling}. */
class RollingEndurance {

    @Test
    void noFiringIsMissedOrRunTwiceAndALeaderIsNeverLongAway() {
        Rolling.run("endurance", Integer.getInteger("endure.rounds", 20), Integer.getInteger("endure.killed", 2));
    }
}
