package dev.synod.node;

import dev.synod.coordination.Command;
import dev.synod.paxos.Decree;
import java.time.Instant;

/** Reads decrees as nodes do, for tests that look at ledgers from outside. */
public final class DecreeReader {

    private DecreeReader() {}

    /** What a decree says. */
    public record Reading(RequestId id, Instant at, Command command) {}

    public static Reading read(Decree.Payload payload) {
        Submission submission = Submission.decode(payload);
        return new Reading(submission.id(), submission.at(), submission.command());
    }
}
