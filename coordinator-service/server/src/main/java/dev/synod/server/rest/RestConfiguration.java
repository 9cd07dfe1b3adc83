package dev.synod.server.rest;

import dev.synod.node.Coordinator;
import dev.synod.server.rest.Leaderships.Streams;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.cluster.ClusterDoor;
import dev.synod.server.rest.event.EventDoor;
import dev.synod.server.rest.cluster.ClusterFacts;
import dev.synod.server.rest.page.PageConfiguration;
import dev.synod.server.rest.reply.Replies;
import dev.synod.server.rest.reply.ReplyWriter;
import dev.synod.server.rest.request.BodyLimit;
import dev.synod.server.rest.request.ErrorPage;
import dev.synod.server.rest.request.KnownParameters;
import dev.synod.server.rest.request.NotBefore;
import dev.synod.server.rest.request.ProblemValve;
import dev.synod.server.rest.request.Refusals;
import dev.synod.server.rest.waiting.ConnectionValve;
import dev.synod.server.rest.waiting.Waits;
import dev.synod.server.rest.waiting.WatchedProtocol;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST API as Spring beans. It needs a {@link Coordinator} and {@link ClusterFacts} from elsewhere.
 *
 * <p>Its settings of Spring MVC and Tomcat are in {@code rest.properties} beside it, below all others in precedence.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:/dev/synod/server/rest/rest.properties")
@Import({
    NodeRequests.class,
    Acquisition.class,
    Holds.class,
    SessionController.class,
    HoldController.class,
    LockController.class,
    ElectionController.class,
    ManyHoldController.class,
    RunController.class,
    WaitController.class,
    ClusterDoor.class,
    EventDoor.class,
    Refusals.class,
    ErrorPage.class,
    PageConfiguration.class
})
public class RestConfiguration {

    static {
        // It looks for @RestController, whose replies Spring would write before the writer here is asked.
        SpringDocUtils.getConfig()
                .addRestControllers(
                        SessionController.class,
                        HoldController.class,
                        LockController.class,
                        ElectionController.class,
                        ManyHoldController.class,
                        RunController.class,
                        WaitController.class)
                .addRestControllers(ClusterDoor.endpoints())
                .addRestControllers(EventDoor.endpoints());
    }

    private static final int MOST_STREAMS = 1_000;

    @Bean
    JsonMapperBuilderCustomizer jsonRules() {
        return new JsonRules();
    }

    @Bean
    Replies replies(Coordinator coordinator) {
        return new Replies(coordinator);
    }

    @Bean
    ReplyWriter replyWriter(JsonMapper mapper) {
        return new ReplyWriter(mapper);
    }

    @Bean
    Waits waits() {
        return new Waits();
    }

    @Bean
    Leaderships leaderships(NodeRequests node, Waits waits, JsonMapper mapper) {
        return new Leaderships(node, waits, mapper, Streams.of(MOST_STREAMS, Streams.COMMENT_EVERY));
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(JsonMapper mapper) {
        var registration = new FilterRegistrationBean<>(new BodyLimit(mapper));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    WebMvcConfigurer restRules(Coordinator coordinator, Replies replies, ReplyWriter writer) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new KnownParameters()).addPathPatterns("/v1/**");
                registry.addInterceptor(new NotBefore(coordinator, replies, writer)).addPathPatterns("/v1/**");
            }

            @Override
            public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
                handlers.add(writer);
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> restTomcat(JsonMapper mapper) {
        return tomcat -> {
            tomcat.setProtocol(WatchedProtocol.class.getName());
            tomcat.addEngineValves(new ConnectionValve());
            tomcat.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemValve(mapper)));
        };
    }
}
