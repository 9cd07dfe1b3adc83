package dev.synod.server.journal.segment;

import dev.synod.server.journal.storage.DiskStorage;
import dev.synod.server.journal.storage.Storage;
import java.util.concurrent.Executor;

/**
 * What a journal works with.
 *
 * @param background prepares spare segments, one at a time
 */
public record Means(Storage storage, Executor background, Sizing sizing) {

    /** The machine's file system, and a thread for each spare segment: there is one every 16 MiB. */
    public static Means ofThisMachine() {
        Executor thread = work ->
                Thread.ofPlatform().daemon().name("synod-journal-spare").start(work);
        return new Means(new DiskStorage(), thread, Sizing.STANDARD);
    }
}
