package dev.synod.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** What becomes of an application's start where no coordinator is? */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class StartPolicyTest {

    @Test
    void whereOneIsRequiredItFailsAndSaysWhoWasAskedAndWhatToDo(CapturedOutput output) {
        assertThatThrownBy(() -> start("required", 300)).hasMessageContaining("synodSessionLifecycle");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("no Synod coordinator gave this process a session within 300 ms")
                .contains("Start a coordinator at http://127.0.0.1:")
                .contains("synod.client.start=wait or lazy");
    }

    @Test
    void whereItWaitsItSaysForWhatAndThenGoesOn(CapturedOutput output) {
        try (var application = start("wait", 1_200)) {
            assertThat(application.getBean(Connection.class).session()).isEmpty();
            assertThat(output).containsOnlyOnce("still asking").containsOnlyOnce("going on without a session");
        }
    }

    @Test
    void whereItIsLazyItDoesNotWait(CapturedOutput output) {
        try (var application = start("lazy", 60_000)) {
            assertThat(application.getBean(Connection.class).state()).isEqualTo(Connection.State.CONNECTING);
            assertThat(output).doesNotContain("going on without a session");
        }
    }

    private static ConfigurableApplicationContext start(String policy, int timeout) {
        return new SpringApplicationBuilder(Application.class)
                .properties(
                        "synod.client.endpoints=http://127.0.0.1:" + nobodysPort(),
                        "synod.client.start=" + policy,
                        "synod.client.start-timeout=" + timeout + "ms",
                        "logging.level.dev.synod=info")
                .run();
    }

    private static int nobodysPort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SynodAutoConfiguration.class, AopAutoConfiguration.class})
    static class Application {}
}
