package dev.synod.spring.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.event.Event;
import dev.synod.client.Events;
import dev.synod.client.Knowledge;
import io.micrometer.context.ContextSnapshotFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** Do requests of an application say what their thread knows, over real HTTP, and does it learn from the answers? */
class ContextClientsTest {

    private static final CausalContext MINE = CausalContext.parse("lamport=3;web-1@2=3");
    private static final CausalContext THEIRS = CausalContext.parse("lamport=5;billing-0@4=1");

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final HttpServer server;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withBean(Events.class, NoEvents::new)
            .withConfiguration(AutoConfigurations.of(
                    SynodContextAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    RestTemplateAutoConfiguration.class));

    ContextClientsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            heard.add(String.valueOf(exchange.getRequestHeaders().getFirst(ContextHeader.NAME)));
            exchange.getResponseHeaders().set(ContextHeader.NAME, THEIRS.toString());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Knowledge.replace(MINE);
    }

    @AfterEach
    void end() {
        server.stop(0);
        Knowledge.replace(CausalContext.EMPTY);
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    private void getBy(RestClient.Builder client) {
        client.build().get().uri(address()).retrieve().toBodilessEntity();
    }

    @Test
    void aRestClientSaysWhatIsKnownAndLearns() {
        runner.run(context -> getBy(context.getBean(RestClient.Builder.class)));

        assertThat(heard).containsExactly(MINE.toString());
        assertThat(Knowledge.current()).isEqualTo(MINE.merge(THEIRS));
    }

    @Test
    void aRestTemplateDoesToo() {
        runner.run(context -> context.getBean(RestTemplateBuilder.class).build().getForEntity(address(), Void.class));

        assertThat(heard).containsExactly(MINE.toString());
        assertThat(Knowledge.current()).isEqualTo(MINE.merge(THEIRS));
    }

    @Test
    void aWebClientSaysWhatIsKnown() {
        var client = WebClient.builder().clientConnector(new JdkClientHttpConnector());
        runner.run(context ->
                context.getBeanProvider(WebClientCustomizer.class).forEach(customizer -> customizer.customize(client)));

        client.build().get().uri(address()).retrieve().toBodilessEntity().block(Duration.ofSeconds(20));

        assertThat(heard).containsExactly(MINE.toString());
    }

    @Test
    void otherHostsAreNotTold() {
        runner.withPropertyValues("synod.client.context.hosts=shop.internal")
                .run(context -> getBy(context.getBean(RestClient.Builder.class)));
        var header = new ContextHeader(4_096, List.of("shop.internal"));

        assertThat(heard).containsExactly("null");
        assertThat(header.to("billing.shop.internal")).isPresent();
        assertThat(header.to("shop.internal")).isPresent();
        assertThat(header.to("workshop.internal")).isEmpty();
    }

    @Test
    void whatIsTooLongIsLeftOut() {
        runner.withPropertyValues("synod.client.context.longest=10")
                .run(context -> getBy(context.getBean(RestClient.Builder.class)));

        assertThat(heard).containsExactly("null");
    }

    @Test
    void itIsSwitchedOffByASetting() {
        runner.withPropertyValues("synod.client.context.enabled=false")
                .run(context -> getBy(context.getBean(RestClient.Builder.class)));

        assertThat(heard).containsExactly("null");
    }

    @Test
    void itStandsWithoutTheLibrariesThatMayBeAbsent() {
        for (var absent : List.of("org.springframework.web.reactive", "io.micrometer.context", "jakarta.servlet")) {
            runner.withClassLoader(new FilteredClassLoader(absent))
                    .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ContextHeader.class));
        }
        new WebApplicationContextRunner()
                .withBean(Events.class, NoEvents::new)
                .withConfiguration(AutoConfigurations.of(SynodContextAutoConfiguration.class))
                .run(context -> assertThat(context).hasSingleBean(ContextFilter.class));
    }

    @Test
    void whereMicrometerCarriesAThreadsContextItGoesAlong() {
        var carried = ContextSnapshotFactory.builder().build().captureAll();
        var there = new AtomicReference<>(CausalContext.EMPTY);

        CompletableFuture.runAsync(carried.wrap(() -> there.set(Knowledge.current()))).join();

        assertThat(there).hasValue(MINE);
        assertThat(CompletableFuture.supplyAsync(Knowledge::current).join()).isEqualTo(CausalContext.EMPTY);
    }

    /** The configuration stands where this bean does. */
    private static final class NoEvents implements Events {

        @Override
        public Event publish(String topic, Publication publication) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Event> after(String topic, long sequence, Duration wait) {
            throw new UnsupportedOperationException();
        }
    }
}
