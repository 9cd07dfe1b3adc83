package dev.synod.spring.listen;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.event.Event;
import dev.synod.client.HeldLock;
import dev.synod.client.Leadership;
import dev.synod.spring.CausalListener;
import dev.synod.spring.DistributedLock;
import dev.synod.spring.LeaderOnly;
import dev.synod.spring.Otherwise;
import dev.synod.spring.advice.MisusedAnnotationException;
import dev.synod.spring.boot.SynodAutoConfiguration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.Async;
import reactor.core.publisher.Mono;

/** Does a listener that could not listen as it says keep the application from starting, with a sentence? */
class ListenerMisuseTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SynodListenerAutoConfiguration.class, SynodAutoConfiguration.class, AopAutoConfiguration.class))
            .withPropertyValues("synod.client.start=lazy", "synod.client.endpoints=http://localhost:1");

    @ParameterizedTest
    @MethodSource("misused")
    <T> void isSaidAtTheStart(Class<T> type, Supplier<T> bean, String sentence) {
        runner.withBean("listener", type, bean).run(context -> {
            assertThat(context).hasFailed();
            requireMisused(requireNonNull(context.getStartupFailure()), sentence);
        });
    }

    private static void requireMisused(Throwable failure, String sentence) {
        assertThat(failure).isInstanceOfSatisfying(MisusedAnnotationException.class, misused -> {
            assertThat(misused.problem()).contains(sentence).endsWith(".");
            assertThat(misused.remedy()).endsWith(".");
        });
    }

    static Stream<Arguments> misused() {
        return Stream.of(
                of(Final.class, Final::new, "is final"),
                of(Private.class, Private::new, "is private"),
                of(Static.class, Static::new, "is static"),
                of(NoTopic.class, NoTopic::new, "listens with the topic ''"),
                of(NoName.class, NoName::new, "listens with the name 'not a name'"),
                of(Reserved.class, Reserved::new, "begins with 'synod.'"),
                of(Crowded.class, Crowded::new, "has 2 parameters for the data"),
                of(OfLock.class, OfLock::new, "asks for a HeldLock"),
                of(Later.class, Later::new, "works on after it has returned"),
                of(Reactive.class, Reactive::new, "works on after it has returned"),
                of(Elsewhere.class, Elsewhere::new, "works on after it has returned"),
                of(Leads.class, Leads::new, "@LeaderOnly may skip its calls"),
                of(SkipsUnlocked.class, SkipsUnlocked::new, "@DistributedLock may skip its calls"),
                of(Twice.class, Twice::new, "does too: they would share one cursor"));
    }

    private static <T> Arguments of(Class<T> type, Supplier<T> bean, String sentence) {
        return Arguments.of(type, bean, sentence);
    }

    @Test
    void aBeanOfWhichThereAreManyIsAccused() {
        runner.withBean("listener", Right.class, Right::new, definition -> definition.setScope(
                        BeanDefinition.SCOPE_PROTOTYPE))
                .run(context -> requireMisused(
                        requireNonNull(context.getStartupFailure()), "which is no singleton"));
    }

    @Test
    void aCursorInADatabaseNeedsOne() {
        runner.withBean("listener", Right.class)
                .withPropertyValues("synod.client.listener.cursor=database")
                .run(context -> requireMisused(
                        requireNonNull(context.getStartupFailure()), "has nowhere to keep its cursor"));
    }

    @Test
    void whoListensRightIsFoundUnderTheApplicationsName() {
        runner.withBean("listener", Right.class)
                .withPropertyValues("spring.application.name=billing", "events=orders")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(ListenerBeans.class).all())
                            .extracting(Listener::topic, Listener::name)
                            .containsExactly(tuple("orders", "billing.listener.on"));
                });
    }

    @Test
    void withoutJdbcAListenerListens() {
        runner.withClassLoader(new FilteredClassLoader(
                        "org.springframework.jdbc", "org.springframework.boot.jdbc",
                        "org.springframework.boot.sql", "org.springframework.transaction"))
                .withBean("listener", Right.class)
                .withPropertyValues("events=orders")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ClusterCursor.class));
    }

    @Test
    void whereSynodIsSwitchedOffNobodyListens() {
        runner.withPropertyValues("synod.client.enabled=false")
                .withBean("listener", Private.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ListenerLifecycle.class));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        for (var setting : List.of("retry-delay=0s", "longest-retry-delay=1ms", "skip-after=-1")) {
            runner.withPropertyValues("synod.client.listener." + setting)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("synod.client.listener.")
                            .hasMessageContaining("set"));
        }
    }

    static class Right {
        @CausalListener(topic = "${events:orders}")
        public void on(Event event, List<String> data, CausalStamp stamp, Leadership lead) {}
    }

    static class Final {
        @CausalListener(topic = "orders")
        public final void on(Event event) {}
    }

    static class Private {
        @CausalListener(topic = "orders")
        @SuppressWarnings("UnusedMethod")
        private void on() {}
    }

    static class Static {
        @CausalListener(topic = "orders")
        public static void on(Event event) {}
    }

    static class NoTopic {
        @CausalListener(topic = "")
        public void on(Event event) {}
    }

    static class NoName {
        @CausalListener(topic = "orders", name = "not a name")
        public void on(Event event) {}
    }

    static class Reserved {
        @CausalListener(topic = "orders", name = "synod.mine")
        public void on(Event event) {}
    }

    static class Crowded {
        @CausalListener(topic = "orders")
        public void on(Event event, String one, String two) {}
    }

    static class OfLock {
        @CausalListener(topic = "orders")
        public void on(HeldLock lock) {}
    }

    static class Later {
        @CausalListener(topic = "orders")
        public CompletableFuture<String> on(Event event) {
            return CompletableFuture.completedFuture(event.id());
        }
    }

    static class Reactive {
        @CausalListener(topic = "orders")
        public Mono<String> on(Event event) {
            return Mono.just(event.id());
        }
    }

    static class Elsewhere {
        @CausalListener(topic = "orders")
        @Async
        public void on(Event event) {}
    }

    static class Leads {
        @CausalListener(topic = "orders")
        @LeaderOnly("orders")
        public @Nullable String on(Event event) {
            return event.id();
        }
    }

    static class SkipsUnlocked {
        @CausalListener(topic = "orders")
        @DistributedLock(name = "orders", otherwise = Otherwise.SKIP)
        public void on(Event event) {}
    }

    static class Twice {
        @CausalListener(topic = "orders", name = "mine")
        public void on(Event event) {}

        @CausalListener(topic = "payouts", name = "mine")
        public void onOther(Event event) {}
    }
}
