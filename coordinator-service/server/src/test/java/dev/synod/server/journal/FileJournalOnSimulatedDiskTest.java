package dev.synod.server.journal;

import dev.synod.node.Journal;
import dev.synod.node.JournalContract;
import java.util.Random;

/** The contract, on a disk that keeps any part of what was not forced; segments and buffers are tiny. */
class FileJournalOnSimulatedDiskTest extends JournalContract {

    private final Desk desk = new Desk();
    private final Random random = new Random(7);

    @Override
    protected Journal open() {
        return desk.open();
    }

    @Override
    protected void crash(Journal journal) {
        desk.disk().restartMachine(random::nextBoolean);
    }
}
