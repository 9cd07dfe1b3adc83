package dev.synod.simulation.history;

import dev.synod.coordination.Hold;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.simulation.history.Operation.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The token of each hold, as clients were shown it. */
public final class Tokens {

    private static final long SEVERAL = -1;

    private final Map<Key, Long> tokens = new HashMap<>();

    private record Key(LockName lock, HoldName hold) {}

    public Tokens(List<Operation> operations) {
        for (Operation operation : operations) {
            operation.result().ifPresent(this::note);
        }
    }

    private void note(Result result) {
        if (result instanceof Result.Came(Outcome.Held(Hold hold))) {
            note(hold);
        } else if (result instanceof Result.Came(Outcome.ManyHeld(ManyHold many))) {
            many.locks().forEach(part -> note(
                    new Hold(part.lock(), many.hold(), many.session(), part.mode(), many.state())));
        } else if (result instanceof Result.Came(Outcome.LocksUnavailable unavailable)) {
            unavailable.locks().forEach(occupied -> occupied.holders().forEach(this::note));
        } else if (result instanceof Result.SawTogether seen) {
            seen.locks().forEach(lock -> lock.holders().forEach(this::note));
        } else if (result instanceof Result.Came(Outcome.LockUnavailable unavailable)) {
            unavailable.holders().forEach(this::note);
        } else if (result instanceof Result.SawLock seen) {
            seen.lock().holders().forEach(this::note);
        } else if (result instanceof Result.SawHold seen) {
            note(seen.hold());
        }
    }

    private void note(Hold hold) {
        if (hold.state() instanceof Hold.State.Held held) {
            long token = held.token().number();
            tokens.merge(new Key(hold.lock(), hold.hold()), token, (one, other) -> one.equals(other) ? one : SEVERAL);
        }
    }

    /** The token with which a hold is granted; 0 where nobody was shown it, or the name was used more than once. */
    long of(LockName lock, HoldName hold) {
        return Math.max(0, tokens.getOrDefault(new Key(lock, hold), 0L));
    }
}
