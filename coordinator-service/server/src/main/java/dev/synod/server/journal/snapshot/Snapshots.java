package dev.synod.server.journal.snapshot;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.storage.Errands;
import dev.synod.server.journal.storage.NoRoom;
import dev.synod.server.journal.storage.Storage;
import dev.synod.server.journal.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The directory of snapshots: the one in use, which the journal's oldest segment names, and at most one that was kept
 * since. A kept one that no segment names is nothing after a restart.
 *
 * <p>A snapshot is written as {@code beside} and forced; only then it gets its name. So a file that a segment names and
 * that is not whole was damaged later.
 *
 * <p>Any thread may read. Keeping one and turning to one exclude each other, and wait.
 */
public final class Snapshots implements AutoCloseable {

    /** Written and read at a time: the JDK copies what stands on the heap into memory of its own, as much at once. */
    private static final int PART = 1 << 20;

    private final Shelf shelf;
    private final Storage storage;
    private final Errands errands;
    private volatile Optional<Label> inUse;
    private Optional<Label> kept = Optional.empty();
    private long lastNumber;
    private volatile State state = State.UNREAD;

    private enum State {
        UNREAD,
        OPEN,
        CLOSED
    }

    /** What makes a snapshot the one in use: true where that is durable, false where nothing has changed. */
    @FunctionalInterface
    public interface Beginning {

        boolean over(Label label) throws IOException;
    }

    /** The snapshots in the shelf's directory, which exists and which nobody else writes to. */
    public Snapshots(Shelf shelf, Storage storage, Errands errands, Optional<Label> inUse) {
        this.shelf = shelf;
        this.storage = storage;
        this.errands = errands;
        this.inUse = inUse;
    }

    /** Throws where the snapshot in use is not there as it was kept. */
    public void check() throws IOException {
        if (inUse.isPresent()) {
            Label label = inUse.get();
            try {
                read(label, part -> {});
            } catch (NoSuchFileException missing) {
                refuseMissing(label);
            }
        }
    }

    /** Deletes all but the one in use, and takes new ones from here on. */
    public synchronized void open() throws IOException {
        lastNumber = inUse.map(Label::number).orElse(0L);
        boolean deleted = false;
        for (String name : storage.names(shelf.directory())) {
            Path path = shelf.directory().resolve(name);
            Optional<Long> number = Shelf.number(name);
            lastNumber = Math.max(lastNumber, number.orElse(0L));
            boolean unnamed = number.isPresent() && !number.equals(inUse.map(Label::number));
            if (unnamed || path.equals(shelf.beside())) {
                storage.deleteIfExists(path);
                deleted = true;
            }
        }
        if (deleted) {
            storage.forceDirectory(shelf.directory());
        }
        state = State.OPEN;
    }

    /** Reads the snapshot in use, whole. */
    public Optional<Snapshot> inUse() throws IOException {
        while (true) {
            if (state == State.CLOSED) {
                throw new IllegalStateException("the journal is closed");
            }
            Optional<Label> label = inUse;
            if (label.isEmpty()) {
                return Optional.empty();
            }
            Optional<Snapshot> read = readUnlessReplaced(label.get());
            if (read.isPresent()) {
                return read;
            }
        }
    }

    /** Stores a snapshot; false, and nothing has changed, where there is no room. */
    public synchronized boolean keep(Snapshot snapshot) throws IOException {
        must();
        Label label = Label.of(lastNumber + 1, snapshot);
        try {
            write(label, snapshot.bytes());
        } catch (NoRoom full) {
            storage.deleteIfExists(shelf.beside());
            storage.deleteIfExists(shelf.path(label));
            return false;
        }
        lastNumber = label.number();
        Optional<Label> before = kept;
        kept = Optional.of(label);
        delete(before);
        return true;
    }

    /** Turns to the snapshot that was kept through {@code through}; the one before goes. */
    public synchronized boolean use(Slot through, Beginning beginning) throws IOException {
        must();
        Label label = kept.filter(each -> each.through().equals(through))
                .orElseThrow(() -> new IllegalStateException("no snapshot through " + through + " was kept"));
        if (!beginning.over(label)) {
            return false;
        }
        Optional<Label> before = inUse;
        inUse = kept;
        kept = Optional.empty();
        errands.run(() -> delete(before));
        return true;
    }

    /** Returns when nobody writes or deletes a snapshot any more. */
    @Override
    public synchronized void close() {
        state = State.CLOSED;
        errands.close();
    }

    private void must() {
        switch (state) {
            case OPEN -> {
                // As it must be.
            }
            case UNREAD -> throw new IllegalStateException("the journal's memory was not told yet");
            case CLOSED -> throw new IllegalStateException("the journal is closed");
        }
    }

    /** Not forced: one that comes back after a crash is deleted again. */
    private void delete(Optional<Label> old) throws IOException {
        if (old.isPresent()) {
            storage.deleteIfExists(shelf.path(old.get()));
        }
    }

    private void write(Label label, byte[] content) throws IOException {
        storage.deleteIfExists(shelf.beside());
        try (StoredFile file = storage.create(shelf.beside())) {
            file.writeAll(new SnapshotHeader(shelf, label).toBytes(), 0);
            for (int at = 0; at < content.length; at += PART) {
                int count = Math.min(PART, content.length - at);
                file.writeAll(ByteBuffer.wrap(content, at, count), (long) SnapshotHeader.SIZE + at);
            }
            file.force();
        }
        storage.rename(shelf.beside(), shelf.path(label));
        storage.forceDirectory(shelf.directory());
    }

    /** Empty where another thread began anew over a later snapshot, and deleted this one. */
    private Optional<Snapshot> readUnlessReplaced(Label label) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(label.length());
        try {
            read(label, content::put);
            return Optional.of(new Snapshot(label.through(), content.array()));
        } catch (NoSuchFileException missing) {
            refuseMissing(label);
            return Optional.empty();
        }
    }

    private void refuseMissing(Label label) {
        if (inUse.equals(Optional.of(label))) {
            throw shelf.damaged(label, "the snapshot that the journal begins with is missing");
        }
    }

    private void read(Label label, Consumer<ByteBuffer> reader) throws IOException {
        try (StoredFile file = storage.open(shelf.path(label))) {
            ByteBuffer header = ByteBuffer.allocate(SnapshotHeader.SIZE);
            file.readAll(header, 0);
            new SnapshotHeader(shelf, label).check(header.flip());
            long size = SnapshotHeader.SIZE + (long) label.length();
            if (file.size() != size) {
                throw shelf.damaged(label, "it has " + file.size() + " bytes, not " + size);
            }
            CRC32C crc = new CRC32C();
            ByteBuffer part = ByteBuffer.allocate(Math.min(PART, label.length()));
            for (int at = 0; at < label.length(); at += PART) {
                part.clear().limit(Math.min(PART, label.length() - at));
                file.readAll(part, (long) SnapshotHeader.SIZE + at);
                crc.update(part.flip());
                reader.accept(part.rewind());
            }
            if ((int) crc.getValue() != label.checksum()) {
                throw shelf.damaged(label, "the snapshot was changed after it was written");
            }
        }
    }
}
