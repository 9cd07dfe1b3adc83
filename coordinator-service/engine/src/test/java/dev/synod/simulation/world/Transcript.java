package dev.synod.simulation.world;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** What happened in a run: always as one number that two equal runs share, and as text where somebody reads it. */
public final class Transcript {

    private final EventQueue queue;
    private final Consumer<String> reader;
    private final Reading reading;
    private long hash = 1;

    private enum Reading {
        NOBODY,
        SOMEBODY
    }

    private Transcript(EventQueue queue, Consumer<String> reader, Reading reading) {
        this.queue = queue;
        this.reader = reader;
        this.reading = reading;
    }

    public static Transcript unread(EventQueue queue) {
        return new Transcript(queue, line -> {}, Reading.NOBODY);
    }

    public static Transcript readBy(Consumer<String> reader, EventQueue queue) {
        return new Transcript(queue, reader, Reading.SOMEBODY);
    }

    /** Takes down what happens now. {@code mark} goes into the hash, the line only into the text. */
    public void note(long mark, Supplier<String> line) {
        hash = (hash ^ mark ^ queue.now()) * 0x100000001B3L;
        hash ^= hash >>> 29;
        if (reading == Reading.SOMEBODY) {
            long now = queue.now();
            reader.accept("%4d.%06d ms  %s".formatted(now / 1_000_000, now % 1_000_000, line.get()));
        }
    }

    public long hash() {
        return hash;
    }
}
