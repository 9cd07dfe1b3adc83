package dev.synod.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.Connection;
import dev.synod.client.HeldLock;
import dev.synod.client.Locks;
import dev.synod.spring.DistributedLock;
import dev.synod.spring.LeaderOnly;
import dev.synod.spring.OncePerCluster;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What a developer has who sets {@code synod.client.mode=embedded}, and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class EmbeddedApplicationTest {

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Application.class)
                .properties("synod.client.mode=embedded", "synod.client.ttl=5s", "logging.level.dev.synod=info")
                .run();
    }

    @Test
    void annotationsWorkAndItIsSaidOnceThatThisIsForDevelopment(CapturedOutput output) throws InterruptedException {
        try (var application = start()) {
            var jobs = application.getBean(Jobs.class);

            Until.holds(() -> jobs.lead() != null);
            assertThat(jobs.lock(null)).isPositive();
            assertThat(jobs.hasRun()).isTrue();
        }

        assertThat(output).containsOnlyOnce("for development and tests").doesNotContain("ERROR");
    }

    @Test
    void itEndsWithTheApplicationAndLeavesNoThread() {
        var application = start();
        assertThat(application.getBean(Connection.class).session()).isPresent();

        application.close();

        assertThat(application.isActive()).isFalse();
        Until.holds(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("synod")));
    }

    @Test
    void twoApplicationsInOneJvmAreTwoClusters() {
        try (var other = start()) {
            try (var one = start()) {
                Until.holds(() -> one.getBean(Jobs.class).lead() != null);
                Until.holds(() -> other.getBean(Jobs.class).lead() != null);
                try (var held = one.getBean(Locks.class).acquire("ledger", Duration.ZERO)) {
                    assertThat(held.isValid()).isTrue();
                    assertThat(other.getBean(Locks.class).tryAcquire("ledger", Duration.ZERO)).isPresent();
                }
            }
            assertThat(other.getBean(Connection.class).state()).isEqualTo(Connection.State.SAFE);
            assertThat(other.getBean(Jobs.class).lead()).isNotNull();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableScheduling
    static class Application {

        @Bean
        Jobs jobs() {
            return new Jobs();
        }
    }

    /** One method for each annotation. */
    static class Jobs {

        private final CountDownLatch ran = new CountDownLatch(1);

        @LeaderOnly("reports")
        public @Nullable String lead() {
            return "led";
        }

        @DistributedLock(name = "ledger")
        public long lock(@Nullable HeldLock lock) {
            return lock == null ? 0 : lock.fencingToken();
        }

        @OncePerCluster
        @Scheduled(fixedRate = 200)
        public void run() {
            ran.countDown();
        }

        public boolean hasRun() throws InterruptedException {
            return ran.await(20, TimeUnit.SECONDS);
        }
    }
}
