package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.api.clock.Relation;
import dev.synod.api.event.Event;
import dev.synod.client.Events;
import dev.synod.spring.CausalEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what an annotated method returns become an event, once, when it holds, and after what was known? */
@SynodTest
@SpringBootTest(
        classes = CausalEventTest.Application.class,
        properties = "spring.datasource.generate-unique-name=true")
@Timeout(60)
class CausalEventTest {

    @Autowired
    private Till till;

    @Autowired
    private Events events;

    @Autowired
    private TransactionTemplate transaction;

    private long before;

    @BeforeEach
    void lookWhereTheTopicEnds() {
        before = told(0).stream().mapToLong(Event::sequence).max().orElse(0);
    }

    @Test
    void whatIsReturnedIsPublished() {
        till.sell("anna", 700);

        assertThat(told(before)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("sale");
            assertThat(event.key()).contains("anna-700");
            assertThat(event.data()).hasToString("{account=anna, cents=700}");
        });
    }

    @Test
    void nothingIsPublishedWhereThereIsNothingOrItFails() {
        till.find("nobody");
        assertThatThrownBy(() -> till.sell("anna", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(told(before)).isEmpty();

        assertThat(till.find("anna")).isPresent();

        assertThat(told(before)).extracting(Event::type).containsExactly("find");
    }

    @Test
    void aStageIsPublishedWhenItIsComplete() {
        var later = new CompletableFuture<Sale>();
        var sold = till.sellLater(later);
        assertThat(told(before)).isEmpty();

        later.complete(new Sale("bob", 300));

        assertThat(sold.join().account()).isEqualTo("bob");
        assertThat(told(before)).hasSize(1);
    }

    @Test
    void inATransactionItWaitsForThat() {
        transaction.executeWithoutResult(status -> {
            till.sellInTransaction("anna");
            assertThat(told(before)).isEmpty();
        });
        assertThat(told(before)).hasSize(1);

        transaction.executeWithoutResult(status -> {
            till.sellInTransaction("anna");
            status.setRollbackOnly();
        });

        assertThat(told(before)).hasSize(1);
        till.sellInTransaction("anna");
        assertThat(told(before)).hasSize(2);
    }

    /** Also where another thread completes it. */
    @Test
    void itHappensAfterAllThatTheCallerKnew(SynodControl synod) {
        synod.otherTakesLock("till");
        var locks = events.after("synod.locks", 0, Duration.ZERO);
        var known = locks.get(locks.size() - 1);

        var later = new CompletableFuture<Sale>();
        var sold = till.sellLater(later);
        CompletableFuture.runAsync(() -> later.complete(new Sale("bob", 1))).join();
        sold.join();

        assertThat(told(before).get(0).stamp().vector().compare(known.stamp().vector()))
                .isEqualTo(Relation.AFTER);
    }

    @Test
    void aTopicThatIsNoNameStopsTheCallBeforeItDoesAnything() {
        var done = till.done();

        assertThatThrownBy(() -> till.sellAt("no name")).isInstanceOf(IllegalArgumentException.class);

        assertThat(till.done()).isEqualTo(done);
    }

    private List<Event> told(long after) {
        return events.after("till", after, Duration.ZERO);
    }

    /** What is published. */
    record Sale(String account, long cents) {}

    static class Till {

        private int done;

        int done() {
            return done;
        }

        @CausalEvent(topic = "till", type = "sale", key = "#{#account}-#{#result.cents}")
        public Sale sell(String account, long cents) {
            if (cents < 0) {
                throw new IllegalArgumentException("less than nothing");
            }
            return new Sale(account, cents);
        }

        @CausalEvent(topic = "till")
        public Optional<Sale> find(String account) {
            return Optional.of(new Sale(account, 0)).filter(sale -> !sale.account().equals("nobody"));
        }

        @CausalEvent(topic = "till")
        public CompletableFuture<Sale> sellLater(CompletableFuture<Sale> later) {
            return later;
        }

        @CausalEvent(topic = "till")
        @Transactional
        public Sale sellInTransaction(String account) {
            return new Sale(account, 1);
        }

        @CausalEvent(topic = "till-#{#shop}")
        public @Nullable Sale sellAt(String shop) {
            done++;
            return null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Till till() {
            return new Till();
        }
    }
}
