package dev.synod.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.HeldLock;
import dev.synod.spring.CausalEvent;
import dev.synod.spring.DistributedLock;
import dev.synod.spring.Fenced;
import dev.synod.spring.LeaderOnly;
import dev.synod.spring.OncePerCluster;
import dev.synod.spring.Otherwise;
import dev.synod.spring.WhenLost;
import dev.synod.spring.advice.MisusedAnnotationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.Scheduled;

/** Does an annotation that could not do what it says keep the application from starting, with a sentence? */
class MisuseTest {

    @ParameterizedTest
    @MethodSource("misused")
    <T> void isSaidAtTheStart(Class<T> type, Supplier<T> bean, String sentence) {
        runner().withBean(type, bean).run(context -> {
            assertThat(context).hasFailed();
            var failure = requireNonNull(context.getStartupFailure());
            var analysis = requireNonNull(new StartFailures.OfAnnotations().analyze(failure), failure::toString);
            assertThat(analysis.getDescription()).contains(sentence);
            assertThat(analysis.getAction()).endsWith(".");
        });
    }

    static Stream<Arguments> misused() {
        return Stream.of(
                of(Final.class, Final::new, "is final"),
                of(Private.class, Private::new, "is private"),
                of(Static.class, Static::new, "is static"),
                of(Primitive.class, Primitive::new, "returns int"),
                of(Unknown.class, Unknown::new, "names #acount in 'payout-#{#acount}'"),
                of(NoName.class, NoName::new, "names 'not a name'"),
                of(NoSpel.class, NoSpel::new, "is no SpEL"),
                of(PerCall.class, PerCall::new, "depend on the call"),
                of(NoFallback.class, NoFallback::new, "falls back to nothing"),
                of(OtherFallback.class, OtherFallback::new, "falls back to instead()"),
                of(NoDuration.class, NoDuration::new, "waits at most 'soon'"),
                of(NothingToCancel.class, NothingToCancel::new, "whenLost = CANCEL"),
                of(Unscheduled.class, Unscheduled::new, "with no @Scheduled"),
                of(Delayed.class, Delayed::new, "fixedDelay"),
                of(FencedByNothing.class, FencedByNothing::new, "is @Fenced, and nothing fences it"),
                of(TellsNothing.class, TellsNothing::new, "returns nothing, so there is nothing to publish"),
                of(TellsNobodyWhen.class, TellsNobodyWhen::new, "returns a Future"),
                of(TellsOfUnknown.class, TellsOfUnknown::new, "names #reslt in '#{#reslt.id}'"),
                of(TellsNowhere.class, TellsNowhere::new, "names 'not a topic'"),
                of(CallsItself.class, CallsItself::new, "is called by outer() of its own class"),
                of(CallsItselfWithArguments.class, CallsItselfWithArguments::new, "is called by outer()"));
    }

    private static <T> Arguments of(Class<T> type, Supplier<T> bean, String sentence) {
        return Arguments.of(type, bean, sentence);
    }

    @Test
    void whoCallsTheBeanAndNotItselfIsNotAccused() {
        runner().withBean(CallsItsBean.class).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aBeanThatWasMadeBeforeTheProxiesIsAccused() {
        runner().withBean(
                        "early",
                        LeadsTooEarly.class,
                        LeadsTooEarly::new,
                        definition -> definition.setRole(org.springframework.beans.factory.config.BeanDefinition
                                .ROLE_INFRASTRUCTURE))
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(MisusedAnnotationException.class)
                        .hasMessageContaining("has no proxy"));
    }

    private static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SynodAutoConfiguration.class, AopAutoConfiguration.class))
                .withBean(FakeCluster.class)
                .withPropertyValues(SynodAutoConfigurationTest.NOBODY);
    }

    /** Spring makes what post-processes beans before it makes what proxies them. */
    static class LeadsTooEarly implements org.springframework.beans.factory.config.BeanPostProcessor,
            org.springframework.core.PriorityOrdered {

        @LeaderOnly("reports")
        public void run() {}

        @Override
        public int getOrder() {
            return 0;
        }
    }

    static class Final {
        @LeaderOnly("reports")
        public final void run() {}
    }

    static class Private {
        public void outer() {
            Runnable later = this::run;
            later.run();
        }

        @LeaderOnly("reports")
        private void run() {}
    }

    static class Static {
        @LeaderOnly("reports")
        public static void run() {}
    }

    static class Primitive {
        @LeaderOnly("reports")
        public int run() {
            return 1;
        }
    }

    static class Unknown {
        @DistributedLock(name = "payout-#{#acount}")
        public void run(String account) {}
    }

    static class NoName {
        @DistributedLock(name = "not a name")
        public void run() {}
    }

    static class NoSpel {
        @DistributedLock(name = "payout-#{#account..}")
        public void run(String account) {}
    }

    static class PerCall {
        @LeaderOnly("reports-#{#account}")
        public void run(String account) {}
    }

    static class NoFallback {
        @LeaderOnly(value = "reports", otherwise = Otherwise.FALL_BACK)
        public void run() {}
    }

    static class OtherFallback {
        @LeaderOnly(value = "reports", otherwise = Otherwise.FALL_BACK, fallback = "instead")
        public String run(String account) {
            return account;
        }

        public String instead(int account) {
            return "" + account;
        }
    }

    static class NoDuration {
        @DistributedLock(name = "payout", waitAtMost = "soon")
        public void run() {}
    }

    static class NothingToCancel {
        @DistributedLock(name = "payout", whenLost = WhenLost.CANCEL)
        public void run() {}
    }

    static class Unscheduled {
        @OncePerCluster
        public void run() {}
    }

    static class Delayed {
        @OncePerCluster
        @Scheduled(fixedDelay = 1_000)
        public void run() {}
    }

    static class FencedByNothing {
        @Fenced
        public void run() {}
    }

    static class TellsNothing {
        @CausalEvent(topic = "orders")
        public void run() {}
    }

    static class TellsNobodyWhen {
        @CausalEvent(topic = "orders")
        public Future<String> run() {
            return CompletableFuture.completedFuture("placed");
        }
    }

    static class TellsOfUnknown {
        @CausalEvent(topic = "orders", key = "#{#reslt.id}")
        public String run() {
            return "placed";
        }
    }

    static class TellsNowhere {
        @CausalEvent(topic = "not a topic")
        public String run() {
            return "placed";
        }
    }

    static class CallsItself {
        public void outer() {
            run();
        }

        @LeaderOnly("reports")
        public void run() {}
    }

    static class CallsItselfWithArguments {
        public void outer(long account) {
            run(account, null, 7);
        }

        @DistributedLock(name = "payout-#{#p0}")
        public void run(long account, @Nullable HeldLock hold, int times) {}
    }

    static class CallsItsBean {
        private final ObjectProvider<CallsItsBean> self;

        CallsItsBean(ObjectProvider<CallsItsBean> self) {
            this.self = self;
        }

        public void outer(CallsItsBean other) {
            self.getObject().run();
            other.run();
        }

        @LeaderOnly("reports")
        public void run() {}
    }
}
