package dev.synod.spring.fence;

import dev.synod.client.Lease;
import dev.synod.spring.advice.Fencing;
import dev.synod.spring.advice.Leases;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.StringValueResolver;
import org.springframework.util.function.SingletonSupplier;

/** What stands around a method with {@link dev.synod.spring.Fenced}: one outside of its transaction, one inside. */
public sealed interface FencedInterceptor extends Fencing {

    /** Raises the guard row before the transaction begins; where one has begun already, the one inside does. */
    static FencedInterceptor outside(Supplier<FenceGuard> guard, StringValueResolver placeholders) {
        return new Outside(SingletonSupplier.of(guard), new FencedNames(placeholders));
    }

    /** Has the transaction's commit checked. */
    static FencedInterceptor inside(Supplier<FenceGuard> guard, StringValueResolver placeholders) {
        return new Inside(SingletonSupplier.of(guard), new FencedNames(placeholders));
    }

    private static Lease lease(MethodInvocation call) {
        return Leases.current().orElseThrow(() -> new IllegalStateException("@Fenced on "
                + call.getMethod().getDeclaringClass().getName() + "." + call.getMethod().getName()
                + "() has no fencing token to hold against the data: put @DistributedLock, @LeaderOnly or"
                + " @OncePerCluster on the method or around its caller, or call it within Leases.with(lease, ...)"));
    }

    /** The outer one. */
    record Outside(Supplier<FenceGuard> guard, FencedNames names) implements FencedInterceptor {

        @Override
        public @Nullable Object invoke(MethodInvocation call) throws Throwable {
            var lease = lease(call);
            lease.requireValid();
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                guard.get().raise(names.of(call, lease), lease.fencingToken());
            }
            return call.proceed();
        }
    }

    /** The inner one. */
    record Inside(Supplier<FenceGuard> guard, FencedNames names) implements FencedInterceptor {

        @Override
        public @Nullable Object invoke(MethodInvocation call) throws Throwable {
            var lease = lease(call);
            guard.get().guard(names.of(call, lease), lease.fencingToken());
            return call.proceed();
        }
    }
}
