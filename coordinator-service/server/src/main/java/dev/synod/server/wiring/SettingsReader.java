package dev.synod.server.wiring;

import java.net.InetAddress;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns the settings into the {@link Plan} bean before anything else of the instance exists: a wrong one costs no
 * start.
 */
final class SettingsReader implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String OPERATIONS_PORT = "management.server.port";
    private static final String OPERATIONS_ADDRESS = "management.server.address";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        var plan = read(environment, HostName.ofThisMachine());
        moveOperationsAside(environment);
        context.getBeanFactory().registerSingleton("plan", plan);
    }

    static Plan read(ConfigurableEnvironment environment, String hostName) {
        new KnownSettings().refuseUnknown(environment);
        var binder = Binder.get(environment);
        // Spring reads these at many places, and some of them name neither the setting nor its value when they fail.
        binder.bind("server.port", Integer.class);
        binder.bind("server.address", InetAddress.class);
        binder.bind(OPERATIONS_PORT, Integer.class);
        var properties = binder.bindOrCreate("synod", SynodProperties.class);
        return Plan.of(properties, hostName);
    }

    /** What listens beyond loopback shows clients the API only; health and metrics are for the operator's network. */
    private static void moveOperationsAside(ConfigurableEnvironment environment) {
        var address = environment.getProperty("server.address", Loopback.ADDRESS);
        if (!Loopback.is(address) && !environment.containsProperty(OPERATIONS_PORT)) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "operations", Map.of(OPERATIONS_PORT, "7173", OPERATIONS_ADDRESS, address)));
        }
    }
}
