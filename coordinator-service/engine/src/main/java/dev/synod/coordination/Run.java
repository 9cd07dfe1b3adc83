package dev.synod.coordination;

import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A run of a job for one nominal firing: at most one runner at a time, and none once it is finished.
 *
 * @param firing the instant at which the job was due; it names the run, and no clock is compared with it
 * @param runner the newest claimer, as it called itself
 * @param session of the newest claimer
 * @param attempt 1 for the first claim; one more each time it was abandoned and claimed again
 * @param maxAttempts as the first claim said
 * @param claimed where the newest claim was decided, and so its fencing token
 * @param claimedAt wall-clock time that rode along with it, for people to read
 */
public record Run(
        JobName job,
        Instant firing,
        State state,
        String runner,
        SessionId session,
        int attempt,
        int maxAttempts,
        Position claimed,
        Instant claimedAt) {

    /** What the claimer guards its effects with. */
    public FencingToken token() {
        return FencingToken.grantedAt(claimed);
    }

    /** How a run ended, as its runner says. */
    public enum Verdict {
        SUCCEEDED,
        FAILED
    }

    /** How a run stands. */
    public sealed interface State {

        /** Its session has it, and has not said how it ended. */
        record Claimed() implements State {}

        /**
         * Its runner has said how it ended. It is never claimed again.
         *
         * @param at wall-clock time that rode along, for people to read
         */
        record Finished(Verdict verdict, Optional<String> detail, Position position, Instant at) implements State {}

        /**
         * Its session ended before it. It may be claimed again while attempts are left.
         *
         * @param at wall-clock time that rode along, for people to read
         */
        record Abandoned(Position position, Instant at) implements State {}
    }
}
