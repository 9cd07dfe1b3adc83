package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.event.Cursors;
import dev.synod.coordination.event.EventBounds;
import dev.synod.coordination.event.Processes;
import dev.synod.coordination.event.Topics;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.AnsweredKeys.Answered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What sessions publish, and how far those who read have come. */
final class Publishing {

    private final EventBounds bounds;
    private final Sessions sessions;
    private final Processes processes;
    private final Topics topics;
    private final Cursors cursors = new Cursors();

    Publishing(EventBounds bounds, Sessions sessions, Processes processes) {
        this.bounds = bounds;
        this.sessions = sessions;
        this.processes = processes;
        topics = new Topics(bounds, processes);
    }

    Topics topics() {
        return topics;
    }

    Cursors cursors() {
        return cursors;
    }

    Supplier<Outcome> publish(Command.Publish asked, Step step) {
        Optional<SessionEntry> session = sessions.find(asked.session());
        if (session.isEmpty()) {
            return () -> sessions.notOpen(asked.session());
        }
        step.concern(session.get());
        Outcome outcome = asked.keys().isEmpty()
                ? asked.key()
                        .flatMap(key -> again(key, asked, session.get()))
                        .orElseGet(() -> anew(asked, session.get(), step))
                : each(asked, session.get(), step);
        return () -> outcome;
    }

    /** Where each event has a key of its own: finds what was published before, and publishes the rest, or nothing. */
    private Outcome each(Command.Publish asked, SessionEntry session, Step step) {
        Map<String, Event> events = new LinkedHashMap<>();
        Map<String, Command.Publish> fresh = new LinkedHashMap<>();
        for (int i = 0; i < asked.drafts().size(); i++) {
            String key = asked.keys().get(i);
            var alone = new Command.Publish(
                    asked.session(), asked.topic(), List.of(asked.drafts().get(i)), Optional.of(key));
            Command.Publish twin = fresh.get(key);
            if (twin != null && !twin.equals(alone)) {
                return new Outcome.KeyReused(key);
            }
            Optional<Outcome> before = twin == null ? again(key, alone, session) : Optional.empty();
            if (before.isEmpty()) {
                fresh.put(key, alone);
            } else if (before.get() instanceof Outcome.Published(var found)) {
                events.put(key, found.get(0));
            } else {
                return before.get();
            }
        }
        Outcome outcome = anew(fresh, asked, session, step);
        if (!(outcome instanceof Outcome.Published(var published))) {
            return outcome;
        }
        int next = 0;
        for (String key : fresh.keySet()) {
            events.put(key, published.get(next++));
        }
        return new Outcome.Published(
                asked.keys().stream().map(key -> Objects.requireNonNull(events.get(key))).toList());
    }

    /** Publishes each of these under its key. */
    private Outcome anew(Map<String, Command.Publish> fresh, Command.Publish asked, SessionEntry session, Step step) {
        if (fresh.isEmpty()) {
            return new Outcome.Published(List.of());
        }
        List<Draft> drafts = fresh.values().stream().map(alone -> alone.drafts().get(0)).toList();
        var together = new Command.Publish(asked.session(), asked.topic(), drafts, Optional.empty());
        Outcome outcome = anew(together, session, step);
        if (outcome instanceof Outcome.Published(var published)) {
            int next = 0;
            for (var one : fresh.entrySet()) {
                long sequence = published.get(next++).sequence();
                var answered = new Answered(asked.topic(), sequence, 1, print(one.getValue()));
                session.keys().remember(one.getKey(), answered);
            }
        }
        return outcome;
    }

    /** What a key was answered before; empty where it is new. */
    private Optional<Outcome> again(String key, Command.Publish asked, SessionEntry session) {
        Optional<Answered> answered = session.keys().find(key);
        if (answered.isEmpty()) {
            return session.keys().isForgotten(key) ? Optional.of(new Outcome.KeyForgotten(key)) : Optional.empty();
        }
        Answered first = answered.get();
        if (!first.topic().equals(asked.topic()) || first.print() != print(asked)) {
            return Optional.of(new Outcome.KeyReused(key));
        }
        List<Event> events = topics.events(first.topic(), first.first() - 1, first.count());
        boolean areKept = events.size() == first.count() && events.get(0).sequence() == first.first();
        return Optional.of(areKept ? new Outcome.Published(events) : new Outcome.KeyForgotten(key));
    }

    private static long print(Command.Publish asked) {
        var print = new Digest().add(asked.drafts().size());
        for (Draft draft : asked.drafts()) {
            print.add(draft.type()).add(draft.key().isPresent() ? 1 : 0).add(draft.key().orElse(""));
            print.add(draft.data().bytes()).add(draft.causes().size());
            draft.causes().forEach(cause -> print.add(cause.process()).add(cause.number()));
        }
        return print.value();
    }

    private Outcome anew(Command.Publish asked, SessionEntry session, Step step) {
        Optional<Outcome> bound = bound(asked);
        if (bound.isPresent()) {
            return bound.get();
        }
        var heard = new ArrayList<CausalContext>();
        CausalContext known = processes.live(session.known());
        for (Draft draft : asked.drafts()) {
            CausalContext told = CausalContext.EMPTY;
            for (EventId cause : draft.causes()) {
                Optional<Event> event = topics.find(cause);
                if (event.isEmpty() && known.vector().of(cause.process()) < cause.number()) {
                    return new Outcome.NoSuchEvent(cause);
                }
                told = event.isEmpty() ? told : told.with(event.get().stamp());
            }
            heard.add(told);
            known = known.merge(processes.live(told));
        }
        if (known.vector().size() + 1 > bounds.components()) {
            return sessions.knowsTooMuch();
        }
        List<Event> published = stamp(asked, session, heard, step);
        var answered = new Answered(asked.topic(), published.get(0).sequence(), published.size(), print(asked));
        asked.key().ifPresent(key -> session.keys().remember(key, answered));
        return new Outcome.Published(published);
    }

    private Optional<Outcome> bound(Command.Publish asked) {
        if (topics.isFullFor(asked.topic())) {
            return Optional.of(new Outcome.QuotaReached("there are as many topics as may be: " + bounds.topics()));
        }
        return topics.backlog().map(Outcome.BacklogFull::new);
    }

    /** One by one: the first may be the end of an old one, and of its process, which then no later stamp may name. */
    private List<Event> stamp(Command.Publish asked, SessionEntry session, List<CausalContext> heard, Step step) {
        var published = new ArrayList<Event>();
        for (Draft draft : asked.drafts()) {
            session.know(processes.live(session.known().merge(heard.get(published.size()))));
            CausalStamp stamp = processes.stamp(session.process(), session.known());
            session.know(stamp.context());
            published.add(topics.publish(asked.topic(), draft, stamp, step.moment()));
        }
        step.tell(new Change.TopicGrew(asked.topic()));
        return List.copyOf(published);
    }

    Supplier<Outcome> putCursor(Command.PutCursor asked) {
        long last = topics.seen(asked.topic()).last();
        if (asked.sequence() > last) {
            return () -> new Outcome.BeyondLast(last);
        }
        var cursor = new Cursors.Cursor(asked.topic(), asked.consumer());
        Optional<Long> before = cursors.find(cursor);
        if (before.isEmpty() && cursors.count() >= bounds.cursors()) {
            return () -> new Outcome.QuotaReached("there are as many cursors as may be: " + bounds.cursors());
        }
        boolean isBack = asked.sequence() < before.orElse(0L);
        if (!isBack || asked.rewind() == Command.Rewind.ALLOWED) {
            cursors.put(cursor, asked.sequence());
        }
        long stands = cursors.find(cursor).orElseThrow();
        return () -> new Outcome.CursorStands(stands);
    }

    Supplier<Outcome> forgetCursor(Command.ForgetCursor asked) {
        cursors.forget(new Cursors.Cursor(asked.topic(), asked.consumer()));
        return Outcome.Done::new;
    }

    Supplier<Outcome> archiveReached(Command.ArchiveReached asked, Step step) {
        // An archive cannot have what is still to come, whatever it says: that would be trimmed unarchived.
        topics.archived(asked.through().map(through -> earlier(through, step.position())));
        return Outcome.Done::new;
    }

    private static Position earlier(Position one, Position other) {
        return one.isAfter(other) ? other : one;
    }

    Supplier<Outcome> keepEvents(Command.KeepEvents asked) {
        topics.keep(new Topics.Window(asked.events(), asked.bytes()));
        return Outcome.Done::new;
    }

    /** The topics and cursors, then what each session knows and was answered. */
    void write(Writer out) {
        topics.write(out);
        cursors.write(out);
        sessions.inOrder().forEach(session -> session.writeClock(out));
    }

    /** Reads what sessions that have been read have published, where nothing is published yet. */
    void read(Reader in) {
        topics.read(in);
        cursors.read(in);
        sessions.inOrder().forEach(session -> session.readClock(in));
    }
}
