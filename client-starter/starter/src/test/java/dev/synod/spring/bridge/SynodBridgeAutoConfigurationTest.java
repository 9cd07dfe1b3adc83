package dev.synod.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.spring.boot.SynodAutoConfiguration;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

/** Is each bridge there where its library is, and out of the way where the application has its own? */
class SynodBridgeAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SynodBridgeAutoConfiguration.class, SynodAutoConfiguration.class, AopAutoConfiguration.class))
            .withPropertyValues("synod.client.start=lazy", "synod.client.endpoints=http://localhost:1");

    @Test
    void whereTheLibrariesAreAllBridgesAre() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(ThreadLocks.class)
                .hasSingleBean(SynodLockRegistry.class)
                .hasSingleBean(SynodLockProvider.class));
    }

    @Test
    void withoutSpringIntegrationTheOthersAre() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ThreadLocks.class)
                        .hasSingleBean(SynodLockProvider.class)
                        .doesNotHaveBean("synodLockRegistry"));
    }

    @Test
    void withoutShedLockTheOthersAre() {
        runner.withClassLoader(new FilteredClassLoader("net.javacrumbs"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ThreadLocks.class)
                        .hasSingleBean(SynodLockRegistry.class)
                        .doesNotHaveBean("synodLockProvider"));
    }

    @Test
    void anApplicationsOwnIsTheOnlyOne() {
        runner.withBean(DefaultLockRegistry.class)
                .withBean(LockProvider.class, () -> configuration -> Optional.empty())
                .run(context -> assertThat(context)
                        .hasSingleBean(LockRegistry.class)
                        .hasSingleBean(LockProvider.class)
                        .doesNotHaveBean(SynodLockRegistry.class)
                        .doesNotHaveBean(SynodLockProvider.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"synod.client.enabled=false", "synod.client.mode=disabled"})
    void whereSynodIsSwitchedOffNoneIs(String off) {
        runner.withPropertyValues(off)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ThreadLocks.class)
                        .doesNotHaveBean(LockRegistry.class)
                        .doesNotHaveBean(LockProvider.class));
    }

    @Test
    void theSettingsSayHowTheLocksAreCalled() {
        runner.withPropertyValues("synod.client.bridge.lock-registry-prefix=billing.")
                .run(context -> assertThat(context.getBean(LockRegistry.class).obtain("orders"))
                        .hasToString("SynodLock billing.orders"));
    }

    @Test
    void workUnderLocksEndsBeforeTheSession() {
        runner.run(context -> assertThat(
                        context.getBean("synodBridgeLifecycle", SmartLifecycle.class).getPhase())
                .isGreaterThan(context.getBean("synodSessionLifecycle", SmartLifecycle.class)
                        .getPhase()));
    }
}
