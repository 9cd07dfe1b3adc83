package dev.synod.spring.boot;

import dev.synod.client.Connection;
import dev.synod.client.Elections;
import dev.synod.client.Events;
import dev.synod.client.Locks;
import dev.synod.client.MachineTimers;
import dev.synod.client.Runs;
import dev.synod.client.SessionElections;
import dev.synod.client.SessionEvents;
import dev.synod.client.SessionKeeper;
import dev.synod.client.SessionLocks;
import dev.synod.client.SessionRuns;
import dev.synod.client.SessionSettings;
import dev.synod.client.SynodClient;
import dev.synod.client.SynodException;
import dev.synod.client.Timers;
import dev.synod.client.rest.RestSettings;
import dev.synod.client.rest.RestSynodClient;
import dev.synod.spring.advice.Advice;
import dev.synod.spring.boot.SynodProperties.Mode;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client and what lives in its session; an application may put a bean of its own in the place of each. */
@Configuration(proxyBeanMethods = false)
class SynodClientConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ClientThreads synodClientThreads() {
        return ClientThreads.daemons();
    }

    @Bean
    @ConditionalOnMissingBean(Timers.class)
    MachineTimers synodTimers() {
        return new MachineTimers();
    }

    @Bean
    @ConditionalOnMissingBean
    SynodClient synodClient(
            SynodProperties settings, SynodConnectionDetails details, DefaultListableBeanFactory beans) {
        if (settings.mode() == Mode.EMBEDDED) {
            var loader = beans.getBeanClassLoader();
            return EmbeddedEngine.connect(loader == null ? EmbeddedEngine.class.getClassLoader() : loader, beans);
        }
        return new RestSynodClient(RestSettings.of(details.endpoints()));
    }

    @Bean
    @ConditionalOnMissingBean(Connection.class)
    SessionKeeper synodSession(
            SynodClient client, Timers timers, ClientThreads threads, ApplicationContext context) {
        var settings = context.getBean(SynodProperties.class);
        var process = ProcessName.of(settings, context.getEnvironment());
        var keeper = new SessionKeeper(
                client,
                timers,
                threads.executor(),
                SessionSettings.of(process, settings.ttl()).starting(settings.start(), settings.startTimeout()));
        keeper.onChange(state -> context.publishEvent(new SessionStateEvent(state)));
        return keeper;
    }

    @Bean
    @ConditionalOnBean(SessionKeeper.class)
    SessionLifecycle synodSessionLifecycle(
            Advice advice, SynodProperties settings, SessionKeeper keeper, ApplicationContext context) {
        Supplier<List<URI>> endpoints = () -> context.getBean(SynodConnectionDetails.class).endpoints();
        var absence = new Absence(keeper, context.getBean(Timers.class), endpoints);
        return new SessionLifecycle(advice, settings.drainTimeout(), new SessionLifecycle.Opening() {
            @Override
            public void open() {
                absence.begin();
                try {
                    keeper.start();
                } catch (SynodException.Unavailable none) {
                    throw new NoCoordinatorException(
                            endpoints.get(), settings.startTimeout(), keeper.lastFailure(), none);
                }
            }

            @Override
            public void close() {
                keeper.close();
            }
        });
    }

    @Bean
    @ConditionalOnMissingBean(Locks.class)
    @ConditionalOnBean(SessionKeeper.class)
    SessionLocks synodLocks(SynodClient client, SessionKeeper keeper, Timers timers, ClientThreads threads) {
        return new SessionLocks(client, keeper, timers, threads.executor());
    }

    @Bean
    @ConditionalOnMissingBean(Elections.class)
    @ConditionalOnBean(SessionKeeper.class)
    SessionElections synodElections(
            SynodClient client, SessionKeeper keeper, ClientThreads threads, ApplicationContext context) {
        var value = ProcessName.of(context.getBean(SynodProperties.class), context.getEnvironment());
        var served = new SessionElections.ServedBy(threads.executor(), value);
        return new SessionElections(client, keeper, context.getBean(Timers.class), served);
    }

    @Bean
    @ConditionalOnMissingBean(Runs.class)
    @ConditionalOnBean(SessionKeeper.class)
    SessionRuns synodRuns(SynodClient client, SessionKeeper keeper, Timers timers, ClientThreads threads) {
        return new SessionRuns(client, keeper, timers, threads.executor());
    }

    @Bean
    @ConditionalOnMissingBean(Events.class)
    @ConditionalOnBean(SessionKeeper.class)
    SessionEvents synodEvents(SynodClient client, SessionKeeper keeper, Timers timers) {
        return new SessionEvents(client, keeper, timers);
    }
}
