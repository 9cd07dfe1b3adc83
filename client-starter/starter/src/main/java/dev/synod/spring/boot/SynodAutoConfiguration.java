package dev.synod.spring.boot;

import dev.synod.client.Elections;
import dev.synod.client.Events;
import dev.synod.client.Locks;
import dev.synod.client.Runs;
import dev.synod.client.Timers;
import dev.synod.spring.advice.Advice;
import dev.synod.spring.advice.AnnotatedBeans;
import dev.synod.spring.advice.TakeOvers;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.util.function.SingletonSupplier;

/** What an application has of Synod by itself: annotations that work, and when they begin and end to. */
@AutoConfiguration(afterName = "org.springframework.boot.autoconfigure.aop.AopAutoConfiguration")
@EnableConfigurationProperties(SynodProperties.class)
public final class SynodAutoConfiguration {

    /** A bean of this name tells in place of the machine's clock what o'clock it is, and so which firing is due. */
    public static final String CLOCK = "synodClock";

    /** Where Synod takes part. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSynod.class)
    @Import({SynodClientConfiguration.class, SynodActuatorConfiguration.class})
    static class Present {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static Advice synodAdvice(ConfigurableListableBeanFactory beans) {
            var ports = new Advice.Ports(
                    beans.getBeanProvider(Elections.class)::getObject,
                    beans.getBeanProvider(Locks.class)::getObject,
                    beans.getBeanProvider(Runs.class)::getObject,
                    beans.getBeanProvider(Events.class)::getObject,
                    clock(beans));
            return new Advice(ports, text -> String.valueOf(beans.resolveEmbeddedValue(text)));
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor synodLeaderOnlyAdvisor(Advice advice) {
            return advice.leaderOnly();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor synodOncePerClusterAdvisor(Advice advice) {
            return advice.oncePerCluster();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor synodDistributedLockAdvisor(Advice advice) {
            return advice.distributedLock();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor synodCausalEventAdvisor(Advice advice) {
            return advice.causalEvent();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static AnnotatedBeans synodAnnotatedBeans(Advice advice, ConfigurableListableBeanFactory beans) {
            return new AnnotatedBeans(advice, () -> beans);
        }

        @Bean
        LeadershipLifecycle synodLeadershipLifecycle(
                Advice advice, TakeOvers takeOvers, SynodProperties settings) {
            return new LeadershipLifecycle(advice.standings(), takeOvers, settings.drainTimeout());
        }

        @Bean
        TakeOvers synodTakeOvers(
                Advice advice, ObjectProvider<Events> events, ConfigurableListableBeanFactory beans) {
            var threads = beans.getBean(ClientThreads.class);
            var rhythm = new TakeOvers.Rhythm(clock(beans), beans.getBean(Timers.class), threads.executor());
            return new TakeOvers(advice, events::getObject, rhythm);
        }

        /** By the machine's clock, or by a test's; asked for when it is first looked at. */
        private static Clock clock(ConfigurableListableBeanFactory beans) {
            var clock = SingletonSupplier.of(
                    () -> beans.containsBean(CLOCK) ? beans.getBean(CLOCK, Clock.class) : Clock.systemUTC());
            InstantSource told = () -> clock.obtain().instant();
            return told.withZone(ZoneOffset.UTC);
        }

        @Bean
        @ConditionalOnMissingBean
        SynodConnectionDetails synodConnectionDetails(SynodProperties settings) {
            return settings::endpoints;
        }
    }

    /** Where it does not: said once, lest somebody wonders who leads. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSynod.Absent.class)
    static class Absent {

        Absent() {
            LoggerFactory.getLogger(SynodAutoConfiguration.class)
                    .info("synod.client is switched off: annotated methods run in every process, whoever leads");
        }
    }
}
