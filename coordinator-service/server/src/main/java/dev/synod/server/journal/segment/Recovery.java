package dev.synod.server.journal.segment;

import dev.synod.paxos.Effect.Persist;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal at a start, from its origin on: tells what it remembers, cuts off what was never acknowledged,
 * deletes what it does not begin with any more, opens it for writing.
 *
 * <p>What it told is durable when it returns, also where the process before had left it in the page cache only.
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final int PART = 16 << 10;

    private final Segments segments;
    private final Origin origin;
    private final Consumer<Persist> memory;

    public Recovery(Segments segments, Origin origin, Consumer<Persist> memory) {
        this.segments = segments;
        this.origin = origin;
        this.memory = memory;
    }

    /**
     * Where the reading of a segment stopped, and why.
     *
     * @param batch the number that belongs there
     * @param lastBatch where the batch before begins
     */
    private record Stop(long offset, long batch, Sighting.End why, long lastBatch) {}

    /** The end of the journal, behind which new batches are written. */
    public BatchWriter recover() throws IOException {
        long last = lastNumber();
        long batch = origin.firstBatch();
        for (long number = origin.segment(); number < last; number++) {
            batch = readClosed(number, batch, last) + 1;
        }
        BatchWriter end = readLast(last, batch);
        // Only now: what begins anew is durable, name and all.
        segments.deleteBefore(origin);
        return end;
    }

    private long lastNumber() throws IOException {
        List<Long> found = segments.numbers();
        long first = origin.segment();
        long last = found.isEmpty() ? first : found.getLast();
        LongStream.rangeClosed(first, last).filter(number -> !found.contains(number)).findFirst().ifPresent(missing -> {
            throw segments.home().damaged(missing, "the segment is missing");
        });
        return last;
    }

    /** Reads a segment behind which there are others; tells the number of its closing frame. */
    private long readClosed(long number, long firstBatch, long last) throws IOException {
        Segment segment = segments.open(number);
        SegmentReader reader = new SegmentReader(segment);
        Stop stop = read(segment, reader, firstBatch);
        switch (stop.why()) {
            case Sighting.Closed closed -> {
                // As it must be.
            }
            case Sighting.Rotten(String what) -> throw segment.damaged(stop.offset(), what);
            case Sighting.Untouched untouched -> closeLate(segment, reader, stop, last);
            case Sighting.Torn torn -> closeLate(segment, reader, stop, last);
        }
        segments.release(segment);
        return stop.batch();
    }

    /** Closes a segment where a crash came between the making of the next one and the closing of this one. */
    private void closeLate(Segment segment, SegmentReader reader, Stop stop, long last) throws IOException {
        long behind = stop.offset() + Frame.SIZE;
        boolean nextIsNew = segment.header().number() + 1 == last && isNew(last);
        if (!nextIsNew || reader.silentFrom(behind) > behind) {
            throw segment.damaged(stop.offset(), "the segment ends here, and a later one has batches");
        }
        segment.write(Frame.closing(stop.batch()), stop.offset());
        segment.file().force();
    }

    private boolean isNew(long number) throws IOException {
        Segment segment = segments.open(number);
        boolean silent = new SegmentReader(segment).silentFrom(SegmentHeader.SIZE) == SegmentHeader.SIZE;
        segments.release(segment);
        return silent;
    }

    private BatchWriter readLast(long number, long firstBatch) throws IOException {
        Segment segment = segments.open(number);
        SegmentReader reader = new SegmentReader(segment);
        Stop stop = read(segment, reader, firstBatch);
        switch (stop.why()) {
            case Sighting.Closed closed -> throw segments.home().damaged(number + 1, "the segment is missing");
            case Sighting.Rotten(String what) -> throw segment.damaged(stop.offset(), what);
            case Sighting.Untouched untouched -> {
                // Nothing to cut.
            }
            case Sighting.Torn torn -> cut(segment, reader, stop.offset());
        }
        makeDurable(segment, stop);
        return new BatchWriter(segments, segment, stop.offset(), stop.batch());
    }

    private Stop read(Segment segment, SegmentReader reader, long firstBatch) throws IOException {
        if (segment.header().firstBatch() != firstBatch) {
            throw segment.damaged(0, "it begins with batch " + segment.header().firstBatch() + " where batch "
                    + firstBatch + " belongs");
        }
        long offset = SegmentHeader.SIZE;
        long lastBatch = offset;
        long batch = firstBatch;
        while (true) {
            switch (reader.at(offset, batch)) {
                case Sighting.End why -> {
                    if (offset == SegmentHeader.SIZE && segment.header().over().isPresent()) {
                        throw segment.damaged(offset, "the memory is not whole that begins here, and it was before the"
                                + " segment had its name");
                    }
                    return new Stop(offset, batch, why, lastBatch);
                }
                case Sighting.Whole(Frame frame) -> {
                    reader.tell(frame, offset, memory);
                    lastBatch = offset;
                    offset += frame.extent();
                    batch++;
                }
            }
        }
    }

    /**
     * Puts zeros where the remains of a torn batch stand: what comes to stand there is judged by that.
     *
     * <p>The last byte of the place for the frame is cleared first, and alone: a process killed in the middle of
     * clearing the rest would leave a frame with a right end and a wrong beginning, and that is damage.
     */
    private void cut(Segment segment, SegmentReader reader, long offset) throws IOException {
        long end = reader.silentFrom(offset);
        LOG.info("node={} segment={} offset={} cut={}: bytes of a batch that was never acknowledged",
                segment.header().node(), segment.path(), offset, end - offset);
        ByteBuffer zeros = ByteBuffer.allocate(PART);
        segment.file().writeAll(zeros.limit(1), offset + Frame.SIZE - 1);
        for (long at = offset; at < end; at += PART) {
            zeros.clear().limit((int) Math.min(PART, end - at));
            segment.file().writeAll(zeros, at);
        }
        segment.file().truncate(Math.max(offset, segment.header().capacity()));
    }

    /**
     * Writes the last batch once more, as it is, and forces it. Its writer may have died before its force, or of a
     * failed one: then its pages may count as clean, so that a force alone would write nothing.
     */
    private void makeDurable(Segment segment, Stop stop) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(PART);
        for (long at = stop.lastBatch(); at < stop.offset(); at += PART) {
            part.clear().limit((int) Math.min(PART, stop.offset() - at));
            segment.file().readAll(part, at);
            segment.file().writeAll(part.flip(), at);
        }
        segment.file().force();
        segments.forceDirectory();
    }
}
