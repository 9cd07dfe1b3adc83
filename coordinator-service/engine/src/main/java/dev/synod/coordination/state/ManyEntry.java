package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.state.Place.Holder;
import dev.synod.coordination.state.Place.Waiter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A hold of several locks. In each of them it has a part, under its own name: all of them hold, or all wait. */
final class ManyEntry {

    /** What parts say in their queues: how long they wait is the whole's to say. */
    private static final Request OF_A_PART = new Request(new AttemptId(0), new Waiting.InQueue());

    private final HoldName name;
    private final SessionEntry session;
    private final List<Part> parts;
    /** While it waits. */
    private Optional<Request> request = Optional.empty();

    /** @param parts in the order of their locks' names */
    ManyEntry(HoldName name, SessionEntry session, List<Part> parts) {
        this.name = name;
        this.session = session;
        this.parts = List.copyOf(parts);
    }

    /** One of the locks, and the hold as it stands there. */
    record Part(LockEntry lock, HoldEntry entry) {

        HoldKey key() {
            return entry.key();
        }

        Place place() {
            return lock.find(entry.key().hold()).orElseThrow();
        }

        private boolean isNext() {
            return lock.successor().filter(waiter -> waiter.entry().key().equals(key())).isPresent();
        }
    }

    /** The newest request of one that waits. */
    record Request(AttemptId attempt, Waiting waiting) {

        private static void write(Writer out, Request request) {
            Parts.write(request.waiting, out.bits(request.attempt.number()));
        }

        private static Request read(Reader in) {
            return new Request(Parts.attempt(in), Parts.waiting(in));
        }
    }

    HoldName name() {
        return name;
    }

    SessionEntry session() {
        return session;
    }

    List<Part> parts() {
        return parts;
    }

    Duration lockDelay() {
        return parts.getFirst().entry().lockDelay();
    }

    boolean ownsSession() {
        return session.isOwnOf(name);
    }

    boolean covers(LockName lock) {
        for (Part part : parts) {
            if (part.key().lock().equals(lock)) {
                return true;
            }
        }
        return false;
    }

    Optional<Request> request() {
        return request;
    }

    boolean waits() {
        return request.isPresent();
    }

    /** Stands in all the queues, at their ends. */
    void queue(Request asked) {
        request = Optional.of(asked);
        parts.forEach(part ->
                part.lock().queue().add(new Waiter(part.entry(), OF_A_PART.attempt(), OF_A_PART.waiting())));
    }

    /** Keeps its places for another request. */
    void waitFor(Request asked) {
        request = Optional.of(asked);
    }

    /** Whether all of its locks would be its own now, and it overtakes nobody in any. */
    boolean isNext() {
        for (Part part : parts) {
            if (!part.isNext()) {
                return false;
            }
        }
        return true;
    }

    /** Has all of its locks from now on. The caller has seen that all are free for it. */
    void grant(Step step, Locks locks) {
        if (waits()) {
            Invariant.ALL_OR_NONE.check(isNext(), () -> this + " granted before its turn: " + seen());
            parts.forEach(part -> part.lock().queue().remove(name));
            request = Optional.empty();
        }
        parts.forEach(part -> locks.grant(part.entry(), part.lock(), step));
    }

    /** Its token, where it has its locks. */
    Optional<FencingToken> token() {
        return parts.getFirst().place() instanceof Holder holder
                ? Optional.of(holder.state().token())
                : Optional.empty();
    }

    List<ManyHold.Share> shares() {
        return parts.stream()
                .map(part -> new ManyHold.Share(part.key().lock(), part.entry().mode()))
                .toList();
    }

    ManyHold seen() {
        return new ManyHold(name, session.id(), shares(), state(), left());
    }

    private CausalContext left() {
        CausalContext left = CausalContext.EMPTY;
        if (!waits()) {
            for (Part part : parts) {
                left = left.merge(part.lock().left());
            }
        }
        return left;
    }

    private Hold.State state() {
        int place = 0;
        for (Part part : parts) {
            switch (part.lock().seen(name).orElseThrow().state()) {
                case Hold.State.Held held -> {
                    return held;
                }
                case Hold.State.Waiting(int here) -> place = Math.max(place, here);
            }
        }
        return new Hold.State.Waiting(place);
    }

    void write(Writer out) {
        Parts.write(session.id(), out.text(name.text()));
        out.number(parts.size());
        parts.forEach(part -> out.text(part.key().lock().text()));
        out.optional(request, Request::write);
    }

    /** Reads one whose parts the locks have read, and names as {@code parts} gives them. */
    static ManyEntry read(HoldName name, SessionEntry session, List<Part> parts, Reader in) {
        var entry = new ManyEntry(name, session, parts);
        entry.request = in.optional(Request::read);
        return entry;
    }

    @Override
    public String toString() {
        return "hold " + name + " of several locks";
    }
}
