package dev.synod.server.archive.row;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** An archived event. Written once, never changed. */
@Entity
@Table(name = "synod_archive_event")
public class EventRow implements Persistable<EventKey> {

    private static final String BETWEEN = " ";

    @EmbeddedId
    private EventKey place;

    private String process;
    private long number;
    private long position;
    private String type;

    @Column(name = "event_key")
    private @Nullable String key;

    private String data;
    private long lamport;
    private String vector;
    private String causes;

    /** To the microsecond, which is what databases keep. */
    @Column(name = "published_at")
    private Instant publishedAt;

    /** What is left of it. */
    @Column(name = "published_nanos")
    private int publishedNanos;

    @Transient
    private boolean stored;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected EventRow() {}

    /**
     * The row of an event.
     *
     * @param data its content as JSON
     */
    public EventRow(String cluster, Event event, String data) {
        place = new EventKey(cluster, event.topic().text(), event.sequence());
        process = event.id().process();
        number = event.id().number();
        position = event.position().number();
        type = event.type();
        key = event.key().map(Keys::stored).orElse(null);
        this.data = data;
        lamport = event.stamp().lamport().time();
        vector = event.stamp().vector().toString();
        causes = event.causes().stream().map(EventId::toString).collect(Collectors.joining(BETWEEN));
        publishedAt = event.publishedAt().truncatedTo(ChronoUnit.MICROS);
        publishedNanos = (int) publishedAt.until(event.publishedAt(), ChronoUnit.NANOS);
    }

    /** The event; what the cluster itself told is JSON by now, like everything else. */
    public Event event() {
        return new Event(
                new EventId(process, number),
                new TopicName(place.topic()),
                place.sequence(),
                type,
                Optional.ofNullable(key).map(Keys::told),
                Content.Json.of(data),
                new Position(position),
                causes.isEmpty() ? List.of() : Stream.of(causes.split(BETWEEN)).map(EventId::parse).toList(),
                new CausalStamp(process, new LamportClock(lamport), VectorClock.parse(vector)),
                publishedAt.plusNanos(publishedNanos));
    }

    @Override
    public EventKey getId() {
        return place;
    }

    /** Tells Spring Data, which else would ask the database first. */
    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    void noteStored() {
        stored = true;
    }
}
