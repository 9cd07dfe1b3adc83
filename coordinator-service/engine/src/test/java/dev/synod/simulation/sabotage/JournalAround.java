package dev.synod.simulation.sabotage;

import dev.synod.node.Journal;
import dev.synod.paxos.Effect.Persist;
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
    public void sync() {
        honest.sync();
    }

    @Override
    public void close() {
        honest.close();
    }
}
