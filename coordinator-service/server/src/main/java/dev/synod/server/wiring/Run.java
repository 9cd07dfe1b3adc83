package dev.synod.server.wiring;

import dev.synod.server.transport.NameCache;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/** One instance, run by this process until the process ends. */
public final class Run {

    private final Departure departure = new Departure();
    private ConfigurableEnvironment environment = new StandardEnvironment();

    private Run() {}

    /**
     * Starts an instance, and returns when it serves. Where it cannot start, ends the process with a sentence.
     *
     * @param doors the application whose doors the instance opens
     * @param settings as {@code --name=value}
     */
    public static void server(Class<?> doors, List<String> settings) {
        new Run().start(doors, settings.toArray(String[]::new));
    }

    private void start(Class<?> doors, String[] settings) {
        NameCache.keepBriefly();
        departure.takeCharge();
        try {
            application(doors).run(settings);
        } catch (RuntimeException | Error failure) {
            refuse(failure);
        }
    }

    private SpringApplication application(Class<?> doors) {
        var application = new SpringApplication(doors, Wiring.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.addInitializers(
                context -> environment = context.getEnvironment(),
                context -> departure.of(context),
                context -> context.getBeanFactory().registerSingleton("departure", departure),
                new SettingsReader());
        return application;
    }

    private void refuse(Throwable failure) {
        if (departure.underWay()) {
            return; // Somebody ended the process while it started: that is no failure to tell of.
        }
        var refusal = new Refusals(environment).of(failure);
        if (refusal.isPresent()) {
            System.err.println("synod: " + refusal.get().sentence());
            departure.because(refusal.get().exit());
        } else {
            System.err.println("synod: the start failed, and no setting is known to mend it:");
            failure.printStackTrace();
            departure.because(Exit.BROKEN);
        }
    }
}
