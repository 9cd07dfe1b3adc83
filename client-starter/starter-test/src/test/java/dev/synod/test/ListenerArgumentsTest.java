package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.OpenSessionRequest;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.Relation;
import dev.synod.api.event.Event;
import dev.synod.api.event.PublishRequest;
import dev.synod.client.Events;
import dev.synod.client.Events.Publication;
import dev.synod.client.Knowledge;
import dev.synod.client.Leadership;
import dev.synod.client.SynodClient;
import dev.synod.spring.CausalListener;
import dev.synod.spring.CausalListener.From;
import dev.synod.spring.advice.Leases;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is a listener given, and when does what it tells itself come? */
@SynodTest
@SpringBootTest(
        classes = ListenerArgumentsTest.Application.class,
        properties = "spring.datasource.generate-unique-name=true")
@Timeout(60)
class ListenerArgumentsTest {

    @Autowired
    private Events events;

    @Autowired
    private Ledger ledger;

    record Order(String id, BigDecimal amount, List<String> lines) {}

    record Given(Event event, @Nullable Order order, CausalStamp stamp, Leadership lead) {}

    static class Ledger {

        private final List<Given> given = new CopyOnWriteArrayList<>();
        private final List<Event> told = new CopyOnWriteArrayList<>();
        private final List<Long> newest = new CopyOnWriteArrayList<>();
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final Events events;

        Ledger(Events events) {
            this.events = events;
        }

        @CausalListener(topic = "orders")
        public void on(CausalStamp stamp, @Nullable Order order, Leadership lead, Event event) {
            given.add(new Given(event, order, stamp, Leases.current().map(Leadership.class::cast).orElse(lead)));
            told.add(events.publish("booked", new Publication("booked", Optional.empty(), "by " + event.id())));
        }

        @CausalListener(topic = "orders", from = From.LATEST)
        public void newest(Event event) {
            newest.add(event.sequence());
        }

        @CausalListener(topic = "booked")
        public void booked(String text) {
            texts.add(text);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Ledger ledger(Events events) {
            return new Ledger(events);
        }

        /** Runs before the application is ready, and so before it listens. */
        @Bean
        ApplicationRunner early(Events events) {
            return arguments -> events.publish("orders", order("early"));
        }
    }

    private static Publication order(String id) {
        return new Publication("placed", Optional.empty(), new Order(id, new BigDecimal("7.25"), List.of("a", "b")));
    }

    /** What this process knows by the listener alone. */
    private static Event otherPublishes(SynodClient client, Publication told) {
        var session = client.open(
                new OpenSessionRequest(Optional.of("other"), Optional.of("24h"), Optional.empty()), "of-other");
        var request = new PublishRequest(
                Optional.of(session.id()), Optional.of(told.type()), told.key(), told.data(), Optional.empty());
        var event = client.publish("orders", List.of(request), "of-other").get(0);
        Knowledge.replace(CausalContext.EMPTY);
        return event;
    }

    @Test
    void itsArgumentsAreTheEventsAndWhatItTellsComesAfterIt(SynodControl synod) {
        var mine = otherPublishes(synod.client(), order("mine"));
        var nothing = events.publish("orders", new Publication("none", Optional.empty(), null));
        synod.advance(Duration.ofSeconds(1));

        assertThat(ledger.given).extracting(Given::order).containsExactly(
                new Order("early", new BigDecimal("7.25"), List.of("a", "b")),
                new Order("mine", new BigDecimal("7.25"), List.of("a", "b")),
                null);
        assertThat(ledger.given).extracting(Given::event).endsWith(mine, nothing);
        assertThat(ledger.given).allSatisfy(given -> {
            assertThat(given.stamp()).isEqualTo(given.event().stamp());
            assertThat(given.lead().isValid()).isTrue();
            assertThat(given.lead().name()).isEqualTo("listener:ledger.on");
        });
        assertThat(ledger.told.get(1).stamp().relation(mine.stamp())).isEqualTo(Relation.AFTER);
        assertThat(ledger.texts).contains("by " + mine.id()).hasSize(3);
        assertThat(ledger.newest).containsExactly(mine.sequence(), nothing.sequence());
    }
}
