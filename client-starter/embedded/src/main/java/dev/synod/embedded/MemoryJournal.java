package dev.synod.embedded;

import dev.synod.node.Journal;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A journal that lasts as long as the object: for a node with one life, and nobody to keep promises to after it. */
final class MemoryJournal implements Journal {

    private final List<Persist> written = new ArrayList<>();
    private Optional<Snapshot> kept = Optional.empty();
    private Optional<Snapshot> inUse = Optional.empty();

    @Override
    public synchronized Optional<Snapshot> snapshot() {
        return inUse;
    }

    @Override
    public synchronized void replay(Consumer<Persist> memory) {
        // There is no earlier life to tell of.
    }

    @Override
    public synchronized void append(Persist record) {
        written.add(record);
    }

    @Override
    public boolean sync() {
        return true;
    }

    @Override
    public void checkOwned() {
        // Nobody else has it.
    }

    @Override
    public synchronized boolean keep(Snapshot snapshot) {
        kept = Optional.of(snapshot);
        return true;
    }

    @Override
    public synchronized boolean beginAnew(Slot through, List<Persist> memory) {
        inUse = kept.filter(snapshot -> snapshot.through().equals(through));
        if (inUse.isEmpty()) {
            throw new IllegalStateException("no snapshot through " + through + " was kept");
        }
        written.clear();
        written.addAll(memory);
        return true;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
