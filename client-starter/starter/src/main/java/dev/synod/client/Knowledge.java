package dev.synod.client;

import dev.synod.api.clock.CausalContext;
import java.util.function.Supplier;

/**
 * What the current thread knows to have happened. It goes along with each request to Synod, grows by each answer, and
 * is carried to other threads and processes by whoever hands work to them.
 */
public final class Knowledge {

    private static final ThreadLocal<CausalContext> KNOWN = new ThreadLocal<>();

    private Knowledge() {}

    /** Empty where the thread has heard of nothing. */
    public static CausalContext current() {
        var known = KNOWN.get();
        return known == null ? CausalContext.EMPTY : known;
    }

    /** The thread hears of this too. */
    public static void learn(CausalContext context) {
        if (!context.isEmpty()) {
            KNOWN.set(current().merge(context));
        }
    }

    /** Does something as one who knows this and nothing else; what it learns, the thread forgets. */
    public static <T> T with(CausalContext context, Supplier<T> work) {
        var before = KNOWN.get();
        replace(context);
        try {
            return work.get();
        } finally {
            if (before == null) {
                KNOWN.remove();
            } else {
                KNOWN.set(before);
            }
        }
    }

    /** The thread knows this from now on, and forgets what it knew: for those who carry knowledge between threads. */
    public static void replace(CausalContext context) {
        if (context.isEmpty()) {
            KNOWN.remove();
        } else {
            KNOWN.set(context);
        }
    }
}
