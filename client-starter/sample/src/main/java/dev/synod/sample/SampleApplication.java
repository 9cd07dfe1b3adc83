package dev.synod.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A shop with several instances: takes orders, pays its sellers out, reminds, and one of them reports. */
@SpringBootApplication
@EnableScheduling
public class SampleApplication {

    /** Runs the application; {@code database PORT} instead runs a database that several of it share. */
    public static void main(String[] arguments) throws Exception {
        ParentWatch.startIfAsked();
        if (arguments.length == 2 && arguments[0].equals("database")) {
            SharedDatabase.run(arguments[1]);
        } else {
            SpringApplication.run(SampleApplication.class, arguments);
        }
    }
}
