package dev.synod.test;

import dev.synod.client.SynodClient;
import dev.synod.client.Timers;
import dev.synod.spring.boot.ClientThreads;
import dev.synod.spring.boot.SynodAutoConfiguration;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** What an application has of its test's cluster, in the place of what the starter would have put there. */
@Configuration(proxyBeanMethods = false)
class SynodTestConfiguration {

    @Bean
    SynodControl synodControl(Environment environment) {
        var ttl = Binder.get(environment).bind("synod.client.ttl", Duration.class);
        return SynodControl.begin(ttl.orElse(SynodControl.TTL));
    }

    @Bean
    SynodClient synodTestClient(SynodControl control) {
        return control.client();
    }

    @Bean
    Timers synodTestTimers(SynodControl control) {
        return control.timers();
    }

    @Bean
    ClientThreads synodTestThreads(SynodControl control) {
        return ClientThreads.of(control.executor());
    }

    /** No candidate for who asks for a clock: an application's own stays the only one. */
    @Bean(name = SynodAutoConfiguration.CLOCK, defaultCandidate = false)
    Clock synodClock(SynodControl control) {
        return control.clock();
    }

    /** For annotated methods alone, whatever scheduler they name: who injects a scheduler has the application's. */
    @Bean
    SchedulingConfigurer synodScheduling(SynodControl control) {
        return registrar -> registrar.setTaskScheduler(new VirtualScheduler(control.timers(), control.clock()));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static BeanPostProcessor synodDatabaseFaults(ObjectProvider<SynodControl> control) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource real ? control.getObject().faults().before(real) : bean;
            }
        };
    }
}
