package dev.synod.spring.fence;

import dev.synod.spring.advice.Leases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application as a process: it reads, says so, waits for a line, writes, commits, and says what came of it. */
final class HolderProcess {

    private HolderProcess() {}

    /** With the database's address and {@code fenced} or {@code unfenced}; its token is 7. */
    public static void main(String[] arguments) {
        new ApplicationContextRunner()
                .withPropertyValues("spring.datasource.url=" + arguments[0], "spring.datasource.username=postgres")
                .withConfiguration(FencedApplicationTest.JDBC)
                .withUserConfiguration(FencedApplicationTest.WithJdbc.class)
                .run(application -> {
                    var ledger = application.getBean(FencedApplicationTest.Ledger.class);
                    try {
                        Leases.with(new FencedApplicationTest.Scripted("ledger", 7, true), () -> {
                            work(ledger, arguments[1]);
                            return 0;
                        });
                        say("committed");
                    } catch (StaleFencingTokenException stale) {
                        say("StaleFencingTokenException: " + stale.getMessage());
                    }
                });
    }

    private static void work(FencedApplicationTest.Ledger ledger, String how) {
        if (how.equals("fenced")) {
            ledger.fenced(7, HolderProcess::waitForALine);
        } else {
            ledger.unfenced(7, HolderProcess::waitForALine);
        }
    }

    static void waitForALine(long read) {
        say("read " + read);
        try {
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void say(String what) {
        System.out.println("HOLDER " + what);
    }
}
