package dev.synod.server.journal.segment;

import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.snapshot.Label;
import dev.synod.server.journal.storage.Errands;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.NoRoom;
import dev.synod.server.journal.storage.Storage;
import dev.synod.server.journal.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of segments, {@code 0000000000000001.segment} and so on.
 *
 * <p>A segment is made as {@code spare}: zeros, then the header, each forced; only then it gets its name. So a file
 * with a segment's name and without its header was damaged later. Where the memory begins anew, that holds for the
 * first batch too, and the name is what makes it the memory.
 *
 * <p>The zeros are really written, or every sync would have to make the file's map of blocks durable too. On two quiet
 * cores and ext4, records of 512 bytes, one a sync: 11,000 to 11,400 syncs a second, 99 of 100 within 0.13 ms, the
 * slowest 0.2 ms. With only the length set: 9,300 to 11,000, 0.15 to 0.27 ms, 1.4 to 6.7 ms; in a file that grows:
 * 7,600 to 8,100, 0.2 ms, 1.5 to 3 ms. To write the zeros of 16 MiB took 10 ms; a thread of its own does it while the
 * segment before has room. JournalMeasurement, among the tests, measures it again.
 */
public final class Segments implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

    private static final int ZEROS = 1 << 20;

    private final Home home;
    private final Means means;
    private final Storage storage;
    private final Errands errands;
    private final List<StoredFile> open = new ArrayList<>();

    /** Asked for by the thread that writes and by the one that keeps snapshots, so guarded by this. */
    private Optional<FutureTask<Optional<StoredFile>>> spare = Optional.empty();

    private boolean closed;

    /** True from the failure to make a segment until one is made. */
    private boolean told;

    /** What a segment holds before it has its name. */
    @FunctionalInterface
    interface Content {

        void write(Segment segment) throws IOException;
    }

    /** The segments in the home's directory, which exists and which nobody else writes to. */
    public Segments(Home home, Means means) {
        this.home = home;
        this.means = means;
        this.storage = means.storage();
        this.errands = new Errands(means.background());
    }

    /** Makes the first segment of a new journal; what an interrupted founding left of it is made anew. */
    public void found() throws IOException {
        Optional<Segment> first = create(Origin.FIRST, 0, empty -> {});
        release(first.orElseThrow(() -> new NoRoom("no space left for the first segment")));
    }

    /** Makes the first segment of a journal that begins with {@code memory} over a snapshot; false for want of room. */
    public boolean found(Label over, List<Persist> memory) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(means.sizing().buffer());
        Optional<Segment> first = begin(new Origin(1, 1, Optional.of(over)), memory, buffer);
        if (first.isPresent()) {
            release(first.get());
        }
        return first.isPresent();
    }

    /** Deletes all segments, of a journal that never was. */
    public void clear() throws IOException {
        deleteBefore(new Origin(Long.MAX_VALUE, 1, Optional.empty()));
    }

    /** Where the journal begins. */
    public Origin origin() throws IOException {
        for (long number : numbers().reversed()) {
            Segment segment = open(number);
            release(segment);
            SegmentHeader header = segment.header();
            if (header.over().isPresent()) {
                return new Origin(number, header.firstBatch(), header.over());
            }
        }
        return Origin.FIRST;
    }

    Home home() {
        return home;
    }

    Sizing sizing() {
        return means.sizing();
    }

    /** The numbers of the segments that there are, ascending. */
    List<Long> numbers() throws IOException {
        return storage.names(home.directory()).stream()
                .flatMap(name -> Home.number(name).stream())
                .sorted()
                .toList();
    }

    /** Opens a segment whose header is whole, and that is as long as it was made. */
    Segment open(long number) throws IOException {
        StoredFile file = opened(storage.open(home.path(number)));
        ByteBuffer block = ByteBuffer.allocate(SegmentHeader.SIZE);
        file.readAll(block, 0);
        SegmentHeader header = SegmentHeader.read(block, home, number);
        if (file.size() < header.capacity()) {
            throw home.damaged(number, "it has " + file.size() + " bytes of " + header.capacity());
        }
        return new Segment(header, home.path(number), file);
    }

    /** Makes a segment whose first batch is {@code memory}; empty, and nothing has changed, where there is no room. */
    Optional<Segment> begin(Origin origin, List<Persist> memory, ByteBuffer buffer) throws IOException {
        long needed = SegmentHeader.SIZE + BatchBody.extent(RecordCodec.sizeOf(memory)) + Frame.SIZE;
        return create(origin, needed, segment -> {
            new BatchBody(buffer, segment, SegmentHeader.SIZE).write(origin.firstBatch(), memory);
        });
    }

    /**
     * Makes a segment of {@code needed} bytes or more that is durable, header, content and name, when this returns.
     * Empty, and nothing has changed, where there is no room.
     */
    Optional<Segment> create(Origin place, long needed, Content content) throws IOException {
        int capacity = Math.toIntExact(Math.max(needed, means.sizing().segment()));
        Optional<Segment> made = Optional.empty();
        try {
            StoredFile file = opened(takeSpare(capacity));
            made = Optional.of(new Segment(SegmentHeader.of(home, place, capacity), home.path(place.segment()), file));
            fill(made.get(), content);
        } catch (NoRoom full) {
            tellOnce(full);
            if (made.isPresent()) {
                release(made.get());
            }
            storage.deleteIfExists(home.spare());
            return Optional.empty();
        }
        storage.forceDirectory(home.directory());
        tellRoom();
        return made;
    }

    private void fill(Segment segment, Content content) throws IOException {
        segment.file().writeAll(segment.header().toBytes(), 0);
        content.write(segment);
        segment.file().force();
        storage.rename(home.spare(), segment.path());
    }

    /** As {@link #deleteBefore}, beside the thread that asks. */
    void discardBefore(Origin origin) {
        errands.run(() -> deleteBefore(origin));
    }

    /**
     * Deletes the segments before {@code origin}, the oldest first. Not forced: those that come back after a crash
     * count for nothing, and are deleted again.
     */
    void deleteBefore(Origin origin) throws IOException {
        for (long number : numbers()) {
            if (number < origin.segment()) {
                storage.deleteIfExists(home.path(number));
            }
        }
    }

    /** Closes a segment that is not needed any more. */
    void release(Segment segment) throws IOException {
        segment.file().close();
        open.remove(segment.file());
    }

    /** Has the next segment's zeros written, unless that is done or under way. Any thread may ask. */
    synchronized void prepareSpare() {
        if (spare.isEmpty() && !closed) {
            FutureTask<Optional<StoredFile>> task = new FutureTask<>(this::zerosIfThereIsRoom);
            spare = Optional.of(task);
            means.background().execute(task);
        }
    }

    /** Returns when the next segment's zeros are written, or there is no room for them. Any thread may ask. */
    public void awaitSpare() {
        prepareSpare();
        Optional<FutureTask<Optional<StoredFile>>> asked;
        synchronized (this) {
            asked = spare;
        }
        asked.ifPresent(Segments::resultOf);
    }

    void forceDirectory() throws IOException {
        storage.forceDirectory(home.directory());
    }

    /** Returns when no thread works here any more: the next owner of the directory makes files of the same names. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        errands.close();
        prepared().ifPresent(this::opened);
        for (StoredFile file : open) {
            file.close();
        }
        open.clear();
    }

    private StoredFile opened(StoredFile file) {
        open.add(file);
        return file;
    }

    private StoredFile takeSpare(int size) throws IOException {
        Optional<StoredFile> prepared = prepared();
        if (prepared.isEmpty()) {
            return zeros(size);
        }
        StoredFile file = prepared.get();
        if (size > means.sizing().segment()) {
            stretch(file, means.sizing().segment(), size);
        }
        return file;
    }

    /** Waits for the spare that was asked for; empty where none was, or where it could not be made. */
    private synchronized Optional<StoredFile> prepared() {
        Optional<StoredFile> prepared = spare.flatMap(Segments::resultOf);
        spare = Optional.empty();
        return prepared;
    }

    private static <T> T resultOf(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException waitAllTheSame) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw new JournalFailure("the next segment cannot be prepared", failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A failure is not final: it is tried once more when the segment is needed, and perhaps there is room by then. */
    private Optional<StoredFile> zerosIfThereIsRoom() {
        try {
            return Optional.of(zeros(means.sizing().segment()));
        } catch (IOException failed) {
            tellOnce(failed);
            return Optional.empty();
        }
    }

    /** A full disk is tried again many times a second. */
    private synchronized void tellOnce(IOException failed) {
        if (!told) {
            String why = String.valueOf(failed);
            LOG.warn("node={} journal={} cannot make the next segment: {}", home.node(), home.directory(), why);
        }
        told = true;
    }

    private synchronized void tellRoom() {
        if (told) {
            LOG.info("node={} journal={} could make the next segment", home.node(), home.directory());
        }
        told = false;
    }

    private StoredFile zeros(int size) throws IOException {
        storage.deleteIfExists(home.spare());
        StoredFile file = storage.create(home.spare());
        stretch(file, 0, size);
        return file;
    }

    private void stretch(StoredFile file, int from, int to) throws IOException {
        try {
            fill(file, from, to);
        } catch (IOException failed) {
            // Half a spare is of no use, and it may be what fills the disk.
            file.close();
            storage.deleteIfExists(home.spare());
            throw failed;
        }
    }

    private static void fill(StoredFile file, int from, int to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(ZEROS, to - from));
        for (int written = from; written < to; written += zeros.limit()) {
            zeros.clear().limit(Math.min(zeros.capacity(), to - written));
            file.writeAll(zeros, written);
        }
        // Would be forced with the header too, but by the thread that has votes to write.
        file.force();
    }
}
