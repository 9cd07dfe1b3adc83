package dev.synod.spring.bridge;

import dev.synod.client.Locks;
import dev.synod.client.Timers;
import dev.synod.spring.boot.ClientThreads;
import dev.synod.spring.boot.SynodAutoConfiguration;
import dev.synod.spring.boot.SynodProperties;
import net.javacrumbs.shedlock.core.LockProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.support.locks.LockRegistry;

/** Synod's locks in others' shapes, each where its library is there and the application has none of its own. */
@AutoConfiguration(after = SynodAutoConfiguration.class)
@ConditionalOnBean({Locks.class, Timers.class, ClientThreads.class})
@EnableConfigurationProperties(SynodBridgeProperties.class)
public final class SynodBridgeAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ThreadLocks synodThreadLocks(Locks locks, Timers timers, ClientThreads threads) {
        return new ThreadLocks(locks, timers, threads.executor());
    }

    @Bean
    BridgeLifecycle synodBridgeLifecycle(ObjectProvider<Holding> holders, SynodProperties settings) {
        return new BridgeLifecycle(() -> holders.stream().toList(), settings.drainTimeout());
    }

    /** With Spring Integration. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LockRegistry.class)
    static class Integration {

        @Bean
        @ConditionalOnMissingBean(LockRegistry.class)
        SynodLockRegistry synodLockRegistry(ThreadLocks threads, SynodBridgeProperties settings) {
            return new SynodLockRegistry(threads, settings.lockRegistryPrefix());
        }
    }

    /** With ShedLock. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LockProvider.class)
    static class ShedLock {

        @Bean
        @ConditionalOnMissingBean(LockProvider.class)
        SynodLockProvider synodLockProvider(
                Locks locks, Timers timers, ClientThreads threads, SynodBridgeProperties settings) {
            return new SynodLockProvider(locks, timers, threads.executor(), settings.shedLockPrefix());
        }
    }
}
