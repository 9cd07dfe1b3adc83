package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What {@link NaiveEvents} knows of clocks: counts of all that ever happened, and the events that can be seen. */
final class NaiveClocks {

    final Map<TopicName, List<Event>> kept = new LinkedHashMap<>();
    final Map<String, Long> published = new LinkedHashMap<>();
    final Map<String, Long> newestLamport = new LinkedHashMap<>();
    /** Of open sessions, and of those that have ended, as they were then. */
    final Map<SessionId, CausalContext> clocks = new LinkedHashMap<>();

    private final Predicate<String> isOpen;

    NaiveClocks(Predicate<String> isOpen) {
        this.isOpen = isOpen;
    }

    List<Event> visible() {
        var visible = new ArrayList<Event>();
        kept.values().forEach(visible::addAll);
        return visible;
    }

    Optional<Event> find(EventId id) {
        return visible().stream().filter(event -> event.id().equals(id)).findFirst();
    }

    long published(String process) {
        return published.getOrDefault(process, 0L);
    }

    private boolean isLive(String process) {
        boolean isSeen = visible().stream().anyMatch(event -> event.id().process().equals(process));
        return published(process) > 0 && (process.equals(EventId.SYNOD) || isOpen.test(process) || isSeen);
    }

    CausalContext live(CausalContext context) {
        return new CausalContext(context.lamport(), context.vector().retain(this::isLive));
    }

    boolean isObjectionable(CausalContext told) {
        boolean[] objectionable = {told.lamport().time() >= 1L << 53};
        told.vector().forEach((process, count) ->
                objectionable[0] |= (isLive(process) || isOpen.test(process)) && count > published(process));
        return objectionable[0];
    }

    CausalContext learned(CausalContext told) {
        CausalContext learned = live(told);
        LamportClock lamport = told.lamport();
        for (Event event : visible()) {
            boolean isNamed = told.vector().of(event.id().process()) >= event.id().number();
            lamport = isNamed ? lamport.receive(event.stamp().lamport()) : lamport;
        }
        return new CausalContext(lamport, learned.vector());
    }

    long floor() {
        return newestLamport.entrySet().stream()
                .filter(entry -> !isLive(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    CausalContext clock(SessionId session) {
        return live(clocks.getOrDefault(session, CausalContext.EMPTY));
    }

    /** The session hears what was left behind, if anything was. */
    void hear(SessionId session, CausalContext told) {
        if (!told.isEmpty()) {
            clocks.put(session, clock(session).merge(live(told)));
        }
    }

    CausalStamp next(SessionId session, CausalContext told) {
        CausalContext known = live(clocks.getOrDefault(session, CausalContext.EMPTY).merge(told));
        var lamport = new LamportClock(1 + Math.max(known.lamport().time(), floor()));
        var stamp = new CausalStamp(session.toString(), lamport, known.vector().tick(session.toString()));
        clocks.put(session, stamp.context());
        published.put(stamp.process(), stamp.own());
        newestLamport.put(stamp.process(), lamport.time());
        return stamp;
    }
}
