package dev.synod.spring.advice;

import dev.synod.client.Lease;
import dev.synod.client.LostException;
import dev.synod.spring.Otherwise;
import dev.synod.spring.WhenLost;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one method through a gate: with a lease they run, without one they do what the annotation says.
 *
 * <p>The lease is {@link Leases#current} while the method itself runs. A call that returns a stage or a publisher keeps
 * it until that has completed, in whichever thread.
 */
record Passage(
        Method method,
        Gate gate,
        Returned returned,
        Otherwise otherwise,
        Optional<Method> fallback,
        WhenLost whenLost,
        OptionalInt leaseParameter)
        implements Guard {

    @Override
    public @Nullable Object call(MethodInvocation invocation) throws Throwable {
        if (returned.isPublisher()) {
            return ReactorCalls.call(this, invocation);
        }
        var lease = gate.enter(invocation.getArguments());
        return lease.isPresent() ? run(invocation, lease.get()) : refused(invocation);
    }

    private @Nullable Object run(MethodInvocation invocation, Lease lease) throws Throwable {
        var outer = Leases.enter(lease);
        var interruption = whenLost == WhenLost.INTERRUPT ? new Interruption() : null;
        var unwatch = interruption == null ? null : gate.onLost(lease, interruption);
        var handedOn = false;
        try {
            var result = proceed(invocation, lease);
            if (returned == Returned.STAGE && result instanceof CompletionStage<?> stage) {
                handedOn = true;
                return keptUntilComplete(stage, lease);
            }
            return result;
        } finally {
            if (unwatch != null && interruption != null) {
                unwatch.run();
                interruption.end();
            }
            Leases.leave(outer);
            if (!handedOn) {
                gate.leave(lease);
            }
        }
    }

    /** The method itself, with the lease in its parameter. */
    @Nullable Object proceed(MethodInvocation invocation, Lease lease) throws Throwable {
        if (leaseParameter.isPresent()) {
            invocation.getArguments()[leaseParameter.getAsInt()] = lease;
        }
        return invocation.proceed();
    }

    /** Who waits for the stage sees the lease given back, where the method's type lets a dependent stage be it. */
    private CompletionStage<?> keptUntilComplete(CompletionStage<?> stage, Lease lease) {
        Runnable unwatch =
                whenLost == WhenLost.CANCEL ? gate.onLost(lease, () -> cancel(stage, lease)) : () -> {};
        CompletionStage<?> after = stage.whenComplete((value, failure) -> {
            unwatch.run();
            gate.leave(lease);
        });
        return method.getReturnType().isInstance(after) ? after : stage;
    }

    private static void cancel(CompletionStage<?> stage, Lease lease) {
        if (stage instanceof CompletableFuture<?> future) {
            // Cancelled for a reason, and its dependents hear of it.
            future.completeExceptionally(new LostException(lease.name(), lease.fencingToken()));
        } else if (stage instanceof Future<?> future) {
            future.cancel(true);
        }
    }

    /** What a call does that may not run here and now. */
    @Nullable Object refused(MethodInvocation invocation) throws Throwable {
        return switch (otherwise) {
            case SKIP -> returned.nothing();
            case FAIL -> {
                var refusal = gate.refusal(invocation.getArguments());
                if (returned == Returned.STAGE) {
                    yield CompletableFuture.failedFuture(refusal);
                }
                throw refusal;
            }
            case FALL_BACK -> fallBack(invocation);
        };
    }

    private @Nullable Object fallBack(MethodInvocation invocation) throws Throwable {
        try {
            return fallback.orElseThrow().invoke(invocation.getThis(), invocation.getArguments());
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
