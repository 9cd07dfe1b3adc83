package dev.synod.spring.advice;

import dev.synod.client.HeldLock;
import dev.synod.client.Lease;
import dev.synod.client.Locks;
import dev.synod.client.NotFreeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A lock whose name the arguments of the call decide. */
final class LockGate implements Gate {

    private final NameTemplate name;
    private final Duration wait;
    private final Supplier<Locks> locks;
    private final RunningCalls running;

    LockGate(NameTemplate name, Duration wait, Supplier<Locks> locks, RunningCalls running) {
        this.name = name;
        this.wait = wait;
        this.locks = locks;
        this.running = running;
    }

    @Override
    public Optional<? extends Lease> enter(@Nullable Object[] arguments) {
        var lock = name.of(arguments);
        running.begin();
        Optional<HeldLock> held = Optional.empty();
        try {
            held = locks.get().tryAcquire(lock, wait);
            return held;
        } finally {
            if (held.isEmpty()) {
                running.end();
            }
        }
    }

    @Override
    public void leave(Lease lease) {
        try {
            ((HeldLock) lease).close();
        } finally {
            running.end();
        }
    }

    @Override
    public RuntimeException refusal(@Nullable Object[] arguments) {
        return new NotFreeException(name.of(arguments), wait);
    }

    /** The hold is of one call: what it calls back ends with it. */
    @Override
    public Runnable onLost(Lease lease, Runnable action) {
        var over = new AtomicBoolean();
        lease.onLost(() -> {
            if (over.compareAndSet(false, true)) {
                action.run();
            }
        });
        return () -> over.set(true);
    }

    @Override
    public boolean waits() {
        return true;
    }
}
