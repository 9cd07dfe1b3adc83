package dev.synod.spring.listen;

import dev.synod.client.Elections;
import dev.synod.client.Events;
import dev.synod.client.SynodClient;
import dev.synod.client.Timers;
import dev.synod.spring.boot.SynodAutoConfiguration;
import dev.synod.spring.boot.SynodProperties;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Methods that listen, and where their cursors are. */
@AutoConfiguration(
        after = SynodAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@ConditionalOnBean({Elections.class, Events.class, SynodClient.class, Timers.class})
@EnableConfigurationProperties(SynodListenerProperties.class)
public final class SynodListenerAutoConfiguration {

    @Bean
    static ListenerBeans synodListenerBeans(ConfigurableListableBeanFactory beans) {
        return new ListenerBeans(beans);
    }

    @Bean
    ListenerLifecycle synodListenerLifecycle(
            ListenerBeans listeners, SynodProperties settings, ConfigurableListableBeanFactory beans) {
        Supplier<List<Listening>> listening = () -> {
            if (listeners.all().isEmpty()) {
                return List.of();
            }
            var with = surroundings(beans);
            return listeners.all().stream().map(listener -> new Listening(listener, with)).toList();
        };
        return new ListenerLifecycle(listening, settings.drainTimeout());
    }

    private static Surroundings surroundings(ConfigurableListableBeanFactory beans) {
        return new Surroundings(
                beans.getBean(Elections.class),
                beans.getBean(Events.class),
                beans.getBean(Timers.class),
                beans.getBean(CausalCursor.class),
                beans.getBean(SynodListenerProperties.class).retries());
    }

    @Bean
    @ConditionalOnMissingBean(CausalCursor.class)
    @ConditionalOnProperty(
            name = "synod.client.listener.cursor", havingValue = "cluster", matchIfMissing = true)
    ClusterCursor synodClusterCursor(SynodClient client) {
        return new ClusterCursor(client);
    }

    /** In the application's database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JdbcTemplate.class, DataSourceScriptDatabaseInitializer.class})
    @ConditionalOnSingleCandidate(DataSource.class)
    @ConditionalOnBean(PlatformTransactionManager.class)
    @ConditionalOnProperty(name = "synod.client.listener.cursor", havingValue = "database")
    @EnableConfigurationProperties(SynodCursorProperties.class)
    static class Database {

        @Bean
        @ConditionalOnMissingBean(CausalCursor.class)
        JdbcCursor synodJdbcCursor(DataSource dataSource, PlatformTransactionManager transactions) {
            return new JdbcCursor(dataSource, transactions);
        }

        @Bean
        @ConditionalOnMissingBean
        CursorTableInitializer synodCursorTableInitializer(
                DataSource dataSource, SynodCursorProperties properties) {
            return new CursorTableInitializer(dataSource, properties.initialize());
        }
    }
}
