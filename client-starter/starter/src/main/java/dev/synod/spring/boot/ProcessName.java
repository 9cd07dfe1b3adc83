package dev.synod.spring.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/** What this process calls itself, where its settings say nothing: the application, and the host that it runs on. */
final class ProcessName {

    private static final int LONGEST = 200;

    private ProcessName() {}

    static String of(SynodProperties settings, Environment environment) {
        var said = settings.process();
        if (said != null) {
            return said;
        }
        var name = environment.getProperty("spring.application.name", "application") + "-" + host();
        // What a host or an application may be called and a process may not.
        var allowed = name.replaceAll("[^A-Za-z0-9._:-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return allowed.substring(0, Math.min(LONGEST, allowed.length()));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
