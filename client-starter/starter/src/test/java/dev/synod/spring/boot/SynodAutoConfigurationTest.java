package dev.synod.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.client.Connection;
import dev.synod.client.Elections;
import dev.synod.client.Events;
import dev.synod.client.Locks;
import dev.synod.client.Runs;
import dev.synod.spring.LeaderOnly;
import dev.synod.spring.advice.Advice;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Is there by itself what should be, and nothing where nothing should be? */
class SynodAutoConfigurationTest {

    /** No coordinator is asked for. */
    static final String[] NOBODY = {"synod.client.start=lazy", "synod.client.endpoints=http://localhost:1"};

    private final FakeCluster cluster = new FakeCluster();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SynodAutoConfiguration.class, AopAutoConfiguration.class))
            .withBean(FakeCluster.class, () -> cluster)
            .withBean(Counted.class)
            .withPropertyValues(NOBODY);

    @ParameterizedTest
    @ValueSource(strings = {"synod.client.enabled=false", "synod.client.mode=disabled"})
    void whereItIsSwitchedOffMethodsRunPlainly(String off) {
        runner.withPropertyValues(off).run(context -> {
            assertThat(context).doesNotHaveBean(Advice.class);
            assertThat(context.getBean(Counted.class).run()).isEqualTo(1);
        });
    }

    @Test
    void whereItIsOnOnlyTheLeaderRuns() {
        runner.run(context -> assertThat(context.getBean(Counted.class).run()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reactor", "org.springframework.boot.health", "org.springframework.boot.actuate"})
    void anOptionalLibraryMayBeAbsent(String library) {
        runner.withClassLoader(new FilteredClassLoader(library))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Advice.class));
    }

    @Test
    void whatAnApplicationInjectsIsThere() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SynodAutoConfiguration.class, AopAutoConfiguration.class))
                .withPropertyValues(NOBODY)
                .run(context -> assertThat(context)
                        .hasSingleBean(Locks.class)
                        .hasSingleBean(Elections.class)
                        .hasSingleBean(Runs.class)
                        .hasSingleBean(Events.class)
                        .hasSingleBean(Connection.class)
                        .doesNotHaveBean(Executor.class));
    }

    @Test
    void aStartThatRequiresASessionFailsWithoutACoordinator() {
        runner.withPropertyValues("synod.client.start=required", "synod.client.start-timeout=200ms")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(Exception.class)
                        .hasStackTraceContaining("Unavailable"));
    }

    @Test
    void anEngineThatIsNotOnTheClassPathIsAskedForWithItsName() {
        runner.withPropertyValues("synod.client.mode=embedded")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(SettingException.class)
                        .hasMessageContaining("synod-embedded"));
    }

    @Test
    void healthAndTheEndpointSayThatThereIsNoSessionAndWhoLeads() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=synod")
                .run(context -> {
                    context.getBean(Advice.class).standings().begin();
                    assertThat(context.getBean(SynodHealth.class).health().getStatus())
                            .isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(new SynodEndpoint(context.getBean(Connection.class), context.getBean(Advice.class))
                                    .synod()
                                    .elections())
                            .containsExactly(new SynodEndpoint.Stood(
                                    "reports", true, Optional.empty(), Optional.of("another")));
                });
    }

    @Test
    void whoStopsHandsOver() {
        runner.run(context -> {
            context.getBean(Advice.class).standings().begin();
            context.close();
            assertThat(cluster.story).containsExactly("stands in reports", "withdrew from reports");
        });
    }

    @Test
    void coordinatorsSaidByAContainerWin() {
        var said = List.of(URI.create("http://container:1"));
        runner.withBean(SynodConnectionDetails.class, () -> () -> said)
                .run(context -> assertThat(context.getBean(SynodConnectionDetails.class).endpoints())
                        .isEqualTo(said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttl=500ms", "ttl=25h", "endpoints=localhost", "endpoints=", "drain-timeout=-1s"})
    void aSettingOutOfRangeIsSaidAtTheStart(String setting) {
        runner.withPropertyValues("synod.client." + setting).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("synod.client.");
        });
    }

    @Test
    void anotherSpringBootIsRefusedWithASentence() {
        assertThatThrownBy(() -> BootVersionCheck.require("3.5.4")).hasMessageContaining("runs on 3.5.4");
        assertThatCode(() -> BootVersionCheck.require("4.0.9")).doesNotThrowAnyException();
    }

    /** Public: where a library is hidden, its proxy is of another class loader. */
    public static class Counted {

        private final AtomicInteger calls = new AtomicInteger();

        @LeaderOnly("reports")
        public @Nullable Integer run() {
            return calls.incrementAndGet();
        }
    }
}
