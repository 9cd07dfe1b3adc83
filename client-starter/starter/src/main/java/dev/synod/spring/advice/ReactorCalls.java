package dev.synod.spring.advice;

import dev.synod.client.Lease;
import dev.synod.client.LostException;
import dev.synod.spring.Otherwise;
import dev.synod.spring.WhenLost;
import java.util.Optional;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Calls that return publishers: whether they may run is decided at each subscription, and the lease is theirs until
 * they complete, fail or are cancelled. Touched only where Reactor is there.
 */
final class ReactorCalls {

    private ReactorCalls() {}

    static Object call(Passage passage, MethodInvocation invocation) {
        var first = (ProxyMethodInvocation) invocation;
        // Each subscription is a call of its own: an invocation can proceed only once.
        var leased = Mono.defer(() -> lease(passage, first));
        if (passage.returned() == Returned.MONO) {
            return leased.flatMap(
                    lease -> Mono.from(run(passage, (ProxyMethodInvocation) first.invocableClone(), lease)));
        }
        return leased.flatMapMany(lease -> run(passage, (ProxyMethodInvocation) first.invocableClone(), lease));
    }

    private static Mono<Optional<Lease>> lease(Passage passage, ProxyMethodInvocation invocation) {
        var entered = Mono.<Optional<Lease>>fromCallable(
                () -> passage.gate().enter(invocation.getArguments()).map(lease -> lease));
        return passage.gate().waits() ? entered.subscribeOn(Schedulers.boundedElastic()) : entered;
    }

    private static Flux<?> run(Passage passage, ProxyMethodInvocation invocation, Optional<Lease> lease) {
        return lease.isPresent() ? run(passage, invocation, lease.get()) : refused(passage, invocation);
    }

    private static Flux<?> run(Passage passage, ProxyMethodInvocation invocation, Lease lease) {
        var work = Flux.defer(() -> {
            var outer = Leases.enter(lease);
            try {
                return publisher(passage.returned(), passage.proceed(invocation, lease));
            } catch (Throwable failure) {
                return Flux.error(failure);
            } finally {
                Leases.leave(outer);
            }
        });
        return untilLost(passage, work, lease).doFinally(signal -> passage.gate().leave(lease));
    }

    private static Flux<?> untilLost(Passage passage, Flux<?> work, Lease lease) {
        if (passage.whenLost() != WhenLost.CANCEL) {
            return work;
        }
        var lost = Sinks.<Object>empty();
        var unwatch = passage.gate()
                .onLost(lease, () -> lost.tryEmitError(new LostException(lease.name(), lease.fencingToken())));
        // A merge cancels the other where one fails; takeUntilOther would leave the work running.
        return Flux.<Object>merge(1, work.doOnComplete(lost::tryEmitEmpty), lost.asMono())
                .doFinally(signal -> unwatch.run());
    }

    private static Flux<?> refused(Passage passage, ProxyMethodInvocation invocation) {
        return Flux.defer(() -> {
            if (passage.otherwise() == Otherwise.SKIP) {
                return Flux.empty();
            }
            try {
                return publisher(passage.returned(), passage.refused(invocation));
            } catch (Throwable refusal) {
                return Flux.error(refusal);
            }
        });
    }

    private static Flux<?> publisher(Returned returned, @Nullable Object result) {
        if (result == null) {
            return Flux.empty();
        }
        return returned == Returned.MONO ? ((Mono<?>) result).flux() : (Flux<?>) result;
    }
}
