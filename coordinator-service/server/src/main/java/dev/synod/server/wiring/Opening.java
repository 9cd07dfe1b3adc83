package dev.synod.server.wiring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;

/** The line that an instance logs when its doors are open. */
final class Opening implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final Plan plan;

    Opening(Plan plan) {
        this.plan = plan;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        var server = ((WebServerApplicationContext) event.getApplicationContext()).getWebServer();
        var address = event.getApplicationContext().getEnvironment().getProperty("server.address", Loopback.ADDRESS);
        LOG.info(
                "node={} cluster={} api=http://{}:{} peers={} data={}",
                plan.self(),
                plan.clusterId(),
                address,
                server == null ? "none" : server.getPort(),
                plan.peers().map(Object::toString).orElse("none"),
                memory());
    }

    private String memory() {
        return switch (plan.role()) {
            case OBSERVER -> "none";
            case VOTER -> plan.database().map(Object::toString).orElseGet(() -> plan.directory().toString());
        };
    }
}
