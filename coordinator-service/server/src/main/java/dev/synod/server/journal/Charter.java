package dev.synod.server.journal;

import dev.synod.paxos.NodeId;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * What a data directory says of itself: the file {@code identity}, a few lines for people too.
 *
 * @param format the layout of the whole directory: in format 1 there were no snapshots
 * @param birth the journal's random number: two journals of the same node are not the same journal
 * @param stage where the founding stands
 */
record Charter(int format, Identity identity, long birth, Stage stage) {

    /** The layout that this program writes; it reads those before. */
    static final int FORMAT = 2;

    private static final String CHECKSUM = "checksum=";
    private static final int LINES = 6;

    /** How far the directory is. */
    enum Stage {
        /** The journal may be missing or unfinished: nobody has voted here, so it is made anew. */
        FOUNDING,
        /** As {@link #FOUNDING}, from a snapshot: it must not be taken for a new directory until all of it is there. */
        RESTORING,
        /** The journal has its first segment; from here on a missing one is damage. */
        FOUNDED
    }

    static Charter of(Identity identity, long birth, Stage stage) {
        return new Charter(FORMAT, identity, birth, stage);
    }

    /** This charter in today's layout, at {@code next}. */
    Charter at(Stage next) {
        return of(identity, birth, next);
    }

    boolean isOfToday() {
        return format == FORMAT;
    }

    byte[] toBytes() {
        String text = "format=" + format + '\n'
                + "cluster=" + identity.cluster() + '\n'
                + "node=" + identity.node() + '\n'
                + "birth=" + Long.toHexString(birth) + '\n'
                + "stage=" + stage.name().toLowerCase(Locale.ROOT) + '\n';
        return (text + CHECKSUM + checksum(text) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the file {@code path} of a directory that is to belong to {@code reader}. */
    static Charter read(byte[] bytes, Path path, Identity reader) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int at = text.lastIndexOf(CHECKSUM);
        if (at < 0 || !text.substring(at).equals(CHECKSUM + checksum(text.substring(0, at)) + '\n')) {
            throw new JournalDamaged(reader.node(), path, 0, "it does not have the right checksum");
        }
        try {
            return read(text.lines().map(Charter::value).toList(), path);
        } catch (IllegalArgumentException malformed) {
            throw new JournalDamaged(reader.node(), path, 0, "it cannot be read: " + malformed.getMessage());
        }
    }

    private static Charter read(List<String> values, Path path) {
        int format = Integer.parseInt(values.getFirst());
        if (format > FORMAT) {
            throw new JournalRefused("synod.node.data-dir=" + path.getParent() + " has the format " + format
                    + " of a newer Synod, this one reads up to " + FORMAT
                    + ": start the newer one, or set synod.node.data-dir to another directory");
        }
        if (values.size() != LINES) {
            throw new IllegalArgumentException(values.size() + " lines, not " + LINES);
        }
        return new Charter(
                format,
                new Identity(values.get(1), new NodeId(Integer.parseInt(values.get(2)))),
                Long.parseUnsignedLong(values.get(3), 16),
                Stage.valueOf(values.get(4).toUpperCase(Locale.ROOT)));
    }

    private static String value(String line) {
        return line.substring(line.indexOf('=') + 1);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
