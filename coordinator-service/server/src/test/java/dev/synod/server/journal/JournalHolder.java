package dev.synod.server.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that uses a data directory until it is killed. */
final class JournalHolder {

    static final String SYNCED = "synced";

    private JournalHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (FileJournal journal = FileJournal.open(Path.of(arguments[0]), Desk.IDENTITY)) {
            Desk.memoryOf(journal);
            journal.append(Desk.promise(1));
            journal.sync();
            System.out.println(SYNCED);
            // Nothing comes: the parent ends it, or ends.
            System.in.read();
        }
    }
}
