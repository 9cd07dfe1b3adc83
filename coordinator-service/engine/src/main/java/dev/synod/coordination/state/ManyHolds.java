package dev.synod.coordination.state;

import dev.synod.coordination.Change;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.ManyEntry.Part;
import dev.synod.coordination.state.ManyEntry.Request;
import dev.synod.coordination.state.Place.Holder;
import dev.synod.coordination.state.Place.Waiter;
import dev.synod.invariant.InvariantViolation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The holds of several locks, by name, in the order in which they came. Their names are not those of single holds. */
final class ManyHolds {

    private final Map<HoldName, ManyEntry> entries = new LinkedHashMap<>();

    Optional<ManyEntry> find(HoldName hold) {
        return Optional.ofNullable(entries.get(hold));
    }

    /** What a hold at a lock is a part of; empty for a hold of one lock. */
    Optional<ManyEntry> whole(HoldKey part) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        return find(part.hold()).filter(entry -> entry.covers(part.lock()));
    }

    void put(ManyEntry entry) {
        entries.put(entry.name(), entry);
    }

    void remove(ManyEntry entry) {
        entries.remove(entry.name());
    }

    /** Tells of the waits with a limit. */
    void tellRunning(Consumer<Change> tell) {
        for (ManyEntry entry : entries.values()) {
            entry.request().ifPresent(request -> {
                if (request.waiting() instanceof Waiting.AtMost(var limit)) {
                    tell.accept(new Change.ManyWaits(entry.name(), request.attempt(), limit));
                }
            });
        }
    }

    /** Nothing where there are none: states from before there were any keep their digests. */
    void digest(Digest digest) {
        for (ManyEntry entry : entries.values()) {
            digest.add(entry.name().text()).add(entry.session().id().toString());
            digest.add(entry.parts().size());
            entry.parts().forEach(part -> digest.add(part.key().lock().text()));
            digest.add(entry.request().toString());
        }
    }

    void check(Sessions sessions) {
        for (ManyEntry entry : entries.values()) {
            check(entry);
            if (sessions.find(entry.session().id()).isEmpty()
                    || entry.session().usedUp().contains(entry.name())
                    || !entry.session().holds().containsAll(entry.parts().stream().map(Part::key).toList())) {
                throw new InvariantViolation("a hold of several locks is its session's; seen: " + entry.seen());
            }
        }
    }

    private static void check(ManyEntry entry) {
        Optional<Hold.State.Held> held = held(entry.parts().getFirst());
        for (Part part : entry.parts()) {
            boolean there = part.lock().find(entry.name()).map(Place::entry).filter(part.entry()::equals).isPresent();
            boolean oneDelay = part.entry().lockDelay().equals(entry.lockDelay());
            Invariant.ALL_OR_NONE.check(
                    there && oneDelay && held(part).equals(held) && held.isPresent() != entry.waits(),
                    () -> entry + " at " + part.lock().seen());
        }
    }

    private static Optional<Hold.State.Held> held(Part part) {
        return part.lock().find(part.key().hold()).flatMap(place -> switch (place) {
            case Holder holder -> Optional.of(holder.state());
            case Waiter waiter -> Optional.empty();
        });
    }

    void write(Writer out) {
        out.number(entries.size());
        entries.values().forEach(entry -> entry.write(out));
    }

    /** Reads the holds whose parts have been read with their locks, where there are none yet. */
    void read(Reader in, Sessions sessions, Locks locks) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            HoldName name = Parts.hold(in);
            SessionId id = Parts.session(in);
            SessionEntry session = sessions.find(id)
                    .orElseThrow(() -> Reader.malformed("hold " + name + " of session " + id + ", which is not open"));
            put(ManyEntry.read(name, session, parts(name, in, locks), in));
            if (entries.size() != i + 1) {
                throw Reader.malformed("two holds of several locks named " + name);
            }
        }
    }

    private static List<Part> parts(HoldName name, Reader in, Locks locks) {
        int count = in.count();
        var parts = new ArrayList<Part>();
        for (int i = 0; i < count; i++) {
            LockName lock = Parts.lock(in);
            if (i > 0 && parts.getLast().key().lock().compareTo(lock) >= 0) {
                throw Reader.malformed("locks that are not in order");
            }
            LockEntry entry = locks.find(lock).orElseThrow(() -> Reader.malformed("hold " + name + " at no lock"));
            Place place = entry.find(name).orElseThrow(() -> Reader.malformed("hold " + name + " not at its lock"));
            parts.add(new Part(entry, place.entry()));
        }
        if (parts.isEmpty()) {
            throw Reader.malformed("hold " + name + " of no locks");
        }
        return parts;
    }
}
