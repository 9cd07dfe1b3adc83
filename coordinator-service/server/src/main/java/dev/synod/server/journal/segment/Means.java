package dev.synod.server.journal.segment;

import dev.synod.server.journal.storage.DiskStorage;
import dev.synod.server.journal.storage.Storage;
import java.util.concurrent.Executor;

/**
 * What a journal works with.
 *
 * @param background prepares spare segments and deletes old files, one of each at a time
 */
public record Means(Storage storage, Executor background, Sizing sizing) {

    /** The machine's file system, and a thread for each piece of work: there is one every 16 MiB. */
    public static Means ofThisMachine() {
        Executor thread = work ->
                Thread.ofPlatform().daemon().name("synod-journal-files").start(work);
        return new Means(new DiskStorage(), thread, Sizing.STANDARD);
    }
}
