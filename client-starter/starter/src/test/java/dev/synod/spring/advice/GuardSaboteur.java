package dev.synod.spring.advice;

import dev.synod.client.Leadership;
import dev.synod.client.Lease;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A gate with one fault, as one would write it for speed. */
enum GuardSaboteur implements Function<Supplier<Optional<Leadership>>, Gate> {

    /** Remembers that it leads until it is told otherwise. */
    WAITS_TO_BE_TOLD(GuardLaw.NOBODY_RUNS_AFTER_A_PAUSE) {
        @Override
        Optional<? extends Lease> lease(Optional<Leadership> now, Optional<Leadership> first) {
            return first;
        }
    },

    /** Asks whether it leads, and takes the token that it has at hand. */
    KEEPS_ITS_FIRST_TOKEN(GuardLaw.TOKEN_OF_NOW) {
        @Override
        Optional<? extends Lease> lease(Optional<Leadership> now, Optional<Leadership> first) {
            return now.isPresent() ? first : now;
        }
    };

    private final GuardLaw caughtBy;

    GuardSaboteur(GuardLaw caughtBy) {
        this.caughtBy = caughtBy;
    }

    GuardLaw caughtBy() {
        return caughtBy;
    }

    abstract Optional<? extends Lease> lease(Optional<Leadership> now, Optional<Leadership> first);

    @Override
    public Gate apply(Supplier<Optional<Leadership>> client) {
        return new Gate() {
            private Optional<Leadership> first = Optional.empty();

            @Override
            public Optional<? extends Lease> enter(@Nullable Object[] arguments) {
                var now = client.get();
                first = first.or(() -> now);
                return lease(now, first);
            }

            @Override
            public void leave(Lease lease) {}

            @Override
            public RuntimeException refusal(@Nullable Object[] arguments) {
                return new IllegalStateException("refused");
            }

            @Override
            public Runnable onLost(Lease lease, Runnable action) {
                return () -> {};
            }

            @Override
            public boolean waits() {
                return false;
            }
        };
    }
}
