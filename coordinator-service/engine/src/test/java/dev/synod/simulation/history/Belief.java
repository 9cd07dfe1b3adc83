package dev.synod.simulation.history;

import dev.synod.coordination.Mode;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * A time during which a client believed to hold a lock, to lead or to run a job.
 *
 * @param from when it heard so
 * @param until when it gave up at the latest, as far as known: the instant may still move while the client lives
 */
public record Belief(int client, What what, FencingToken token, long from, LongSupplier until) {

    public sealed interface What {

        record Holding(LockName lock, Mode mode) implements What {}

        record Leading(ElectionName election) implements What {}

        /** It runs a job, alone. */
        record Running(JobName job, Instant firing) implements What {}
    }

    @Override
    public String toString() {
        return "client " + client + " believes in " + what + " with token " + token + " from " + from + " ns until "
                + until.getAsLong() + " ns";
    }
}
