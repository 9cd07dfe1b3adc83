package dev.synod.node;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Command;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.Coordination;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Slot;
import java.time.Instant;
import java.util.Optional;

/** Reads decrees as nodes do, for tests that look at ledgers from outside. */
public final class DecreeReader {

    private DecreeReader() {}

    /** What a decree says. */
    public record Reading(RequestId id, Instant at, Command command) {}

    public static Reading read(Decree.Payload payload) {
        Submission submission = Submission.decode(payload);
        return new Reading(submission.id(), submission.at(), submission.command());
    }

    /**
     * Does to a state what the decree of a slot does to it.
     *
     * @param before the configuration chosen last in the slots before
     */
    public static Optional<Applied> enact(Coordination state, Slot slot, Decree decree, Configuration before) {
        var enactment = new Enactment(state);
        switch (decree) {
            case Decree.NoOp gap -> {}
            case Decree.Opened(var ballot) -> enactment.opened(slot, ballot);
            case Decree.Reconfigured(var now) -> enactment.reconfigured(slot, before, now);
            case Decree.Payload payload -> {
                return Optional.of(
                        enactment.submitted(new Position(slot.number()), Submission.decode(payload)));
            }
        }
        return Optional.empty();
    }
}
