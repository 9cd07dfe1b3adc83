package dev.synod.test;

import dev.synod.api.OpenSessionRequest;
import dev.synod.api.clock.CausalContext;
import dev.synod.api.event.Event;
import dev.synod.api.event.PublishRequest;
import dev.synod.client.Knowledge;
import dev.synod.client.SynodClient;
import dev.synod.client.Timers;
import dev.synod.embedded.EmbeddedCluster;
import dev.synod.embedded.EmbeddedSynodClient;
import dev.synod.embedded.VirtualTimers;
import dev.synod.spring.CausalListener;
import dev.synod.spring.CausalListener.WhenTrimmed;
import dev.synod.spring.boot.ClientThreads;
import dev.synod.spring.boot.SynodAutoConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Several processes of one application with a listener, their cluster, their database, and one time for all. */
final class Town implements AutoCloseable {

    static final String TOPIC = "orders";

    private static final Duration TTL = Duration.ofSeconds(10);

    private final VirtualTimers timers = new VirtualTimers();
    private final EmbeddedCluster cluster = EmbeddedCluster.on(timers);
    private final EmbeddedSynodClient publisher = cluster.connect();
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final JdbcTemplate books = new JdbcTemplate(new DriverManagerDataSource(url, "sa", ""));
    private final List<Instance> processes = new ArrayList<>();
    private final List<String> settings;

    /** With these settings of the processes; the thread has heard of nothing. */
    Town(String... settings) {
        this.settings = List.of(settings);
        Knowledge.replace(CausalContext.EMPTY);
        books.execute("create table booking (number bigint auto_increment, sequence bigint, process varchar(20))");
    }

    record Order(String id, long amount) {}

    /** What has an event written down, in the transaction of its cursor where there is one. */
    static class Ledger {

        private final JdbcTemplate jdbc;
        private final Instance instance;

        Ledger(JdbcTemplate jdbc, Instance instance) {
            this.jdbc = jdbc;
            this.instance = instance;
        }

        @CausalListener(topic = TOPIC, name = "ledger", whenTrimmed = WhenTrimmed.SKIP)
        public void book(Event event, @Nullable Order order) {
            instance.meanwhile.accept(event);
            jdbc.update("insert into booking (sequence, process) values (?, ?)", event.sequence(), instance.name);
        }

        @CausalListener(topic = TOPIC, name = "auditor")
        public void audit(Event event) {
            instance.audited.add(event.sequence());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Ledger ledger(JdbcTemplate jdbc, Instance instance) {
            return new Ledger(jdbc, instance);
        }
    }

    /** One of the processes, from its start until it is closed. */
    final class Instance implements AutoCloseable {

        private final String name;
        private final EmbeddedSynodClient client = cluster.connect();
        private final DatabaseFaults faults = new DatabaseFaults();
        private final List<Long> audited = new CopyOnWriteArrayList<>();
        private volatile Consumer<Event> meanwhile = event -> {};
        private @Nullable ConfigurableApplicationContext context;

        private Instance(String name) {
            this.name = name;
        }

        private void start() {
            context = new SpringApplicationBuilder(Application.class)
                    .properties("spring.datasource.url=" + url, "synod.client.process=" + name)
                    .properties("synod.client.ttl=" + TTL, "spring.main.banner-mode=off")
                    .properties(settings.toArray(String[]::new))
                    .initializers(fresh -> beans((GenericApplicationContext) fresh))
                    .run();
            timers.settle();
        }

        private void beans(GenericApplicationContext fresh) {
            fresh.registerBean(Instance.class, () -> this, definition -> definition.setDestroyMethodName(""));
            fresh.registerBean(SynodClient.class, () -> client);
            fresh.registerBean(Timers.class, () -> timers);
            fresh.registerBean(ClientThreads.class, () -> ClientThreads.of(timers.executor()));
            fresh.registerBean(SynodAutoConfiguration.CLOCK, Clock.class, timers::clock);
            fresh.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource real ? faults.before(real) : bean;
                }
            });
        }

        /** Does something with each event before it is written down. */
        Instance meanwhile(Consumer<Event> does) {
            meanwhile = does;
            return this;
        }

        /** What the listener that misses nothing was given in this process. */
        List<Long> audited() {
            return audited;
        }

        void cutOff() {
            client.cutOff();
        }

        void reconnect() {
            client.reconnect();
        }

        DatabaseFaults faults() {
            return faults;
        }

        @Override
        public void close() {
            if (context != null) {
                context.close();
            }
            timers.settle();
        }
    }

    /** A process of the application, which has started when this returns. */
    Instance starts(String name) {
        return starts(name, event -> {});
    }

    Instance starts(String name, Consumer<Event> meanwhile) {
        var process = new Instance(name).meanwhile(meanwhile);
        processes.add(process);
        process.start();
        return process;
    }

    /** Another's, who does not listen. */
    String session(String name) {
        return publisher.open(
                        new OpenSessionRequest(Optional.of(name), Optional.of("24h"), Optional.empty()),
                        "of-" + name)
                .id();
    }

    /** Of one session, and after all that this thread knows. */
    List<Event> publish(String session, int events) {
        var requests = Stream.generate(() -> new PublishRequest(
                        Optional.of(session),
                        Optional.of("order.placed"),
                        Optional.of("order"),
                        Map.of("id", "order", "amount", 7),
                        Optional.empty()))
                .limit(events)
                .toList();
        var published = publisher.publish(TOPIC, requests, UUID.randomUUID().toString());
        timers.settle();
        return published;
    }

    /** As one who has read all of the topic after a sequence. */
    void hear(long after) {
        publisher.events(TOPIC, after, Duration.ZERO)
                .forEach(event -> Knowledge.learn(event.stamp().context()));
    }

    /** Somebody moves a cursor by hand. */
    void moveCursor(String listener, long sequence) {
        publisher.moveCursor(TOPIC, listener, sequence);
    }

    void advance(Duration time) {
        timers.advance(time);
    }

    VirtualTimers timers() {
        return timers;
    }

    /** The sequences that were written down, in that order. */
    List<Long> booked() {
        return books.query("select sequence from booking order by number", (row, number) -> row.getLong(1));
    }

    /** Those of one process. */
    List<Long> bookedBy(String process) {
        return books.query(
                "select sequence from booking where process = ? order by number",
                (row, number) -> row.getLong(1),
                process);
    }

    @Override
    public void close() {
        processes.forEach(Instance::close);
        cluster.close();
    }
}
