package dev.synod.coordination.event;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import dev.synod.coordination.Event;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.EventId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The processes that have published and may do so again, or of which an event is kept. All others are retired: no
 * clock, no context and no new stamp has a component of theirs, so that vectors do not grow without bound; the order of
 * two events that are kept never rests on one.
 *
 * <p>Clocks that nobody uses keep the components of the retired until {@link #live} is asked about them: on every node
 * at the same command.
 *
 * <p>Spec: {@code CausalClocks.tla}, actions Publish, Change, Hear, Retire.
 */
public final class Processes {

    /**
     * The largest Lamport time that is taken from a caller, who may count events that no topic has: exact as a number
     * in JSON, and so far below where counting ends that nobody gets there by it.
     */
    private static final long MOST_TOLD = (1L << 53) - 1;

    private final Map<String, Publisher> publishers = new LinkedHashMap<>();
    /** No retired process has an event with a later Lamport time: what is stamped now comes after all of theirs. */
    private long floor;
    /** Of all stamps ever given, and of all that a session was told. */
    private long highest;

    /** {@code synod}'s count and nothing else: what its stamps have beside what a session knew. */
    private VectorClock synod = VectorClock.EMPTY;

    Optional<Event> find(EventId id) {
        return Optional.ofNullable(publishers.get(id.process())).map(publisher -> publisher.kept().get(id.number()));
    }

    Iterable<Publisher> all() {
        return publishers.values();
    }

    Optional<Publisher> publisher(String process) {
        return Optional.ofNullable(publishers.get(process));
    }

    /** How many processes have published and are not retired. */
    public int count() {
        return publishers.size();
    }

    /** The context without the components of the retired, and of those who never published. */
    public CausalContext live(CausalContext context) {
        if (context.vector().isEmpty()) {
            return context;
        }
        VectorClock vector = context.vector().retain(publishers::containsKey);
        return vector.size() == context.vector().size() ? context : new CausalContext(context.lamport(), vector);
    }

    /**
     * Why nobody can know this; empty where somebody can. Processes that are retired or unknown are not looked at.
     *
     * @param isOpen whether a session is open
     */
    public Optional<String> objection(CausalContext told, Predicate<String> isOpen) {
        if (told.lamport().time() > MOST_TOLD) {
            return Optional.of("the context has the Lamport time " + told.lamport() + "; the largest is " + MOST_TOLD);
        }
        var objection = new StringBuilder();
        told.vector().forEach((process, count) -> {
            Publisher publisher = publishers.get(process);
            long published = publisher == null ? 0 : publisher.published();
            if (objection.isEmpty() && count > published && (publisher != null || isOpen.test(process))) {
                objection.append("the context knows of event ").append(count).append(" of ").append(process)
                        .append(", which has published ").append(published);
            }
        });
        return objection.isEmpty() ? Optional.empty() : Optional.of(objection.toString());
    }

    /**
     * What a clock learns from a context that has been told: with a Lamport time that is not below that of any event
     * named which is kept, for a client may have left it behind.
     */
    public CausalContext learned(CausalContext told) {
        CausalContext known = live(told);
        long[] latest = {known.lamport().time()};
        known.vector().forEach((process, count) -> {
            Publisher publisher = publishers.get(process);
            var newest = publisher == null ? null : publisher.kept().floorEntry(count);
            if (newest != null) {
                latest[0] = Math.max(latest[0], newest.getValue().stamp().lamport().time());
            }
        });
        highest = Math.max(highest, latest[0]);
        return latest[0] == known.lamport().time()
                ? known
                : new CausalContext(new LamportClock(latest[0]), known.vector());
    }

    /** The stamp of the next event of a process that knows this. */
    public CausalStamp stamp(String process, CausalContext known) {
        var lamport = new LamportClock(Math.max(known.lamport().time(), floor)).tick();
        return new CausalStamp(process, lamport, known.vector().tick(process));
    }

    /** The stamp of the next change of the cluster, of which somebody was the cause who knows this. */
    CausalStamp stampOfSynod(CausalContext known) {
        synod = synod.tick(EventId.SYNOD);
        Publisher before = publishers.get(EventId.SYNOD);
        long own = before == null ? 0 : before.newestLamport();
        var lamport = new LamportClock(Math.max(known.lamport().time(), Math.max(floor, own))).tick();
        VectorClock vector = known.vector().isEmpty() ? synod : known.vector().merge(synod);
        return new CausalStamp(EventId.SYNOD, lamport, vector);
    }

    void add(Event event) {
        Publisher publisher = publishers.computeIfAbsent(event.id().process(), Publisher::new);
        long lamport = event.stamp().lamport().time();
        Invariant.CLOCK_CONDITION.check(
                lamport > publisher.newestLamport() && lamport > floor,
                () -> event.id() + " with " + event.stamp().lamport() + " after " + publisher.newestLamport());
        publisher.publishes(event);
        highest = Math.max(highest, lamport);
    }

    /** An event is not kept any longer. */
    void forget(Event event) {
        Publisher publisher = publishers.get(event.id().process());
        if (publisher != null) {
            publisher.forget(event);
            retire(publisher);
        }
    }

    /** A session has ended: it publishes no more. */
    public void ended(String process) {
        Publisher publisher = publishers.get(process);
        if (publisher != null) {
            publisher.end();
            retire(publisher);
        }
    }

    private void retire(Publisher publisher) {
        if (publisher.isToRetire()) {
            publishers.remove(publisher.process());
            floor = Math.max(floor, publisher.newestLamport());
        }
    }

    void write(Writer out) {
        out.number(floor).number(highest).number(publishers.size());
        for (Publisher publisher : publishers.values()) {
            out.text(publisher.process()).number(publisher.published()).number(publisher.newestLamport());
            out.tag(publisher.hasEnded() ? 1 : 0);
        }
    }

    /** Reads who published, before their events are read. */
    void read(Reader in) {
        floor = in.number();
        highest = in.number();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            var publisher = new Publisher(in.text());
            publisher.restore(in.number(), in.number());
            int ended = in.tag();
            if (ended > 1 || publishers.put(publisher.process(), publisher) != null) {
                throw Reader.malformed("process " + publisher.process() + " twice, or neither ended nor not");
            }
            if (ended == 1) {
                publisher.end();
            }
        }
        long changes = Optional.ofNullable(publishers.get(EventId.SYNOD)).map(Publisher::published).orElse(0L);
        synod = changes == 0 ? VectorClock.EMPTY : VectorClock.from(Map.of(EventId.SYNOD, changes));
    }

    /** Puts an event back that was read. */
    void restore(Event event) {
        Publisher publisher = publishers.get(event.id().process());
        if (publisher == null || publisher.kept().containsKey(event.id().number())) {
            throw Reader.malformed("event " + event.id() + " twice, or of nobody");
        }
        publisher.keep(event);
    }

    long floor() {
        return floor;
    }

    long highest() {
        return highest;
    }
}
