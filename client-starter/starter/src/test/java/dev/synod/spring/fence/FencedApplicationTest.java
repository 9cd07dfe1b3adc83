package dev.synod.spring.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.synod.client.Lease;
import dev.synod.client.LostException;
import dev.synod.spring.Fenced;
import dev.synod.spring.advice.Leases;
import dev.synod.spring.boot.SynodFenceAutoConfiguration;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** {@link Fenced} methods in applications with plain JDBC and with Hibernate. */
class FencedApplicationTest {

    static final AutoConfigurations JDBC = AutoConfigurations.of(
            AopAutoConfiguration.class,
            DataSourceAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            SynodFenceAutoConfiguration.class);

    private final ApplicationContextRunner plain = new ApplicationContextRunner()
            .withPropertyValues("spring.datasource.generate-unique-name=true")
            .withConfiguration(JDBC)
            .withUserConfiguration(WithJdbc.class);

    private final ApplicationContextRunner hibernate = new ApplicationContextRunner()
            .withPropertyValues("spring.datasource.generate-unique-name=true", "spring.jpa.hibernate.ddl-auto=create")
            .withConfiguration(JDBC)
            .withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
            .withUserConfiguration(WithHibernate.class);

    /** What the next holder does while this one stands still. */
    private static void takenOver(AssertableApplicationContext application) {
        application.getBean(FenceGuard.class).raise("ledger", 8);
        // On a connection of its own: this thread's belongs to the one that stands still.
        try (var connection = application.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update ledger set amount = 8 where id = 1");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void whoIsCurrentCommits() {
        for (var runner : new ApplicationContextRunner[] {plain, hibernate}) {
            runner.run(application -> {
                application.getBean(Ledger.class).open();

                Leases.with(new Scripted("ledger", 7, true), () -> {
                    application.getBean(Ledger.class).fenced(7, amount -> {});
                    return 0;
                });

                assertThat(amount(application)).isEqualTo(7);
                assertThat(token(application)).isEqualTo(7);
            });
        }
    }

    @Test
    void whoStandsStillInTheMiddleAndIsReplacedCannotCommit() {
        for (var runner : new ApplicationContextRunner[] {plain, hibernate}) {
            runner.run(application -> {
                application.getBean(Ledger.class).open();

                assertThat(caught(application, () -> application
                                .getBean(Ledger.class)
                                .fenced(7, amount -> takenOver(application))))
                        .isInstanceOf(StaleFencingTokenException.class)
                        .hasMessageContaining("8 was raised since");

                assertThat(amount(application)).isEqualTo(8);
            });
        }
    }

    /** Else the test above would show nothing. */
    @Test
    void withoutTheAnnotationTheUpdateOfTheNextHolderIsLost() {
        for (var runner : new ApplicationContextRunner[] {plain, hibernate}) {
            runner.run(application -> {
                application.getBean(Ledger.class).open();

                application.getBean(Ledger.class).unfenced(7, amount -> takenOver(application));

                assertThat(amount(application)).isEqualTo(7);
            });
        }
    }

    @Test
    void whatIsGuardedMayBeNamedByArguments() {
        plain.run(application -> {
            application.getBean(Ledger.class).open();

            Leases.with(new Scripted("anything", 9, true), () -> {
                application.getBean(Ledger.class).fencedByName("eu");
                return 0;
            });

            assertThat(application
                            .getBean(JdbcTemplate.class)
                            .queryForList("select name from synod_fence", String.class))
                    .containsExactly("ledger-eu");
        });
    }

    @Test
    void whatIsMissingIsSaid() {
        plain.run(application -> {
            var ledger = application.getBean(Ledger.class);
            assertThat(catching(() -> ledger.fenced(7, amount -> {}))).hasMessageContaining("put @DistributedLock");
            assertThat(caught(application, () -> ledger.fencedAlone())).hasMessageContaining("put @Transactional");
            assertThat(catching(() -> Leases.with(new Scripted("ledger", 7, false), () -> {
                        ledger.fenced(7, amount -> {});
                        return 0;
                    })))
                    .isInstanceOf(LostException.class);
        });
    }

    @Test
    void itStaysAwayWhereThereIsNoDatabaseOrItIsSwitchedOff() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SynodFenceAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
                .run(application -> assertThat(application).hasNotFailed().doesNotHaveBean(FenceGuard.class));
        for (var setting : new String[] {"synod.client.enabled=false", "synod.client.mode=disabled"}) {
            new ApplicationContextRunner()
                    .withConfiguration(JDBC)
                    .withPropertyValues(setting)
                    .run(application -> assertThat(application).hasNotFailed().doesNotHaveBean(FenceGuard.class));
        }
    }

    @Test
    void theTableIsCreatedWhenTheSettingSaysSo() {
        plain.withPropertyValues("synod.client.fence.initialize=never").run(application -> assertThat(catching(
                        () -> application.getBean(FenceGuard.class).raise("ledger", 1)))
                .hasMessageContaining("synod.client.fence.initialize=always"));
    }

    private static Throwable caught(AssertableApplicationContext application, Runnable work) {
        assertThat(application).hasNotFailed();
        return catching(() -> Leases.with(new Scripted("ledger", 7, true), () -> {
            work.run();
            return 0;
        }));
    }

    private static Throwable catching(ThrowingCallable work) {
        return catchThrowable(work);
    }

    private static long amount(AssertableApplicationContext application) {
        return number(application, "select amount from ledger where id = 1");
    }

    private static long token(AssertableApplicationContext application) {
        return number(application, "select token from synod_fence where name = 'ledger'");
    }

    private static long number(AssertableApplicationContext application, String question) {
        return application
                .getBean(JdbcTemplate.class)
                .queryForList(question, Long.class)
                .get(0);
    }

    /** A lease that nobody gave. */
    record Scripted(String name, long fencingToken, boolean isValid) implements Lease {

        @Override
        public Duration remaining() {
            return isValid ? Duration.ofSeconds(1) : Duration.ZERO;
        }

        @Override
        public void onLost(Runnable action) {}
    }

    /** What a holder works on. */
    interface Ledger {

        void open();

        void fenced(long amount, Consumer<Long> between);

        void unfenced(long amount, Consumer<Long> between);

        void fencedByName(String region);

        void fencedAlone();
    }

    @Configuration(proxyBeanMethods = false)
    static class WithJdbc {

        @Bean
        Ledger ledger(JdbcTemplate jdbc) {
            return new JdbcLedger(jdbc);
        }
    }

    /** With plain JDBC. */
    static class JdbcLedger implements Ledger {

        private final JdbcTemplate jdbc;

        JdbcLedger(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public void open() {
            jdbc.execute("create table ledger (id bigint primary key, amount bigint)");
            jdbc.execute("insert into ledger values (1, 0)");
        }

        @Override
        @Fenced
        @Transactional
        public void fenced(long amount, Consumer<Long> between) {
            unfenced(amount, between);
        }

        @Override
        @Transactional
        public void unfenced(long amount, Consumer<Long> between) {
            between.accept(jdbc.queryForList("select amount from ledger where id = 1", Long.class)
                    .get(0));
            jdbc.update("update ledger set amount = ? where id = 1", amount);
        }

        @Override
        @Fenced("ledger-#{#region}")
        @Transactional
        public void fencedByName(String region) {}

        @Override
        @Fenced
        public void fencedAlone() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = FencedApplicationTest.class)
    static class WithHibernate {

        @Bean
        Ledger ledger(EntityManager entities) {
            return new HibernateLedger(entities);
        }
    }

    /** A row. */
    @Entity(name = "ledger")
    static class Account {

        @Id
        long id;

        long amount;
    }

    /** With Hibernate, which writes when it commits. */
    static class HibernateLedger implements Ledger {

        private final EntityManager entities;

        HibernateLedger(EntityManager entities) {
            this.entities = entities;
        }

        @Override
        @Transactional
        public void open() {
            var account = new Account();
            account.id = 1;
            entities.persist(account);
        }

        @Override
        @Fenced
        @Transactional
        public void fenced(long amount, Consumer<Long> between) {
            unfenced(amount, between);
        }

        @Override
        @Transactional
        public void unfenced(long amount, Consumer<Long> between) {
            var account = entities.find(Account.class, 1L);
            between.accept(account.amount);
            account.amount = amount;
        }

        @Override
        public void fencedByName(String region) {}

        @Override
        public void fencedAlone() {}
    }
}
