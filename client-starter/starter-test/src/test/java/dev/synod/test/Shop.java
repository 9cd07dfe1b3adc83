package dev.synod.test;

import static java.util.Objects.requireNonNull;

import dev.synod.client.HeldLock;
import dev.synod.spring.DistributedLock;
import dev.synod.spring.Fenced;
import dev.synod.spring.LeaderOnly;
import dev.synod.spring.OncePerCluster;
import dev.synod.spring.advice.Leases;
import dev.synod.spring.boot.SessionStateEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.Transactional;

/** An application with one method for each annotation. */
class Shop {

    private final List<String> states = new CopyOnWriteArrayList<>();
    private final List<Instant> billed = new CopyOnWriteArrayList<>();
    private final List<Instant> swept = new CopyOnWriteArrayList<>();
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private volatile long token;

    Shop(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        jdbc.execute("create table booking (amount bigint)");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableScheduling
    static class Application {

        @Bean
        Clock clock(SynodControl synod) {
            return synod.clock();
        }

        @Bean
        Shop shop(JdbcTemplate jdbc, Clock clock) {
            return new Shop(jdbc, clock);
        }
    }

    @EventListener
    public void on(SessionStateEvent event) {
        states.add(event.state().name());
    }

    @LeaderOnly("reports")
    public @Nullable String report() {
        return "reported";
    }

    @DistributedLock(name = "ledger")
    public long pay(@Nullable HeldLock lock) {
        return requireNonNull(lock).fencingToken();
    }

    @DistributedLock(name = "ledger")
    public boolean keepsWhile(Runnable work, @Nullable HeldLock lock) {
        work.run();
        return requireNonNull(lock).isValid();
    }

    @DistributedLock(name = "ledger")
    @Fenced
    @Transactional
    public void book(long amount, Consumer<Integer> between) {
        token = Leases.current().orElseThrow().fencingToken();
        between.accept(booked());
        jdbc.update("insert into booking values (?)", amount);
    }

    /** Of the session. */
    List<String> states() {
        return states;
    }

    /** When the job ran. */
    List<Instant> billed() {
        return billed;
    }

    /** When the other scheduled method did, which all processes run. */
    List<Instant> swept() {
        return swept;
    }

    int booked() {
        return jdbc.queryForList("select amount from booking").size();
    }

    @OncePerCluster("bills")
    @Scheduled(cron = "0 * * * * *", zone = "UTC")
    @Fenced
    @Transactional
    public void bill() {
        billed.add(clock.instant());
        token = Leases.current().orElseThrow().fencingToken();
    }

    @LeaderOnly("reports")
    @Fenced
    @Transactional
    public void close() {
        token = Leases.current().orElseThrow().fencingToken();
    }

    /** Of the fenced method that was called last. */
    long token() {
        return token;
    }

    /** Of what is guarded, in the database. */
    long guard(String name) {
        return jdbc.queryForList("select token from synod_fence where name = ?", Long.class, name)
                .get(0);
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    public void sweep() {
        swept.add(clock.instant());
    }
}
