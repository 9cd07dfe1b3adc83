package dev.synod.server.cli.demo;

import dev.synod.server.cli.http.Instance;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;

/** One instance of the sample application, beside its coordinator. */
final class Shop {

    static final String ELECTION = "reports";

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration ANSWER = Duration.ofSeconds(7);

    private final String name;
    private final Process process;
    private final Instance instance;

    Shop(String name, int port, Process process) {
        this.name = name;
        this.process = process;
        instance = new Instance(URI.create("http://127.0.0.1:" + port));
    }

    String name() {
        return name;
    }

    String url() {
        return instance.url().toString();
    }

    Instance instance() {
        return instance;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** SIGTERM: it hands over what it holds. */
    void leave() {
        process.destroy();
    }

    /** SIGKILL: its session has to run out. */
    void kill() {
        process.destroyForcibly();
    }

    void awaitReady() throws IOException, WalkFailed {
        var deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new WalkFailed(name + " ended with " + process.exitValue());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new WalkFailed(name + " is not ready after " + START.toMinutes() + " minutes");
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    private boolean isReady() throws InterruptedIOException {
        try {
            return instance.get("/actuator/health/readiness", ANSWER).status() == 200;
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether it leads, as it says itself; false where it does not answer. */
    boolean leads() throws InterruptedIOException {
        try {
            for (var stood : instance.get("/actuator/synod", ANSWER).json().path("elections")) {
                if (stood.path("election").asString("").equals(ELECTION)) {
                    return stood.path("fencingToken").asLong(0) > 0;
                }
            }
            return false;
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException unanswered) {
            return false;
        }
    }
}
