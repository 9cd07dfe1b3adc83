package dev.synod.server.journal;

import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.segment.BatchWriter;
import dev.synod.server.journal.segment.Home;
import dev.synod.server.journal.segment.Means;
import dev.synod.server.journal.segment.Origin;
import dev.synod.server.journal.segment.Recovery;
import dev.synod.server.journal.segment.Segments;
import dev.synod.server.journal.snapshot.Label;
import dev.synod.server.journal.snapshot.Shelf;
import dev.synod.server.journal.snapshot.Snapshots;
import dev.synod.server.journal.storage.Errands;
import dev.synod.server.journal.storage.JournalRefused;
import dev.synod.server.journal.storage.NoRoom;
import dev.synod.server.journal.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A node's directory {@code synod.node.data-dir}, claimed by this process: {@code identity}, {@code in-use}, {@code
 * journal/} and {@code snapshots/}. Others may put things beside them, once it has its identity.
 */
final class DataDirectory implements Closeable {

    private static final String JOURNAL = "journal";
    private static final String SNAPSHOTS = "snapshots";

    private final Closeable claim;
    private final Segments segments;
    private final Snapshots snapshots;
    private final Origin origin;

    private DataDirectory(Closeable claim, Segments segments, Snapshots snapshots, Origin origin) {
        this.claim = claim;
        this.segments = segments;
        this.snapshots = snapshots;
        this.origin = origin;
    }

    /** Claims {@code path} for {@code identity}, and founds it where it is new; else throws {@link JournalRefused}. */
    static DataDirectory open(Path path, Identity identity, Means means) {
        Premises premises = new Premises(path, means.storage());
        return premises.claimed(claim -> opened(premises, identity, means, claim));
    }

    /** Founds {@code path}, which is empty or not there, with an inheritance; a founding cut short is redone. */
    static void found(Path path, Identity identity, Means means, Inheritance inheritance) {
        Premises premises = new Premises(path, means.storage());
        premises.<Boolean>claimed(claim -> {
            refuseFounded(path, premises.charter(identity));
            Charter charter = premises.write(newCharter(identity, Charter.Stage.RESTORING));
            inherit(path, charter, means, inheritance);
            premises.write(charter.at(Charter.Stage.FOUNDED));
            claim.close();
            return true;
        });
    }

    /** Reads what it remembers. */
    BatchWriter recover(Consumer<Persist> memory) throws IOException {
        snapshots.check();
        BatchWriter writer = new Recovery(segments, origin, memory).recover();
        snapshots.open();
        return writer;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    Segments segments() {
        return segments;
    }

    @Override
    public void close() throws IOException {
        // The claim last: the next owner must find nobody at work.
        try (claim;
                segments;
                snapshots) {
            // Nothing else to leave.
        }
    }

    private static DataDirectory opened(Premises premises, Identity identity, Means means, Closeable claim)
            throws IOException {
        Optional<Charter> found = premises.charter(identity);
        Charter charter =
                found.isPresent() ? found.get() : premises.write(newCharter(identity, Charter.Stage.FOUNDING));
        Path path = premises.path();
        Segments segments = segments(path, charter, means);
        makeDirectories(path, means.storage());
        switch (charter.stage()) {
            case RESTORING ->
                throw new JournalRefused("synod.node.data-dir=" + path + " holds a restored snapshot of which a part"
                        + " is missing, since its restoring was cut short: restore it again, or set"
                        + " synod.node.data-dir to an empty or a new directory");
            case FOUNDING -> {
                segments.found();
                premises.write(charter.at(Charter.Stage.FOUNDED));
            }
            case FOUNDED -> {
                if (!charter.isOfToday()) {
                    // From here on there may be what an older program does not know: it is to refuse the whole.
                    premises.write(charter.at(Charter.Stage.FOUNDED));
                }
            }
        }
        Origin origin = segments.origin();
        Snapshots snapshots = snapshots(path, charter, means, origin.over());
        return new DataDirectory(claim, segments, snapshots, origin);
    }

    private static void refuseFounded(Path path, Optional<Charter> charter) {
        if (charter.isPresent() && charter.get().stage() == Charter.Stage.FOUNDED) {
            throw new JournalRefused("synod.node.data-dir=" + path + " holds the memory of node "
                    + charter.get().identity().node() + " already: set synod.node.data-dir to an empty or a new"
                    + " directory");
        }
    }

    private static void inherit(Path path, Charter charter, Means means, Inheritance inheritance) throws IOException {
        makeDirectories(path, means.storage());
        Snapshots snapshots = snapshots(path, charter, means, Optional.empty());
        try (Segments segments = segments(path, charter, means)) {
            segments.clear();
            snapshots.open();
            Slot through = inheritance.snapshot().through();
            boolean hasRoom = snapshots.keep(inheritance.snapshot())
                    && snapshots.use(through, label -> segments.found(label, inheritance.memory()));
            if (!hasRoom) {
                throw new NoRoom("no space left for what is restored");
            }
        }
    }

    private static void makeDirectories(Path path, Storage storage) throws IOException {
        storage.makeDirectory(path.resolve(JOURNAL));
        storage.makeDirectory(path.resolve(SNAPSHOTS));
    }

    private static Charter newCharter(Identity identity, Charter.Stage stage) {
        return Charter.of(identity, new SecureRandom().nextLong(), stage);
    }

    private static Segments segments(Path path, Charter charter, Means means) {
        return new Segments(new Home(charter.identity().node(), charter.birth(), path.resolve(JOURNAL)), means);
    }

    private static Snapshots snapshots(Path path, Charter charter, Means means, Optional<Label> inUse) {
        Shelf shelf = new Shelf(charter.identity().node(), charter.birth(), path.resolve(SNAPSHOTS));
        return new Snapshots(shelf, means.storage(), new Errands(means.background()), inUse);
    }
}
