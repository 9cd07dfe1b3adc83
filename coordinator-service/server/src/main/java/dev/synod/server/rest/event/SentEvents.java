package dev.synod.server.rest.event;

import dev.synod.coordination.Event;
import dev.synod.server.shown.ShownEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Events as server-sent events: each is spelled once for all who watch, while it is among the newest. */
final class SentEvents {

    private static final int MOST_BYTES = 4 << 20;

    private final JsonMapper mapper;
    private final Map<Place, byte[]> newest = new LinkedHashMap<>();
    private long bytes;

    private record Place(String topic, long sequence) {}

    SentEvents(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Not to be written to. */
    byte[] text(Event event) {
        Place place = new Place(event.topic().text(), event.sequence());
        synchronized (newest) {
            byte[] known = newest.get(place);
            if (known != null) {
                return known;
            }
        }
        byte[] text = spelled(event);
        synchronized (newest) {
            if (newest.put(place, text) == null) {
                bytes += text.length;
            }
            var oldest = newest.values().iterator();
            while (bytes > MOST_BYTES && oldest.hasNext()) {
                bytes -= oldest.next().length;
                oldest.remove();
            }
        }
        return text;
    }

    private byte[] spelled(Event event) {
        return ("id: " + event.sequence() + "\nevent: " + event.type() + "\ndata: "
                        + mapper.writeValueAsString(ShownEvent.event(event)) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
