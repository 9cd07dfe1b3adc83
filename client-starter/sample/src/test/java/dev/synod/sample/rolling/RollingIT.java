package dev.synod.sample.rolling;

import org.junit.jupiter.api.Test;

/** One orderly round. */
class RollingIT {

    @Test
    void noFiringIsMissedOrRunTwiceAndALeaderIsNeverLongAway() {
        Rolling.run("once", 1, 0);
    }
}
