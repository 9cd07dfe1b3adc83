package dev.synod.server.archive;

import dev.synod.coordination.name.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * An archivist as a process of its own, until it is killed, or has archived all. Its ledger grows by the wall clock, on
 * through its deaths. What it says: a line of numbers ten times a second, how far it is and how far behind.
 */
final class ArchivistProcess {

    private ArchivistProcess() {}

    /** Arguments: a directory for a file, or a URL; the cluster; events in all; events a second; when they began. */
    public static void main(String[] args) {
        Hush.libraries();
        long all = Long.parseLong(args[2]);
        long rate = Long.parseLong(args[3]);
        long began = Long.parseLong(args[4]);
        var source = new ScriptedSource();
        source.applied = grown(all, rate, began);
        var settings = settings(args[0], args[1]);
        try (var archivist = new Archivist(new GuardedArchive(settings, Story::json), source)) {
            archivist.start();
            while (!archivist.standing().through().equals(new Position(all))) {
                source.applied = grown(all, rate, began);
                var now = archivist.standing();
                System.out.println(now.through() + " " + (source.applied - now.through().number()));
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        System.out.println(all + " 0");
        System.exit(0);
    }

    private static long grown(long all, long rate, long began) {
        return Math.min(all, 1 + (System.currentTimeMillis() - began) * rate / 1_000);
    }

    static ArchiveSettings settings(String place, String cluster) {
        return place.startsWith(ArchiveSettings.POSTGRESQL)
                ? ArchiveSettings.shared(cluster, place, Optional.of("postgres"), Optional.of("postgres"))
                : ArchiveSettings.embedded(cluster, Path.of(place));
    }
}
