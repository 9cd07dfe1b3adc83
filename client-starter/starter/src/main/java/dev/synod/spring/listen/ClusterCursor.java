package dev.synod.spring.listen;

import dev.synod.client.SynodClient;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cursor that the cluster keeps. It only ever moves forward, and is moved after the work: whoever takes over reads
 * again what was done and not told.
 */
final class ClusterCursor implements CausalCursor {

    private final SynodClient client;

    /** What was done while nobody could be told: this process does not do it again. */
    private final Map<Place, Long> untold = new ConcurrentHashMap<>();

    ClusterCursor(SynodClient client) {
        this.client = client;
    }

    private record Place(String topic, String name) {

        Place(Reader reader) {
            this(reader.topic(), reader.name());
        }
    }

    @Override
    public OptionalLong take(Reader reader) {
        var done = untold.get(new Place(reader));
        if (done != null) {
            return OptionalLong.of(tell(reader, done));
        }
        return client.cursor(reader.topic(), reader.name()).stream()
                .mapToLong(cursor -> cursor.sequence())
                .findFirst();
    }

    @Override
    public void begin(Reader reader, long sequence) {
        client.moveCursor(reader.topic(), reader.name(), sequence);
    }

    @Override
    public void move(Reader reader, long sequence, Runnable work) {
        work.run();
        untold.put(new Place(reader), sequence);
        tell(reader, sequence);
    }

    private long tell(Reader reader, long sequence) {
        var stands = client.moveCursor(reader.topic(), reader.name(), sequence).sequence();
        untold.remove(new Place(reader));
        return stands;
    }
}
