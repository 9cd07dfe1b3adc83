package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Change;
import dev.synod.coordination.Command.OpenSession;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.event.Processes;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who is there: the open sessions, and the newest of those that have ended. */
final class Sessions {

    private final Quotas quotas;
    private final SequencedMap<SessionId, SessionEntry> open = new LinkedHashMap<>();
    private final NavigableMap<String, SessionEntry> byName = new TreeMap<>();
    private final Map<OpeningKey, SessionEntry> byKey = new LinkedHashMap<>();
    private final EndedSessions ended;
    private final Processes processes;

    Sessions(Quotas quotas, Processes processes) {
        this.quotas = quotas;
        this.processes = processes;
        this.ended = new EndedSessions(quotas.sessions().ended());
    }

    /** A client's key for an opening belongs to its process: two processes may choose the same. */
    private record OpeningKey(ProcessName process, String key) {}

    private static Optional<OpeningKey> key(SessionEntry session) {
        return session.purpose() instanceof Purpose.OfClient(Optional<String> key)
                ? key.map(text -> new OpeningKey(session.id().process(), text))
                : Optional.empty();
    }

    Supplier<Outcome> open(OpenSession asked, Step step, Views views) {
        Optional<SessionEntry> before = asked.key().map(key -> byKey.get(new OpeningKey(asked.process(), key)));
        if (before.isPresent()) {
            return again(asked, before.get(), views, step);
        }
        if (isFull()) {
            return this::quotaReached;
        }
        var purpose = new Purpose.OfClient(asked.key());
        var session = begin(asked.process(), new SessionEntry.Opening(asked.ttl(), asked.metadata(), purpose), step);
        key(session).ifPresent(key -> byKey.put(key, session));
        return () -> new Outcome.SessionOpened(views.session(session));
    }

    private static Supplier<Outcome> again(OpenSession asked, SessionEntry before, Views views, Step step) {
        if (!before.ttl().equals(asked.ttl()) || !before.metadata().equals(asked.metadata())) {
            return () -> new Outcome.KeyReused(asked.key().orElseThrow());
        }
        step.concern(before);
        return () -> new Outcome.SessionOpened(views.session(before));
    }

    /** Opens a hold's or candidacy's own session. The caller has asked {@link #isFull} before. */
    SessionEntry openOwn(Owner.OwnSession owner, Purpose purpose, Step step) {
        return begin(owner.process(), new SessionEntry.Opening(owner.ttl(), Map.of(), purpose), step);
    }

    private SessionEntry begin(ProcessName process, SessionEntry.Opening opening, Step step) {
        var id = new SessionId(process, step.position());
        var session = new SessionEntry(id, opening, step.at(), quotas);
        session.know(step.told());
        put(session);
        step.concern(session);
        step.tell(new Change.SessionBegan(id, opening.ttl()));
        Gazette.session("session.opened", session, step);
        return session;
    }

    private void put(SessionEntry session) {
        open.put(session.id(), session);
        byName.put(session.process(), session);
    }

    boolean isFull() {
        return open.size() >= quotas.sessions().open();
    }

    Outcome quotaReached() {
        return new Outcome.QuotaReached("as many sessions are open as may be: " + quotas.sessions().open());
    }

    Outcome knowsTooMuch() {
        return new Outcome.QuotaReached("the session's clock has as many components as may be, "
                + quotas.events().components() + "; open a new session, which begins knowing nothing");
    }

    /** Whether a process, as clocks call it, is an open session. */
    boolean isOpen(String process) {
        return byName.containsKey(process);
    }

    /** The session hears what another knew. */
    void hear(SessionEntry session, CausalContext told) {
        if (!told.isEmpty()) {
            session.know(processes.live(session.known()).merge(processes.live(told)));
        }
    }

    /** What one leaves behind who had a thing, added to what others left before. */
    CausalContext left(CausalContext before, SessionEntry by) {
        CausalContext known = processes.live(by.known());
        return before.isEmpty() ? known : processes.live(before).merge(known);
    }

    /** Takes the session away, and remembers that it was there. What it owned is the caller's to take away. */
    void end(SessionEntry session, Ending ending, Step step) {
        SessionId id = session.id();
        open.remove(id);
        byName.remove(session.process());
        Gazette.session(ending == Ending.EXPIRED ? "session.expired" : "session.closed", session, step);
        processes.ended(session.process());
        key(session).ifPresent(byKey::remove);
        ended.remember(session, step.position());
        step.tell(new Change.SessionOver(id));
    }

    Optional<SessionEntry> find(SessionId id) {
        return Optional.ofNullable(open.get(id));
    }

    /** What whoever names a session hears that is not open. */
    Outcome notOpen(SessionId id) {
        Optional<Position> end = ended.of(id);
        if (end.isPresent()) {
            return new Outcome.SessionEnded(id, end.get());
        }
        return ended.mayHaveForgotten(id) ? new Outcome.SessionForgotten(id) : new Outcome.NoSuchSession(id);
    }

    EndedSessions ended() {
        return ended;
    }

    List<SessionEntry> page(Pages.Range range) {
        return Pages.page(byName, range, session -> true);
    }

    Iterable<SessionEntry> all() {
        return byName.values();
    }

    /** In the order in which they were opened. */
    Iterable<SessionEntry> inOrder() {
        return open.values();
    }

    int count() {
        return open.size();
    }

    /** Tells of each, for its time to live. */
    void tellRunning(Consumer<Change> tell) {
        open.values().forEach(session -> tell.accept(new Change.SessionBegan(session.id(), session.ttl())));
    }

    void write(Writer out) {
        out.number(open.size());
        open.values().forEach(session -> session.write(out));
        ended.write(out);
    }

    /** Reads sessions where there are none yet. */
    void read(Reader in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            var session = SessionEntry.read(in, quotas);
            Position newest = open.isEmpty() ? Position.ZERO : open.lastEntry().getKey().opened();
            if (!session.id().opened().isAfter(newest)) {
                throw Reader.malformed(session + " is not in the order of opening");
            }
            put(session);
            key(session).ifPresent(key -> {
                if (byKey.put(key, session) != null) {
                    throw Reader.malformed(session + " has the key of another");
                }
            });
        }
        ended.read(in);
    }
}
