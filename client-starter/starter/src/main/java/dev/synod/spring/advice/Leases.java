package dev.synod.spring.advice;

import dev.synod.client.Lease;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The lease that the current thread works under: of the annotation around it, or given by hand. Scheduled methods,
 * which take no parameters, ask here for theirs.
 */
public final class Leases {

    private static final ThreadLocal<@Nullable Lease> CURRENT = new ThreadLocal<>();

    private Leases() {}

    /** The innermost; empty where the thread works under none. */
    public static Optional<Lease> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Does something under a lease, as an annotation would have it done. */
    public static <T extends @Nullable Object> T with(Lease lease, Callable<T> work) throws Exception {
        var outer = enter(lease);
        try {
            return work.call();
        } finally {
            leave(outer);
        }
    }

    /** Begins work under a lease; what the thread worked under before is to be given to {@link #leave}. */
    static @Nullable Lease enter(Lease lease) {
        var outer = CURRENT.get();
        CURRENT.set(lease);
        return outer;
    }

    static void leave(@Nullable Lease outer) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
