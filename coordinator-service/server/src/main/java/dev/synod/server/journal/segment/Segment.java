package dev.synod.server.journal.segment;

import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One of the files that the journal is made of, open. */
record Segment(SegmentHeader header, Path path, StoredFile file) {

    Place place(long offset) {
        return new Place(header.birth(), header.number(), offset);
    }

    /** Writes a frame by itself. Not durable yet. */
    void write(Frame frame, long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Frame.SIZE);
        frame.write(bytes, 0, place(offset));
        file.writeAll(bytes, offset);
    }

    JournalDamaged damaged(long offset, String what) {
        return new JournalDamaged(header.node(), path, offset, what);
    }
}
