package dev.synod.sample.rolling;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** One orderly round, and two kills at a bad moment. */
class RollingIT {

    @Test
    void noFiringIsMissedOrRunTwiceAndALeaderIsNeverLongAway() {
        Rolling.run("once", 1, 0);
    }

    @Test
    void whatKilledInstancesHadBegunIsDoneByTheOneThatIsLeft() throws SQLException {
        Rolling.killInMidRun("killed");
    }
}
