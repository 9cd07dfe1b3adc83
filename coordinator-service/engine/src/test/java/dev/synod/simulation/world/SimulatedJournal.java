package dev.synod.simulation.world;

import dev.synod.node.Journal;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A journal on a {@link SimulatedDisk}, for one life of a node. A crash keeps any beginning of what was not synced. */
public final class SimulatedJournal implements Journal {

    private final SimulatedDisk disk;
    private final Scribe scribe;
    private final Hazard hazard;
    private final List<Persist> unsynced = new ArrayList<>();
    private State state = State.NEW;

    private enum State {
        NEW,
        OPEN,
        CLOSED
    }

    /** A journal that nobody watches and no hazard threatens. */
    public SimulatedJournal(SimulatedDisk disk) {
        this(disk, Scribe.NOBODY, Hazard.NONE);
    }

    SimulatedJournal(SimulatedDisk disk, Scribe scribe, Hazard hazard) {
        this.disk = disk;
        this.scribe = scribe;
        this.hazard = hazard;
    }

    @Override
    public boolean lasts() {
        return disk.lasts();
    }

    @Override
    public void replay(Consumer<Persist> memory) {
        must(State.NEW, "replayed");
        state = State.OPEN;
        disk.records().forEach(memory);
    }

    @Override
    public void append(Persist written) {
        must(State.OPEN, "appended to");
        hazard.beforeAppend(written);
        unsynced.add(written);
        scribe.appended(written);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return disk.snapshot();
    }

    @Override
    public void checkOwned() {
        // A machine runs one process.
    }

    @Override
    public boolean keep(Snapshot snapshot) {
        must(State.OPEN, "given a snapshot");
        if (disk.isFull()) {
            return false;
        }
        hazard.beforeKeep();
        disk.keep(snapshot);
        hazard.afterKeep();
        return true;
    }

    @Override
    public boolean beginAnew(Slot through, List<Persist> memory) {
        must(State.OPEN, "begun anew");
        if (!unsynced.isEmpty()) {
            throw new IllegalStateException("begun anew with " + unsynced + " unsynced");
        }
        if (disk.isFull()) {
            return false;
        }
        hazard.beforeAnew();
        scribe.begunAnew(through, disk.kept(through), memory);
        disk.beginAnew(through, memory);
        memory.forEach(scribe::durable);
        hazard.afterAnew();
        return true;
    }

    @Override
    public boolean sync() {
        must(State.OPEN, "synced");
        if (disk.isFull() && !unsynced.isEmpty()) {
            return false;
        }
        hazard.beforeSync();
        boolean anything = !unsynced.isEmpty();
        write(unsynced.size());
        if (anything) {
            hazard.afterSync();
        }
        return true;
    }

    int unsynced() {
        return unsynced.size();
    }

    /** The power goes: of what was not synced, the first {@code surviving} records reached the disk all the same. */
    public void crash(int surviving) {
        write(surviving);
        unsynced.clear();
        state = State.CLOSED;
    }

    private void write(int records) {
        List<Persist> written = unsynced.subList(0, records);
        for (Persist record : written) {
            disk.write(record);
            scribe.durable(record);
        }
        written.clear();
    }

    @Override
    public void close() {
        state = State.CLOSED;
    }

    private void must(State expected, String what) {
        if (state != expected) {
            throw new IllegalStateException("a journal that is " + state + " cannot be " + what);
        }
    }
}
