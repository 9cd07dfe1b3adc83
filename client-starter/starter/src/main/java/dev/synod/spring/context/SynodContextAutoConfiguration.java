package dev.synod.spring.context;

import dev.synod.client.Events;
import dev.synod.spring.boot.SynodAutoConfiguration;
import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.client.WebClient;

/** The applications of one cluster tell each other what they know. */
@AutoConfiguration(after = SynodAutoConfiguration.class)
@ConditionalOnBean(Events.class)
@ConditionalOnBooleanProperty(name = "synod.client.context.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SynodContextProperties.class)
public final class SynodContextAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ContextHeader synodContextHeader(SynodContextProperties settings) {
        return new ContextHeader(settings.longest(), settings.hosts());
    }

    @Bean
    RestClientCustomizer synodRestClientCustomizer(ContextHeader header) {
        return client -> client.requestInterceptor(new ContextInterceptor(header));
    }

    @Bean
    RestTemplateCustomizer synodRestTemplateCustomizer(ContextHeader header) {
        return client -> client.getInterceptors().add(new ContextInterceptor(header));
    }

    /** Requests of servlets. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(Filter.class)
    static class OfServlets {

        /** Early: what other filters publish belongs to the request too. */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE + 10)
        @ConditionalOnMissingBean
        ContextFilter synodContextFilter(ContextHeader header) {
            return new ContextFilter(header);
        }
    }

    /** Requests by WebClient. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({WebClient.class, WebClientCustomizer.class})
    static class OfWebClient {

        @Bean
        WebClientCustomizer synodWebClientCustomizer(ContextHeader header) {
            return client -> client.filter(new ContextExchangeFilter(header));
        }
    }
}
