package dev.synod.server.journal.segment;

/**
 * How large things are, in bytes.
 *
 * @param segment what is preallocated at a time; a larger batch stretches its segment
 * @param buffer what is gathered before it is written; a larger batch is written in parts
 */
public record Sizing(int segment, int buffer) {

    public static final Sizing STANDARD = new Sizing(16 << 20, 256 << 10);

    public Sizing {
        if (segment < 2 * SegmentHeader.SIZE) {
            throw new IllegalArgumentException("a segment has at least 8192 bytes, not " + segment);
        }
        if (buffer < 2 * Frame.SIZE) {
            throw new IllegalArgumentException("a buffer has at least 64 bytes, not " + buffer);
        }
    }
}
