package dev.synod.spring.advice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.Leadership;
import dev.synod.spring.Otherwise;
import dev.synod.spring.WhenLost;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.util.ReflectionUtils;

/** What stands between a caller and a leader's method, each law with the case that tries it. */
enum GuardLaw {

    /** Who stood still until its lead was over does not run, though nobody has told it yet. */
    NOBODY_RUNS_AFTER_A_PAUSE {
        @Override
        void tryOn(Function<Supplier<Optional<Leadership>>, Gate> gates) {
            var leader = new Leader(gates);
            leader.lead = new Lead(7, true);
            assertThat(leader.call()).as("while it leads").contains(7L);

            leader.lead = new Lead(7, false);

            assertThat(leader.call()).as("after a pause").isEmpty();
        }
    },

    /** A call runs under the token of the lead that it has, not of one before. */
    TOKEN_OF_NOW {
        @Override
        void tryOn(Function<Supplier<Optional<Leadership>>, Gate> gates) {
            var leader = new Leader(gates);
            leader.lead = new Lead(7, true);
            assertThat(leader.call()).contains(7L);

            leader.lead = new Lead(12, true);

            assertThat(leader.call()).as("in its next lead").contains(12L);
        }
    };

    /** Fails where the law does not hold for such gates, which are given what the client says of the lead now. */
    abstract void tryOn(Function<Supplier<Optional<Leadership>>, Gate> gates);

    /** What only the leader does: it tells under which token. */
    static class Work {

        public @Nullable Long token() {
            return Leases.current().orElseThrow().fencingToken();
        }
    }

    /** A process that leads, as the test says. */
    private static final class Leader {

        private final Work work;
        private Leadership lead = new Lead(1, false);

        Leader(Function<Supplier<Optional<Leadership>>, Gate> gates) {
            var method = method();
            var gate = gates.apply(() -> Optional.of(lead).filter(Leadership::isValid));
            var guard = new PassageRules(Otherwise.SKIP, "", WhenLost.FENCE_ONLY, Leadership.class)
                    .passage(method, Work.class, gate);
            var proxy = new ProxyFactory(new Work());
            proxy.setProxyTargetClass(true);
            MethodInterceptor interceptor = guard::call;
            proxy.addAdvice(interceptor);
            work = (Work) proxy.getProxy();
        }

        private static Method method() {
            return requireNonNull(ReflectionUtils.findMethod(Work.class, "token"));
        }

        Optional<Long> call() {
            return Optional.ofNullable(work.token());
        }
    }

    /** A lead as the client's clock sees it. */
    private record Lead(long fencingToken, boolean isValid) implements Leadership {

        @Override
        public String name() {
            return "reports";
        }

        @Override
        public Duration remaining() {
            return isValid ? Duration.ofSeconds(5) : Duration.ZERO;
        }

        @Override
        public void onLost(Runnable action) {
            // Nobody has told it yet.
        }
    }
}
