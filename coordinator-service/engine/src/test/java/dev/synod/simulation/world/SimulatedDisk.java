package dev.synod.simulation.world;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is durable on a machine, through all the lives of its node. */
public final class SimulatedDisk {

    private final List<Persist> records = new ArrayList<>();
    private Optional<Snapshot> kept = Optional.empty();
    private Optional<Snapshot> inUse = Optional.empty();
    private Room room = Room.LEFT;
    private final boolean lasts;

    public SimulatedDisk() {
        this(true);
    }

    private SimulatedDisk(boolean lasts) {
        this.lasts = lasts;
    }

    /** One that goes with its machine's next crash. */
    static SimulatedDisk ofOneLife() {
        return new SimulatedDisk(false);
    }

    boolean lasts() {
        return lasts;
    }

    private enum Room {
        LEFT,
        NONE
    }

    void write(Persist record) {
        records.add(record);
    }

    /** All records, oldest first: a copy. */
    List<Persist> records() {
        return List.copyOf(records);
    }

    Optional<Snapshot> snapshot() {
        return inUse;
    }

    void keep(Snapshot snapshot) {
        kept = Optional.of(snapshot);
    }

    /** The snapshot through {@code through} that was kept, where one was. */
    Optional<Snapshot> kept(Slot through) {
        return kept.filter(snapshot -> snapshot.through().equals(through));
    }

    /** A snapshot that is not in use may be gone after a crash. */
    void loseKept() {
        kept = Optional.empty();
    }

    /** All at once: the snapshot that was kept, and these records over it. */
    void beginAnew(Slot through, List<Persist> memory) {
        inUse = Optional.of(kept(through)
                .orElseThrow(() -> new IllegalStateException("no snapshot through " + through + " was kept")));
        kept = Optional.empty();
        records.clear();
        records.addAll(memory);
    }

    boolean isFull() {
        return room == Room.NONE;
    }

    void fill() {
        room = Room.NONE;
    }

    void makeRoom() {
        room = Room.LEFT;
    }
}
