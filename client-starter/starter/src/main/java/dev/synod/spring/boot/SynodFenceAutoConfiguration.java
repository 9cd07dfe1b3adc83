package dev.synod.spring.boot;

import dev.synod.spring.Fenced;
import dev.synod.spring.fence.FenceFilter;
import dev.synod.spring.fence.FenceGuard;
import dev.synod.spring.fence.FenceTableInitializer;
import dev.synod.spring.fence.FencedInterceptor;
import jakarta.servlet.Filter;
import javax.sql.DataSource;
import org.aopalliance.aop.Advice;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.ConnectionHolder;

/** Fencing in the application's database, where it has one. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@ConditionalOnClass({ConnectionHolder.class, DataSourceScriptDatabaseInitializer.class})
@ConditionalOnBean(DataSource.class)
@Conditional(OnSynod.class)
@EnableConfigurationProperties(SynodFenceProperties.class)
public final class SynodFenceAutoConfiguration {

    /** Inside the lock and the lead, which stand at 1,000 before the last; outside of the transaction. */
    static final int OUTSIDE = Ordered.LOWEST_PRECEDENCE - 500;

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor synodFenceOutsideAdvisor(
            ObjectProvider<FenceGuard> guard, ConfigurableBeanFactory placeholders) {
        return advisor(FencedInterceptor.outside(guard::getObject, placeholders::resolveEmbeddedValue), OUTSIDE);
    }

    /** As late as the transaction's own advisor, and defined after it, so inside of it. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor synodFenceInsideAdvisor(
            ObjectProvider<FenceGuard> guard, ConfigurableBeanFactory placeholders) {
        return advisor(
                FencedInterceptor.inside(guard::getObject, placeholders::resolveEmbeddedValue),
                Ordered.LOWEST_PRECEDENCE);
    }

    private static DefaultPointcutAdvisor advisor(Advice advice, int order) {
        var advisor = new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(null, Fenced.class, true), advice);
        advisor.setOrder(order);
        return advisor;
    }

    @Bean
    @ConditionalOnSingleCandidate(DataSource.class)
    @ConditionalOnMissingBean
    FenceGuard synodFenceGuard(DataSource dataSource) {
        return new FenceGuard(dataSource);
    }

    @Bean
    @ConditionalOnSingleCandidate(DataSource.class)
    @ConditionalOnMissingBean
    FenceTableInitializer synodFenceTableInitializer(DataSource dataSource, SynodFenceProperties properties) {
        return new FenceTableInitializer(dataSource, properties.initialize());
    }

    /** Where requests bring fencing tokens along. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(Filter.class)
    @ConditionalOnBooleanProperty("synod.client.fence.filter")
    static class OfRequests {

        @Bean
        @ConditionalOnMissingBean
        FenceFilter synodFenceFilter(ObjectProvider<FenceGuard> guard) {
            return new FenceFilter(guard::getObject);
        }
    }
}
