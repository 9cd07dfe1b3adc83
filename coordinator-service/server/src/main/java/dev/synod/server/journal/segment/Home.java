package dev.synod.server.journal.segment;

import dev.synod.paxos.NodeId;
import dev.synod.server.journal.storage.JournalDamaged;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose segments they are, and where.
 *
 * @param birth the journal's random number, part of every checksum
 * @param directory holds the segments and nothing else
 */
public record Home(NodeId node, long birth, Path directory) {

    private static final String SUFFIX = ".segment";
    private static final int DIGITS = 16;

    Path path(long number) {
        return directory.resolve(String.format(Locale.ROOT, "%0" + DIGITS + "d", number) + SUFFIX);
    }

    /** Where a segment is prepared before it gets its number. */
    Path spare() {
        return directory.resolve("spare");
    }

    /** The number in the name of a segment's file, or empty for another file. */
    static Optional<Long> number(String name) {
        return name.matches("\\d{" + DIGITS + "}\\" + SUFFIX)
                ? Optional.of(Long.valueOf(name.substring(0, DIGITS)))
                : Optional.empty();
    }

    JournalDamaged damaged(long number, String what) {
        return new JournalDamaged(node, path(number), 0, what);
    }
}
