package dev.synod.node.snapshot;

import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.Coordination;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Foundation;
import dev.synod.paxos.Slot;

/**
 * What a beginning of the ledger has made: what Paxos must know of it, and the state after its last decree.
 *
 * @param state belongs to whoever has the contents, and changes with it
 */
public record Contents(Foundation foundation, Coordination state) {

    public Slot through() {
        return foundation.through();
    }

    /**
     * The same state as the beginning of another cluster: its slots, and with them its fencing tokens, begin behind
     * {@code through}, above all that this one ever gives out.
     *
     * @throws IllegalArgumentException where {@code through} is not above what this one has reached
     */
    public Contents raised(Slot through, Configuration initial) {
        if (!through.isAbove(through())) {
            throw new IllegalArgumentException("slot " + through + " is not above " + through());
        }
        state.raise(new Position(through.number()));
        return new Contents(foundation.raised(through, initial), state);
    }
}
