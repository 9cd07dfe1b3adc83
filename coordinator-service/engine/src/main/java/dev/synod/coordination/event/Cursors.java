package dev.synod.coordination.event;

import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.TopicName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How far the consumers of topics have come, by their own account. */
public final class Cursors {

    private final Map<Cursor, Long> sequences = new LinkedHashMap<>();

    /** Whose cursor, and in which topic. */
    public record Cursor(TopicName topic, ConsumerName consumer) {}

    public Optional<Long> find(Cursor cursor) {
        return Optional.ofNullable(sequences.get(cursor));
    }

    public int count() {
        return sequences.size();
    }

    public void put(Cursor cursor, long sequence) {
        sequences.put(cursor, sequence);
    }

    public void forget(Cursor cursor) {
        sequences.remove(cursor);
    }

    public void write(Writer out) {
        out.number(sequences.size());
        sequences.forEach((cursor, sequence) ->
                out.text(cursor.topic().text()).text(cursor.consumer().text()).number(sequence));
    }

    public void read(Reader in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            var cursor = new Cursor(Parts.topic(in), Parts.consumer(in));
            if (sequences.put(cursor, in.number()) != null) {
                throw Reader.malformed(cursor + " twice");
            }
        }
    }
}
