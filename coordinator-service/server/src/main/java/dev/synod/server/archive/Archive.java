package dev.synod.server.archive;

import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import dev.synod.server.archive.row.EventRow;
import dev.synod.server.archive.row.Stride;
import java.util.List;
import java.util.function.Function;

/**
 * The archive of one cluster, open. It is written in the order of the ledger, whole decrees at a time: the events and
 * the position that they reach become durable in one transaction, so that each event is there exactly once, whoever is
 * killed when. Failures of the database are thrown as they come.
 */
public final class Archive implements AutoCloseable {

    /** Events in one transaction, about. */
    public static final int LARGEST = 500;

    private final String cluster;
    private final ArchiveDatabase database;
    private final Function<Content, String> json;

    private Archive(String cluster, ArchiveDatabase database, Function<Content, String> json) {
        this.cluster = cluster;
        this.database = database;
        this.json = json;
    }

    /**
     * Connects, and makes the tables where they are not there yet.
     *
     * @param json the content of an event, as it is kept
     */
    public static Archive open(ArchiveSettings settings, Function<Content, String> json) {
        return new Archive(settings.cluster(), ArchiveDatabase.open(settings), json);
    }

    /** How far the ledger is archived. */
    public Position reached() {
        return new Position(database.read(() -> database.progress().position(cluster)).orElse(0L));
    }

    /** The sequence of the newest archived event of a topic; 0 where there is none. */
    public long last(TopicName topic) {
        return database.read(() -> database.events().last(cluster, topic.text())).orElse(0L);
    }

    /** The sequence of the newest archived event of a topic before another one; 0 where there is none. */
    public long lastBefore(TopicName topic, long sequence) {
        return database.read(() -> database.events().lastBefore(cluster, topic.text(), sequence))
                .orElse(0L);
    }

    /**
     * Archives the next events of the ledger.
     *
     * @param from how far the archive has come, as far as the caller knows
     * @param events the next after it, in the order of the ledger, one or more
     */
    public Written append(Mandate mandate, Position from, List<Event> events) {
        long to = events.getLast().position().number();
        return database.write(() -> {
            database.progress().foundIfAbsent(cluster);
            // First of all: whoever else writes waits here, and then sees that it is too late.
            int changed = database.progress()
                    .advance(new Stride(cluster, from.number(), to, mandate.round(), mandate.node()));
            if (changed == 0) {
                return Written.NONE;
            }
            for (Event event : events) {
                database.events().save(new EventRow(cluster, event, json.apply(event.content())));
            }
            return Written.ALL;
        });
    }

    /** Returns when everything that was appended is on disk. */
    public void settle() {
        database.settle();
    }

    /** What can be asked of it. */
    public ArchiveReader reader() {
        return new ArchiveReader(cluster, database);
    }

    @Override
    public void close() {
        database.close();
    }
}
