package dev.synod.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.Connection;
import dev.synod.client.rest.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What does an application do whose sidecar comes late, is killed, and comes again? It is never restarted itself. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class SidecarIT {

    @TempDir
    private Path directory;

    @Test
    void itStartsWithoutItsSidecarAndLeadsWhenThatIsThereAndAgainWhenItWasKilled(CapturedOutput output) {
        int port = ServerProcess.freePort();
        var application = start(port, "wait");
        try {
            var reports = application.getBean(Reports.class);
            assertThat(reports.run()).isNull();
            assertThat(output)
                    .contains("still asking [http://127.0.0.1:" + port + "]")
                    .contains("going on without a session, which is opened when it answers");

            try (var first = new ServerProcess(directory, port)) {
                first.awaitReady();
                await(() -> reports.run() != null);
            }
            await(() -> reports.states().contains(Connection.State.JEOPARDY));

            try (var again = new ServerProcess(directory, port)) {
                again.awaitReady();
                await(() -> application.getBean(Connection.class).state() == Connection.State.SAFE);
                await(() -> reports.run() != null);
                await(() -> reports.states().size() > 2);
            }
            assertThat(reports.states()).startsWith(Connection.State.SAFE, Connection.State.JEOPARDY);
            assertThat(reports.states().get(2)).isIn(Connection.State.SAFE, Connection.State.EXPIRED);

            long begun = System.nanoTime();
            application.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("the end of an application whose sidecar ended before it")
                    .isLessThan(Duration.ofSeconds(8));
        } finally {
            application.close();
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("still asking")))
                .as("it says what it waits for, and says it rarely")
                .hasSizeBetween(1, 12);
    }

    private static ConfigurableApplicationContext start(int port, String policy) {
        return new SpringApplicationBuilder(Application.class)
                .properties(
                        "synod.client.endpoints=http://127.0.0.1:" + port,
                        "synod.client.start=" + policy,
                        "synod.client.start-timeout=1500ms",
                        "synod.client.ttl=4s",
                        "logging.level.dev.synod=info")
                .run();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("in time").isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SynodAutoConfiguration.class, AopAutoConfiguration.class})
    static class Application {

        @Bean
        Reports reports() {
            return new Reports();
        }
    }
}
