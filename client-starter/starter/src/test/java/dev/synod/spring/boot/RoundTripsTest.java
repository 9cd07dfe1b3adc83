package dev.synod.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.synod.spring.DistributedLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How often does an annotated method ask its coordinator, which here counts and always says yes? */
@Timeout(60)
class RoundTripsTest {

    private static final Pattern HOLD = Pattern.compile("/v1/locks/([^/]+)/holds/([^/]+)");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer coordinator = created();

    private static HttpServer created() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        coordinator.createContext("/", this::answer);
        coordinator.start();
    }

    @AfterEach
    void stop() {
        coordinator.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        exchange.getRequestBody().readAllBytes();
        if (request.contains("/v1/locks/")) {
            asked.add(request.replaceAll("/holds/.*", "/holds/ID"));
        }
        var hold = HOLD.matcher(request);
        if (request.startsWith("DELETE ")) {
            exchange.sendResponseHeaders(204, -1);
        } else if (hold.find()) {
            say(exchange, 200, """
                    {"lock":"%s","hold":"%s","session":"p@7","mode":"exclusive","state":"held","fencingToken":8,
                     "grantedPosition":8,"grantedAt":"2026-01-01T00:00:00Z"}"""
                    .formatted(hold.group(1), hold.group(2)));
        } else {
            say(exchange, 201, """
                    {"id":"p@7","process":"p","ttl":"10s","metadata":{},"openedPosition":7,
                     "openedAt":"2026-01-01T00:00:00Z","holds":[],"candidacies":[]}""");
        }
        exchange.close();
    }

    private static void say(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Test
    void aLockedMethodAsksOnceForItsLockAndOnceToGiveItBack() {
        var address = "http://127.0.0.1:" + coordinator.getAddress().getPort();
        try (var application = new SpringApplicationBuilder(Application.class)
                .properties("synod.client.endpoints=" + address)
                .run()) {
            var ledger = application.getBean(Ledger.class);

            assertThat(ledger.book(1)).isOne();
            assertThat(asked).containsExactly("PUT /v1/locks/ledger-1/holds/ID", "DELETE /v1/locks/ledger-1/holds/ID");

            for (long account = 2; account <= 100; account++) {
                ledger.book(account);
            }
            assertThat(asked).hasSize(200);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SynodAutoConfiguration.class, AopAutoConfiguration.class})
    static class Application {

        @Bean
        Ledger ledger() {
            return new Ledger();
        }
    }

    /** What is locked. */
    static class Ledger {

        @DistributedLock(name = "ledger-#{#account}")
        public long book(long account) {
            return account;
        }
    }
}
