package dev.synod.server.journal;

import dev.synod.node.Journal;
import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal of a node that never votes, and so has nothing that it must not forget: a snapshot in memory, and no
 * more. Its next life begins with nothing, under another id.
 */
public final class ForgetfulJournal implements Journal {

    private volatile Optional<Snapshot> inUse = Optional.empty();
    private volatile Optional<Snapshot> kept = Optional.empty();

    @Override
    public boolean lasts() {
        return false;
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return inUse;
    }

    @Override
    public void replay(Consumer<Persist> memory) {
        // There is no earlier life to tell of.
    }

    @Override
    public void append(Persist written) {
        // What a source told can be asked for again.
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
    public boolean keep(Snapshot snapshot) {
        kept = Optional.of(snapshot);
        return true;
    }

    @Override
    public boolean beginAnew(Slot through, List<Persist> memory) {
        inUse = kept.filter(snapshot -> snapshot.through().equals(through));
        if (inUse.isEmpty()) {
            throw new IllegalStateException("no snapshot through " + through + " was kept");
        }
        kept = Optional.empty();
        return true;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
