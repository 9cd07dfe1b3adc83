package dev.synod.server.wiring;

import dev.synod.node.Journal;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A journal that was read to its end before a node was made of it: so damage is known before it says who it is. */
final class ReadBack implements Journal {

    private final Journal journal;
    private List<Persist> memory;

    private ReadBack(Journal journal, List<Persist> memory) {
        this.journal = journal;
        this.memory = memory;
    }

    /** Reads a journal; closes it where that fails. */
    static Journal of(Journal journal) {
        var memory = new ArrayList<Persist>();
        boolean read = false;
        try {
            journal.snapshot();
            journal.replay(memory::add);
            read = true;
        } finally {
            if (!read) {
                journal.close();
            }
        }
        return new ReadBack(journal, memory);
    }

    @Override
    public boolean lasts() {
        return journal.lasts();
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return journal.snapshot();
    }

    @Override
    public void replay(Consumer<Persist> told) {
        memory.forEach(told);
        memory = List.of();
    }

    @Override
    public void append(Persist written) {
        journal.append(written);
    }

    @Override
    public boolean sync() {
        return journal.sync();
    }

    @Override
    public void checkOwned() {
        journal.checkOwned();
    }

    @Override
    public boolean keep(Snapshot snapshot) {
        return journal.keep(snapshot);
    }

    @Override
    public boolean beginAnew(Slot through, List<Persist> kept) {
        return journal.beginAnew(through, kept);
    }

    @Override
    public void close() {
        journal.close();
    }
}
