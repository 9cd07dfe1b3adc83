package dev.synod.spring.fence;

import dev.synod.spring.DistributedLock;
import dev.synod.spring.Fenced;
import dev.synod.spring.boot.SynodAutoConfiguration;
import dev.synod.spring.boot.SynodFenceAutoConfiguration;
import java.util.function.LongConsumer;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** What the holders of one lock work on, each in an application of its own. */
class LockedLedger {

    private final JdbcTemplate jdbc;

    LockedLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** As a team would write it. */
    @DistributedLock(name = "ledger", waitAtMost = "30s")
    @Fenced
    @Transactional
    public void fenced(long amount, LongConsumer between) {
        set(amount, between);
    }

    /** As a team would write it that trusts its lock. */
    @DistributedLock(name = "ledger", waitAtMost = "30s")
    @Transactional
    public void unfenced(long amount, LongConsumer between) {
        set(amount, between);
    }

    private void set(long amount, LongConsumer between) {
        between.accept(jdbc.queryForList("select amount from ledger", Long.class).get(0));
        jdbc.update("update ledger set amount = ?", amount);
    }

    static ConfigurableApplicationContext start(String database, String coordinator) {
        return new SpringApplicationBuilder(Application.class)
                .properties(
                        "spring.datasource.url=" + database,
                        "spring.datasource.username=postgres",
                        "synod.client.endpoints=" + coordinator,
                        "synod.client.start=required",
                        "synod.client.ttl=3s",
                        "synod.client.fence.initialize=always")
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        AopAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        SynodFenceAutoConfiguration.class,
        SynodAutoConfiguration.class
    })
    static class Application {

        @Bean
        LockedLedger ledger(JdbcTemplate jdbc) {
            return new LockedLedger(jdbc);
        }
    }
}
