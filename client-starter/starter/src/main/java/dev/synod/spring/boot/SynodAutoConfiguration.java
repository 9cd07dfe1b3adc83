package dev.synod.spring.boot;

import dev.synod.client.Elections;
import dev.synod.client.Events;
import dev.synod.client.Locks;
import dev.synod.client.Runs;
import dev.synod.spring.advice.Advice;
import dev.synod.spring.advice.AnnotatedBeans;
import dev.synod.spring.advice.TakeOvers;
import java.time.Clock;
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

/** What an application has of Synod by itself: annotations that work, and when they begin and end to. */
@AutoConfiguration(afterName = "org.springframework.boot.autoconfigure.aop.AopAutoConfiguration")
@EnableConfigurationProperties(SynodProperties.class)
public final class SynodAutoConfiguration {

    /** Where Synod takes part. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnSynod.class)
    @Import({SynodClientConfiguration.class, SynodActuatorConfiguration.class})
    static class Present {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static Advice synodAdvice(
                ObjectProvider<Elections> elections,
                ObjectProvider<Locks> locks,
                ObjectProvider<Runs> runs,
                ConfigurableListableBeanFactory beans) {
            var ports = new Advice.Ports(elections::getObject, locks::getObject, runs::getObject, Clock.systemUTC());
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
        static AnnotatedBeans synodAnnotatedBeans(Advice advice, ConfigurableListableBeanFactory beans) {
            return new AnnotatedBeans(advice, () -> beans);
        }

        @Bean
        LeadershipLifecycle synodLeadershipLifecycle(
                Advice advice, TakeOvers takeOvers, SynodProperties settings) {
            return new LeadershipLifecycle(advice.standings(), takeOvers, settings.drainTimeout());
        }

        @Bean
        TakeOvers synodTakeOvers(Advice advice, ObjectProvider<Events> events) {
            return new TakeOvers(advice, events::getObject, Clock.systemUTC());
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
