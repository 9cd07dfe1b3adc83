package dev.synod.simulation.world;

import dev.synod.paxos.Effect.Persist;
import java.util.ArrayList;
import java.util.List;

/** What is durable on a machine, through all the lives of its node. */
public final class SimulatedDisk {

    private final List<Persist> records = new ArrayList<>();

    void write(Persist record) {
        records.add(record);
    }

    /** All records, oldest first: a copy. */
    List<Persist> records() {
        return List.copyOf(records);
    }
}
