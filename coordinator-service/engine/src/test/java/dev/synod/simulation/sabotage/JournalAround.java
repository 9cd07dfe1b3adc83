package dev.synod.simulation.sabotage;

import dev.synod.node.Journal;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes everything on to an honest journal; a liar changes what it likes. */
class JournalAround implements Journal {

    private final Journal honest;

    JournalAround(Journal honest) {
        this.honest = honest;
    }

    @Override
    public void replay(Consumer<Persist> memory) {
        honest.replay(memory);
    }

    @Override
    public void append(Persist written) {
        honest.append(written);
    }

    @Override
    public boolean sync() {
        return honest.sync();
    }

    @Override
    public boolean lasts() {
        return honest.lasts();
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return honest.snapshot();
    }

    @Override
    public void checkOwned() {
        honest.checkOwned();
    }

    @Override
    public boolean keep(Snapshot snapshot) {
        return honest.keep(snapshot);
    }

    @Override
    public boolean beginAnew(Slot through, List<Persist> memory) {
        return honest.beginAnew(through, memory);
    }

    @Override
    public void close() {
        honest.close();
    }
}
