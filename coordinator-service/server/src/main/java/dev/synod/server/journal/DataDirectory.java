package dev.synod.server.journal;

import dev.synod.server.journal.segment.Home;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.segment.Segments;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.Storage;
import dev.synod.server.journal.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node's directory {@code synod.node.data-dir}, claimed by this process: {@code identity}, {@code in-use} and {@code
 * journal/}. Others may put things beside them, once it has its identity.
 */
final class DataDirectory implements Closeable {

    private static final String IDENTITY = "identity";
    private static final String NEW_IDENTITY = "identity.new";
    private static final String IN_USE = "in-use";
    private static final String JOURNAL = "journal";

    /** What may stand in a directory that is still to be founded: our first steps, and what file systems put there. */
    private static final Set<String> UNFOUNDED = Set.of(IN_USE, NEW_IDENTITY, "lost+found");

    private final Closeable claim;
    private final Segments segments;

    private DataDirectory(Closeable claim, Segments segments) {
        this.claim = claim;
        this.segments = segments;
    }

    /** Claims {@code path} for {@code identity}, and founds it where it is new; else throws {@link JournalRefused}. */
    static DataDirectory open(Path path, Identity identity, Means means) {
        Storage storage = means.storage();
        try {
            refuseForeign(path, storage);
            storage.makeDirectory(path);
            Optional<Closeable> claim = storage.claim(path.resolve(IN_USE));
            if (claim.isEmpty()) {
                throw new JournalRefused("synod.node.data-dir=" + path + " is in use by another process: stop that one,"
                        + " or set synod.node.data-dir to a directory of this node's own");
            }
            return claimed(path, identity, means, claim.get());
        } catch (IOException unusable) {
            throw new JournalRefused("synod.node.data-dir=" + path + " cannot be written (" + unusable
                    + "): let this process write there, or set synod.node.data-dir to another directory", unusable);
        }
    }

    Segments segments() {
        return segments;
    }

    @Override
    public void close() throws IOException {
        // The claim last: the next owner must find nobody at work.
        try (claim;
                segments) {
            // Nothing else to leave.
        }
    }

    private static void refuseForeign(Path path, Storage storage) throws IOException {
        if (!storage.exists(path)) {
            return;
        }
        if (!storage.isDirectory(path)) {
            throw new JournalRefused("synod.node.data-dir=" + path + " is not a directory: set it to one");
        }
        List<String> names = storage.names(path);
        if (names.contains(IDENTITY)) {
            return;
        }
        Optional<String> foreign = names.stream().filter(name -> !UNFOUNDED.contains(name)).findFirst();
        if (foreign.isPresent()) {
            throw new JournalRefused("synod.node.data-dir=" + path + " holds '" + foreign.get()
                    + "' and no identity of a Synod node: set synod.node.data-dir to an empty or a new directory");
        }
    }

    private static DataDirectory claimed(Path path, Identity identity, Means means, Closeable claim)
            throws IOException {
        boolean opened = false;
        try {
            Charter charter = charter(path, identity, means.storage());
            refuseOthers(path, identity, charter.identity());
            Segments segments = new Segments(new Home(identity.node(), charter.birth(), path.resolve(JOURNAL)), means);
            if (charter.stage() == Charter.Stage.FOUNDING) {
                means.storage().makeDirectory(path.resolve(JOURNAL));
                segments.found();
                write(charter.founded(), path, means.storage());
            }
            opened = true;
            return new DataDirectory(claim, segments);
        } finally {
            if (!opened) {
                claim.close();
            }
        }
    }

    /** The charter that is there, or a new one. */
    private static Charter charter(Path path, Identity identity, Storage storage) throws IOException {
        Path file = path.resolve(IDENTITY);
        if (storage.exists(file)) {
            return Charter.read(content(file, storage), file, identity);
        }
        Charter founding = new Charter(identity, new SecureRandom().nextLong(), Charter.Stage.FOUNDING);
        write(founding, path, storage);
        return founding;
    }

    private static void refuseOthers(Path path, Identity identity, Identity owner) {
        if (!owner.cluster().equals(identity.cluster())) {
            throw new JournalRefused("synod.node.data-dir=" + path + " belongs to the cluster '" + owner.cluster()
                    + "', and synod.cluster.id is '" + identity.cluster()
                    + "': set one of the two to what the other means");
        }
        if (!owner.node().equals(identity.node())) {
            throw new JournalRefused("synod.node.data-dir=" + path + " belongs to node " + owner.node()
                    + ", and synod.node.id is " + identity.node() + ": set one of the two to what the other means");
        }
    }

    private static byte[] content(Path path, Storage storage) throws IOException {
        try (StoredFile file = storage.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.readAll(bytes, 0);
            return bytes.array();
        }
    }

    /** Writes the identity beside, and gives it its name only when it is durable: at no time half of one is there. */
    private static void write(Charter charter, Path directory, Storage storage) throws IOException {
        Path beside = directory.resolve(NEW_IDENTITY);
        storage.deleteIfExists(beside);
        try (StoredFile file = storage.create(beside)) {
            file.writeAll(ByteBuffer.wrap(charter.toBytes()), 0);
            file.force();
        }
        storage.rename(beside, directory.resolve(IDENTITY));
        storage.forceDirectory(directory);
    }
}
