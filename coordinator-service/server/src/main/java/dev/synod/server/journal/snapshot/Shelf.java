package dev.synod.server.journal.snapshot;

import dev.synod.paxos.NodeId;
import dev.synod.server.journal.storage.JournalDamaged;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose snapshots they are, and where.
 *
 * @param birth the journal's random number, part of every snapshot
 * @param directory holds the snapshots and nothing else
 */
public record Shelf(NodeId node, long birth, Path directory) {

    private static final String SUFFIX = ".snapshot";
    private static final int DIGITS = 16;

    Path path(Label label) {
        return path(label.number());
    }

    Path path(long number) {
        return directory.resolve(String.format(Locale.ROOT, "%0" + DIGITS + "d", number) + SUFFIX);
    }

    /** Where a snapshot is written before it gets its name. */
    Path beside() {
        return directory.resolve("beside");
    }

    /** The number in the name of a snapshot's file, or empty for another file. */
    static Optional<Long> number(String name) {
        return name.matches("\\d{" + DIGITS + "}\\" + SUFFIX)
                ? Optional.of(Long.valueOf(name.substring(0, DIGITS)))
                : Optional.empty();
    }

    JournalDamaged damaged(Label label, String what) {
        return new JournalDamaged(node, path(label), 0, what);
    }
}
