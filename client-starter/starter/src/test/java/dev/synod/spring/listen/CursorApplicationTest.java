package dev.synod.spring.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.spring.boot.SynodAutoConfiguration;
import dev.synod.spring.listen.CausalCursor.Reader;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;

/** Where is the cursor of an application with a database? */
class CursorApplicationTest {

    private static final String DATABASE = "synod.client.listener.cursor=database";
    private static final Reader READER = new Reader("orders", "ledger", 7);

    private final ApplicationContextRunner plain = new ApplicationContextRunner()
            .withPropertyValues("synod.client.start=lazy", "synod.client.endpoints=http://localhost:1")
            .withPropertyValues("spring.datasource.generate-unique-name=true")
            .withConfiguration(AutoConfigurations.of(
                    SynodListenerAutoConfiguration.class,
                    SynodAutoConfiguration.class,
                    AopAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class));

    private final ApplicationContextRunner hibernate = plain
            .withPropertyValues("spring.jpa.hibernate.ddl-auto=create")
            .withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
            .withUserConfiguration(WithHibernate.class);

    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = Line.class)
    static class WithHibernate {}

    /** What the work writes. */
    @Entity(name = "line")
    static class Line {

        @Id
        private long sequence;

        Line() {}

        Line(long sequence) {
            this.sequence = sequence;
        }

        long sequence() {
            return sequence;
        }
    }

    @Test
    void itIsTheClustersWhereNothingElseIsSaid() {
        plain.run(context -> assertThat(context)
                .hasSingleBean(CausalCursor.class)
                .hasSingleBean(ClusterCursor.class)
                .doesNotHaveBean(CursorTableInitializer.class));
    }

    @Test
    void anApplicationsOwnIsTheOnlyOne() {
        plain.withPropertyValues(DATABASE)
                .withBean("mine", CausalCursor.class, Nowhere::new)
                .run(context -> assertThat(context).getBean(CausalCursor.class).isInstanceOf(Nowhere.class));
    }

    /** An application's own. */
    static class Nowhere implements CausalCursor {

        @Override
        public OptionalLong take(Reader reader) {
            return OptionalLong.empty();
        }

        @Override
        public void begin(Reader reader, long sequence) {}

        @Override
        public void move(Reader reader, long sequence, Runnable work) {
            work.run();
        }
    }

    @Test
    void inTheDatabaseItHasItsTable() {
        plain.withPropertyValues(DATABASE).run(context -> {
            var cursor = context.getBean(CausalCursor.class);
            cursor.begin(READER, 3);
            assertThat(cursor.take(READER)).hasValue(3);
        });
    }

    @Test
    void itsTransactionIsHibernatesWhereThatIs() {
        hibernate.withPropertyValues(DATABASE).run(context -> {
            var cursor = context.getBean(CausalCursor.class);
            var entities = context.getBean(EntityManager.class);
            cursor.begin(READER, 0);
            cursor.move(READER, 1, () -> entities.persist(new Line(1)));

            assertThatThrownBy(() -> cursor.move(READER, 2, () -> entities.persist(new Line(1))))
                    .isInstanceOf(DeliveryException.class);

            assertThat(cursor.take(READER)).hasValue(1);
            assertThat(entities.createQuery("select l from line l", Line.class).getResultList())
                    .extracting(Line::sequence)
                    .containsExactly(1L);
        });
    }

    @Test
    void itIsHandedOverBeforeTheSessionIsClosed() {
        plain.run(context -> assertThat(
                        context.getBean("synodListenerLifecycle", SmartLifecycle.class).getPhase())
                .isGreaterThan(context.getBean("synodSessionLifecycle", SmartLifecycle.class)
                        .getPhase()));
    }
}
