package dev.synod.spring.boot;

import dev.synod.client.Connection;
import dev.synod.spring.advice.Advice;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the actuator shows of Synod, where it is there. */
@Configuration(proxyBeanMethods = false)
class SynodActuatorConfiguration {

    /** Where health is asked for. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
    static class OfHealth {

        @Bean
        @ConditionalOnBean(Connection.class)
        @ConditionalOnEnabledHealthIndicator("synod")
        @ConditionalOnMissingBean
        SynodHealth synodHealthIndicator(Connection session) {
            return new SynodHealth(session);
        }
    }

    /** Where there are endpoints. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    static class OfEndpoints {

        @Bean
        @ConditionalOnBean(Connection.class)
        @ConditionalOnAvailableEndpoint(endpoint = SynodEndpoint.class)
        @ConditionalOnMissingBean
        SynodEndpoint synodEndpoint(Connection session, Advice advice) {
            return new SynodEndpoint(session, advice);
        }
    }
}
