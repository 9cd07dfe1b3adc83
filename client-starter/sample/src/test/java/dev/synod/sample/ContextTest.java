package dev.synod.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.OpenSessionRequest;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.Relation;
import dev.synod.api.event.Event;
import dev.synod.api.event.PublishRequest;
import dev.synod.client.Events;
import dev.synod.client.Knowledge;
import dev.synod.client.SynodClient;
import dev.synod.test.SynodTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Another process tells of a cart, and then orders over HTTP: does the shop's event say that it came after? */
@SynodTest
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.datasource.url=jdbc:h2:mem:context-test")
@Timeout(60)
class ContextTest {

    @Autowired
    private SynodClient synod;

    @Autowired
    private Events events;

    @Autowired
    private RestClient.Builder told;

    @LocalServerPort
    private int port;

    @AfterEach
    void forget() {
        Knowledge.replace(CausalContext.EMPTY);
    }

    @Test
    void whatARequestsHandlerTellsIsAfterWhatItsCallerTold() {
        var cart = cart();
        Knowledge.replace(cart.stamp().context());

        order(told.build());

        var order = newest();
        assertThat(cart.stamp().vector().compare(order.stamp().vector())).isEqualTo(Relation.BEFORE);
        assertThat(Knowledge.current().vector().dominates(order.stamp().vector()))
                .as("the caller knows of the order")
                .isTrue();
    }

    /** Else the test above would show nothing. */
    @Test
    void withoutTheHeaderTheyAreConcurrent() {
        var cart = cart();
        Knowledge.replace(cart.stamp().context());

        order(RestClient.create());

        assertThat(cart.stamp().vector().compare(newest().stamp().vector())).isEqualTo(Relation.CONCURRENT);
    }

    /** Of a session of its own, and by somebody who knows nothing else. */
    private Event cart() {
        return Knowledge.with(CausalContext.EMPTY, () -> {
            var web = new OpenSessionRequest(Optional.of("web"), Optional.of("10m"), Optional.empty());
            var session = synod.open(web, UUID.randomUUID().toString()).id();
            var request = new PublishRequest(
                    Optional.of(session), Optional.of("cart.filled"), Optional.empty(), null, Optional.empty());
            return synod.publish("carts", List.of(request), UUID.randomUUID().toString()).get(0);
        });
    }

    private void order(RestClient client) {
        client.post()
                .uri("http://localhost:" + port + "/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"account\":\"anna\",\"cents\":700}")
                .retrieve()
                .toBodilessEntity();
    }

    private Event newest() {
        return Knowledge.with(CausalContext.EMPTY, () -> {
            var orders = events.after("orders", 0, Duration.ZERO);
            return orders.get(orders.size() - 1);
        });
    }
}
