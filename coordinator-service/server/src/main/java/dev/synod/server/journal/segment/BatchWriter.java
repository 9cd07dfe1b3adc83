package dev.synod.server.journal.segment;

import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.record.RecordCodec;
import dev.synod.server.journal.snapshot.Label;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes batches, each behind the one before: one force for all that was appended since the last sync.
 *
 * <p>A batch stands in one segment, whose room is there before the first of its bytes is written. So a full disk is met
 * while a segment is made, and nowhere else: then what was appended stays here, to be synced later.
 */
public final class BatchWriter {

    /** A batch takes no further record from this size on, so that its length stays an int. */
    private static final int ENOUGH = 256 << 20;

    private final Segments segments;
    private final ByteBuffer buffer;
    private final List<Persist> unsynced = new ArrayList<>();
    private Segment segment;

    /** Where the next batch's frame will stand. */
    private long end;

    /** The next batch's number. */
    private long batch;

    /** Goes on where {@code batch} belongs: at {@code end} of {@code segment}, where there is nothing but zeros. */
    BatchWriter(Segments segments, Segment segment, long end, long batch) {
        this.segments = segments;
        this.segment = segment;
        this.end = end;
        this.batch = batch;
        this.buffer = ByteBuffer.allocateDirect(segments.sizing().buffer());
    }

    /** Adds a record to the next batch. */
    public void append(Persist written) {
        long size = RecordCodec.sizeOf(written);
        if (size > RecordCodec.LARGEST) {
            throw new IllegalArgumentException("a record has " + RecordCodec.LARGEST + " bytes or less, not " + size);
        }
        unsynced.add(written);
    }

    /**
     * Makes durable all that was appended; nothing to do where nothing was. Or tells false where there is no room: what
     * is not durable then, is still here.
     */
    public boolean sync() throws IOException {
        while (!unsynced.isEmpty()) {
            int count = 0;
            long size = 0;
            while (count < unsynced.size() && (count == 0 || size < ENOUGH)) {
                size += RecordCodec.sizeOf(unsynced.get(count));
                count++;
            }
            if (!findRoom(BatchBody.extent(size))) {
                return false;
            }
            List<Persist> records = unsynced.subList(0, count);
            end += new BatchBody(buffer, segment, end).write(batch, records);
            segment.file().force();
            batch++;
            records.clear();
            prepareNext();
        }
        return true;
    }

    /**
     * Begins anew, in a segment that is whole before it has its name: at every moment the journal holds either
     * everything before or {@code memory}. The segments before it count for nothing then, and go. False where there is
     * no room.
     */
    public boolean beginAnew(Label over, List<Persist> memory) throws IOException {
        Origin origin = new Origin(segment.header().number() + 1, batch, Optional.of(over));
        Optional<Segment> begun = segments.begin(origin, memory, buffer);
        if (begun.isEmpty()) {
            return false;
        }
        segments.release(segment);
        segments.discardBefore(origin);
        segment = begun.get();
        end = SegmentHeader.SIZE + BatchBody.extent(RecordCodec.sizeOf(memory));
        batch++;
        prepareNext();
        return true;
    }

    /** True where nothing was appended that is not synced. */
    public boolean isSynced() {
        return unsynced.isEmpty();
    }

    /** Finds the next batch its segment. Behind it there is always room for the frame that closes the segment. */
    private boolean findRoom(long extent) throws IOException {
        boolean hasRoom = end + extent + Frame.SIZE <= segment.header().capacity();
        // An older program that meets this one's records is to say which of the two is older, not that one is damaged.
        if (hasRoom && segment.header().isOfToday()) {
            return true;
        }
        Origin place = new Origin(segment.header().number() + 1, batch + 1, Optional.empty());
        Optional<Segment> next = segments.create(place, SegmentHeader.SIZE + extent + Frame.SIZE, empty -> {});
        if (next.isPresent()) {
            turnTo(next.get());
        }
        return next.isPresent();
    }

    /**
     * Goes on in the next segment. It is durable before this one is closed, so that a closed segment without a next is
     * one whose next was taken away; and this one is closed before a batch is written to the next.
     */
    private void turnTo(Segment next) throws IOException {
        segment.write(Frame.closing(batch), end);
        segment.file().force();
        segments.release(segment);
        segment = next;
        end = SegmentHeader.SIZE;
        batch++;
    }

    private void prepareNext() {
        if (end > (SegmentHeader.SIZE + segment.header().capacity()) / 2) {
            segments.prepareSpare();
        }
    }
}
