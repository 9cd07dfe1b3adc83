package dev.synod.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The coordinator's process. */
@SpringBootApplication
public class SynodServer {

    public static void main(String[] args) {
        SpringApplication.run(SynodServer.class, args);
    }
}
