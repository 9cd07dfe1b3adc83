package dev.synod.server;

import dev.synod.server.cli.Cli;
import dev.synod.server.wiring.Restoration;
import dev.synod.server.wiring.Run;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The coordinator's process. */
@SpringBootApplication(proxyBeanMethods = false)
public class SynodServer {

    public static void main(String[] args) {
        Cli.run(args, settings -> Run.server(SynodServer.class, List.of(settings)), new Restoration());
    }
}
