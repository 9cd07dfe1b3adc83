package dev.synod.server.journal;

import dev.synod.node.Journal;
import dev.synod.node.JournalContract;
import dev.synod.paxos.NodeId;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on this machine's file system: what was written and not forced is still there after a crash. */
class FileJournalOnDiskTest extends JournalContract {

    @TempDir
    private Path directory;

    @Override
    protected Journal open() {
        return FileJournal.open(directory, new Identity("tests", new NodeId(2)));
    }

    @Override
    protected void crash(Journal journal) {
        journal.close();
    }
}
