package dev.synod.spring.advice;

import dev.synod.client.Runs;
import dev.synod.client.Runs.ClaimedRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/** The calls of a scheduled method: each claims its firing, and those that do not get it do nothing. */
final class FiringGuard implements Guard {

    private static final Logger LOG = LoggerFactory.getLogger(FiringGuard.class);

    /** The run that the current thread has taken over and calls the method for. */
    private static final ThreadLocal<@Nullable ClaimedRun> TAKEN_OVER = new ThreadLocal<>();

    private final Job job;
    private final Method method;
    private final Context context;
    private final OptionalInt runParameter;

    /** A claim is answered again to the session that has it: what runs or ran here is not run here again. */
    private final AtomicReference<Instant> newest = new AtomicReference<>();

    private volatile @Nullable Object bean;

    FiringGuard(Job job, Method method, Context context) {
        this.job = job;
        this.method = method;
        this.context = context;
        this.runParameter = PassageRules.parameterOf(method, ClaimedRun.class);
    }

    /**
     * A job.
     *
     * @param maxAttempts of each firing
     */
    record Job(String name, Firings firings, int maxAttempts) {}

    /** What all jobs of a process share. */
    record Context(Supplier<Runs> runs, Clock clock, RunningCalls running) {}

    Job job() {
        return job;
    }

    Method method() {
        return method;
    }

    void calledOn(Object proxied) {
        bean = proxied;
    }

    /** Runs a firing that another process left behind, where this one gets it; the bean's other advice is around it. */
    void takeOver(Instant firing) {
        var target = bean;
        if (target == null) {
            return;
        }
        var claimed = claim(firing);
        if (claimed.isEmpty()) {
            return;
        }
        TAKEN_OVER.set(claimed.get());
        try {
            var call = AopUtils.selectInvocableMethod(method, target.getClass());
            ReflectionUtils.makeAccessible(call); // the class need not be public, as for the scheduler
            call.invoke(target, new Object[method.getParameterCount()]);
        } catch (InvocationTargetException e) {
            LOG.error("the run of {} for {}, taken over, has failed", job.name(), firing, e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot call " + method, e);
        } finally {
            TAKEN_OVER.remove();
        }
    }

    private Optional<ClaimedRun> claim(Instant firing) {
        return context.runs().get().claim(job.name(), firing, job.maxAttempts());
    }

    @Override
    public @Nullable Object call(MethodInvocation invocation) throws Throwable {
        context.running().begin();
        var handedOn = false;
        try {
            var run = run();
            if (run.isEmpty()) {
                return Returned.by(method).nothing();
            }
            var result = run(invocation, run.get());
            if (result instanceof CompletionStage<?> stage) {
                handedOn = true;
                return stage.whenComplete((value, failure) -> finish(run.get(), failure));
            }
            run.get().succeeded();
            return result;
        } finally {
            if (!handedOn) {
                context.running().end();
            }
        }
    }

    private void finish(ClaimedRun run, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                run.succeeded();
            } else {
                run.failed(failure.toString());
            }
        } finally {
            context.running().end();
        }
    }

    private Optional<ClaimedRun> run() {
        var taken = TAKEN_OVER.get();
        if (taken != null) {
            TAKEN_OVER.remove(); // what the method calls in its turn is no run of this one
            return taken.name().equals(job.name()) ? Optional.of(taken) : Optional.empty();
        }
        var firing = job.firings().at(context.clock().instant());
        if (firing.equals(newest.get())) {
            return Optional.empty();
        }
        var claimed = claim(firing);
        claimed.ifPresent(run -> newest.set(firing));
        return claimed;
    }

    private @Nullable Object run(MethodInvocation invocation, ClaimedRun run) throws Throwable {
        if (runParameter.isPresent()) {
            invocation.getArguments()[runParameter.getAsInt()] = run;
        }
        var outer = Leases.enter(run);
        try {
            return invocation.proceed();
        } catch (Throwable failure) {
            failed(run, failure);
            throw failure;
        } finally {
            Leases.leave(outer);
        }
    }

    /** What the method threw is what its caller hears, whether Synod could be told or not. */
    private static void failed(ClaimedRun run, Throwable failure) {
        try {
            run.failed(failure.toString());
        } catch (RuntimeException untold) {
            failure.addSuppressed(untold);
        }
    }
}
