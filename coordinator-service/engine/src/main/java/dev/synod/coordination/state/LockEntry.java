package dev.synod.coordination.state;

import dev.synod.coordination.Change;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Durations;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.Place.Holder;
import dev.synod.coordination.state.Place.Waiter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** A lock that somebody holds or awaits, or that is withheld. */
final class LockEntry {

    private final LockName name;
    /** In the order of their tokens. */
    private final SequencedMap<HoldName, Holder> holders = new LinkedHashMap<>(2);

    private final Queue queue = new Queue();
    private Optional<Delay> delay = Optional.empty();
    private Position newestGrant = Position.ZERO;
    private CausalContext left = CausalContext.EMPTY;

    LockEntry(LockName name) {
        this.name = name;
    }

    /** Nothing is granted until a decree lifts the delay that began at {@code since}. */
    record Delay(Position since, Duration length) {

        Delay {
            Durations.check("a lock delay", length);
        }

        private static void write(Writer out, Delay delay) {
            out.number(delay.since.number()).duration(delay.length);
        }

        private static Delay read(Reader in) {
            return new Delay(Parts.position(in), in.duration());
        }
    }

    LockName name() {
        return name;
    }

    Collection<Holder> holders() {
        return holders.values();
    }

    Queue queue() {
        return queue;
    }

    Optional<Delay> delay() {
        return delay;
    }

    Position newestGrant() {
        return newestGrant;
    }

    /** What those knew who released the lock. */
    CausalContext left() {
        return left;
    }

    void leave(CausalContext context) {
        left = context;
    }

    Optional<Place> find(HoldName hold) {
        Holder holder = holders.get(hold);
        return holder != null ? Optional.of(holder) : queue.find(hold).map(waiter -> waiter);
    }

    /** Whether a newcomer gets the lock at once: it overtakes nobody. */
    boolean admits(Mode mode) {
        return queue.isEmpty() && delay.isEmpty() && fits(mode);
    }

    /** Whether the holders leave room for one more. */
    boolean fits(Mode mode) {
        if (holders.isEmpty()) {
            return true;
        }
        boolean alike = holders.firstEntry().getValue().entry().mode().equals(mode);
        return switch (mode) {
            case Mode.Exclusive() -> false;
            case Mode.Shared() -> alike;
            case Mode.Permit(int permits) -> alike && holders.size() < permits;
        };
    }

    /** A mode that this lock is used in now; empty where it is free. */
    Optional<Mode> usedIn() {
        Optional<? extends Place> any =
                holders.isEmpty() ? queue.first() : Optional.of(holders.firstEntry().getValue());
        return any.map(place -> place.entry().mode());
    }

    void grant(HoldEntry entry, Step step) {
        boolean alone = entry.mode() instanceof Mode.Exclusive;
        Invariant.TOKEN_GROWS.check(
                step.position().isAfter(newestGrant) || (!alone && step.position().equals(newestGrant)),
                () -> "lock " + name + " granted at " + step.position() + " after a grant at " + newestGrant);
        Invariant.ONE_HOLDER.check(
                fits(entry.mode()), () -> "lock " + name + " granted to " + entry + " beside " + holders.values());
        newestGrant = step.position();
        holders.put(entry.key().hold(), Holder.grantedAt(step.position(), step.at(), entry));
    }

    void remove(HoldName hold) {
        if (holders.remove(hold) == null) {
            queue.remove(hold);
        }
    }

    /** The next to get the lock, where one waits who may have it now. */
    Optional<Waiter> successor() {
        return delay.isPresent() ? Optional.empty() : queue.first().filter(waiter -> fits(waiter.entry().mode()));
    }

    /** Withholds the lock, for at least as long as any delay that already runs. */
    void withhold(Position since, Duration length) {
        Duration longest = delay.map(Delay::length).filter(other -> other.compareTo(length) > 0).orElse(length);
        delay = Optional.of(new Delay(since, longest));
    }

    void lift() {
        delay = Optional.empty();
    }

    boolean isFree() {
        return holders.isEmpty() && queue.isEmpty();
    }

    /** The largest token of the holders. */
    Optional<FencingToken> token() {
        return holders.isEmpty() ? Optional.empty() : Optional.of(holders.lastEntry().getValue().state().token());
    }

    Optional<Hold> seen(HoldName hold) {
        Holder holder = holders.get(hold);
        return holder != null ? Optional.of(seen(holder)) : queue.seen(hold);
    }

    private Hold seen(Holder holder) {
        return holder.entry().seen(holder.state(), left);
    }

    List<Hold> seenHolders() {
        return holders.values().stream().map(this::seen).toList();
    }

    Lock seen() {
        return new Lock(name, seenHolders(), queue.seen(), delay.map(Delay::length));
    }

    /** Tells what here ends by time: waits with a limit, and a delay. */
    void tellRunning(Consumer<Change> tell) {
        for (Waiter waiter : queue.all()) {
            if (waiter.waiting() instanceof Waiting.AtMost(var limit)) {
                tell.accept(new Change.HoldWaits(name, waiter.entry().key().hold(), waiter.attempt(), limit));
            }
        }
        delay.ifPresent(running -> tell.accept(new Change.DelayBegan(name, running.since(), running.length())));
    }

    void write(NumberedHolds holds, Writer out) {
        out.text(name.text()).number(newestGrant.number()).optional(delay, Delay::write);
        out.number(holders.size());
        holders.values().forEach(holder -> holder.write(out.number(holds.numberOf(holder.entry()))));
        out.number(queue.length());
        queue.all().forEach(waiter -> waiter.write(out.number(holds.numberOf(waiter.entry()))));
    }

    static LockEntry read(NumberedHolds holds, Reader in) {
        var lock = new LockEntry(Parts.lock(in));
        lock.newestGrant = Parts.position(in);
        lock.delay = in.optional(Delay::read);
        int held = in.count();
        for (int i = 0; i < held; i++) {
            HoldEntry entry = lock.newcomer(holds, in);
            lock.holders.put(entry.key().hold(), Holder.read(entry, in));
        }
        int waiting = in.count();
        for (int i = 0; i < waiting; i++) {
            lock.queue.add(Waiter.read(lock.newcomer(holds, in), in));
        }
        return lock;
    }

    private HoldEntry newcomer(NumberedHolds holds, Reader in) {
        HoldEntry entry = holds.get(in.count());
        if (find(entry.key().hold()).isPresent()) {
            throw Reader.malformed(entry.key() + " twice at " + this);
        }
        return entry;
    }

    @Override
    public String toString() {
        return "lock " + name;
    }
}
