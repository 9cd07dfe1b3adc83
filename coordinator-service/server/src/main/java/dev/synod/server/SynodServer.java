package dev.synod.server;

import dev.synod.server.cli.Cli;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The coordinator's process. */
@SpringBootApplication
public class SynodServer {

    public static void main(String[] args) {
        Cli.run(args, SynodServer::serve);
    }

    /** Starts a node with settings of the form {@code --property=value}. */
    static void serve(String[] args) {
        SpringApplication.run(SynodServer.class, args);
    }
}
