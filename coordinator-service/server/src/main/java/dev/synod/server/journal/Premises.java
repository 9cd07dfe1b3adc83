package dev.synod.server.journal;

import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.Storage;
import dev.synod.server.journal.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directory {@code synod.node.data-dir}, whether it is a node's already or may become one's. */
record Premises(Path path, Storage storage) {

    private static final String IDENTITY = "identity";
    private static final String NEW_IDENTITY = "identity.new";
    private static final String IN_USE = "in-use";
    private static final String LOST_AND_FOUND = "lost+found";

    /** What may stand in a directory that is still to be founded: our first steps, and what file systems put there. */
    private static final Set<String> UNFOUNDED = Set.of(IN_USE, NEW_IDENTITY, LOST_AND_FOUND);

    /** The memory of nodes that lived here, and must not vote any more. */
    private static final Pattern DAMAGED = Pattern.compile("damaged-(\\d{1,9})");

    /** Work in a directory that is claimed. */
    @FunctionalInterface
    interface Work<T> {

        T done(Closeable claim) throws IOException;
    }

    /**
     * Claims the directory, which is made where it is not there. The claim is ended where the work fails; else it is
     * the work's.
     */
    <T> T claimed(Work<T> work) {
        try {
            refuseForeign();
            storage.makeDirectory(path);
            Optional<Closeable> claim = storage.claim(path.resolve(IN_USE));
            if (claim.isEmpty()) {
                throw new JournalRefused("synod.node.data-dir=" + path + " is in use by another process: stop that one,"
                        + " or set synod.node.data-dir to a directory of this node's own");
            }
            return done(work, claim.get());
        } catch (IOException unusable) {
            throw new JournalRefused("synod.node.data-dir=" + path + " cannot be written (" + unusable
                    + "): let this process write there, or set synod.node.data-dir to another directory", unusable);
        }
    }

    /** What the directory says of itself to {@code reader}, who must be its owner; empty where it is new. */
    Optional<Charter> charter(Identity reader) throws IOException {
        Path file = path.resolve(IDENTITY);
        if (!storage.exists(file)) {
            return Optional.empty();
        }
        Charter charter = Charter.read(content(file), file, reader);
        refuseOthers(reader, charter.identity());
        return Optional.of(charter);
    }

    /** Writes the identity beside, and gives it its name only when it is durable: at no time half of one is there. */
    Charter write(Charter charter) throws IOException {
        Path beside = path.resolve(NEW_IDENTITY);
        storage.deleteIfExists(beside);
        try (StoredFile file = storage.create(beside)) {
            file.writeAll(ByteBuffer.wrap(charter.toBytes()), 0);
            file.force();
        }
        storage.rename(beside, path.resolve(IDENTITY));
        storage.forceDirectory(path);
        return charter;
    }

    /**
     * Moves everything into a new directory inside, and tells which. The identity goes last: until then the directory
     * is the damaged node's, whose memory is not there any more, and can be set aside again.
     */
    Path setAside() throws IOException {
        Path aside = path.resolve("damaged-" + (lastAside() + 1));
        storage.makeDirectory(aside);
        for (String name : storage.names(path)) {
            if (!isToStay(name) && !name.equals(IDENTITY)) {
                storage.rename(path.resolve(name), aside.resolve(name));
            }
        }
        force(aside);
        if (storage.exists(path.resolve(IDENTITY))) {
            storage.rename(path.resolve(IDENTITY), aside.resolve(IDENTITY));
            force(aside);
        }
        return aside;
    }

    private static <T> T done(Work<T> work, Closeable claim) throws IOException {
        boolean done = false;
        try {
            T result = work.done(claim);
            done = true;
            return result;
        } finally {
            if (!done) {
                claim.close();
            }
        }
    }

    private void refuseForeign() throws IOException {
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
        Optional<String> foreign = names.stream()
                .filter(name -> !UNFOUNDED.contains(name) && !DAMAGED.matcher(name).matches())
                .findFirst();
        if (foreign.isPresent()) {
            throw new JournalRefused("synod.node.data-dir=" + path + " holds '" + foreign.get()
                    + "' and no identity of a Synod node: set synod.node.data-dir to an empty or a new directory");
        }
    }

    private void refuseOthers(Identity reader, Identity owner) {
        if (!owner.cluster().equals(reader.cluster())) {
            throw new JournalRefused("synod.node.data-dir=" + path + " belongs to the cluster '" + owner.cluster()
                    + "', and synod.cluster.id is '" + reader.cluster()
                    + "': set one of the two to what the other means");
        }
        if (!owner.node().equals(reader.node())) {
            throw new JournalRefused("synod.node.data-dir=" + path + " belongs to node " + owner.node()
                    + ", and synod.node.id is " + reader.node() + ": set one of the two to what the other means");
        }
    }

    private static boolean isToStay(String name) {
        return name.equals(IN_USE) || name.equals(LOST_AND_FOUND) || DAMAGED.matcher(name).matches();
    }

    private int lastAside() throws IOException {
        return storage.names(path).stream()
                .map(DAMAGED::matcher)
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max()
                .orElse(0);
    }

    private void force(Path aside) throws IOException {
        storage.forceDirectory(aside);
        storage.forceDirectory(path);
    }

    private byte[] content(Path path) throws IOException {
        try (StoredFile file = storage.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.readAll(bytes, 0);
            return bytes.array();
        }
    }
}
