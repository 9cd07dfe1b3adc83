package dev.synod.server.wiring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The end of the process, whoever asks for it: SIGTERM, Ctrl-C, or the node itself.
 *
 * <p>It closes the instance in order, within a bound, and then halts. A JVM that a signal ends reports 128 plus the
 * signal's number, which an operator's tools take for a failure; an instance that left in order reports 0.
 */
final class Departure {

    /** Handing over, draining and closing are bounded too, and together stay below. */
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicReference<Exit> reason = new AtomicReference<>(Exit.WISHED);
    private final AtomicReference<ConfigurableApplicationContext> instance = new AtomicReference<>();

    /** From now on the process ends this way. */
    void takeCharge() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "synod-departure"));
    }

    /** What to close; without it there is nothing to close yet. */
    void of(ConfigurableApplicationContext context) {
        instance.set(context);
    }

    /** Whether the process is ending: what fails then fails because of it, and is no news. */
    boolean underWay() {
        return underWay.get();
    }

    /** Ends the process. Never returns. */
    void because(Exit exit) {
        reason.set(exit);
        System.exit(exit.status());
    }

    private void leave() {
        underWay.set(true);
        var closed = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("synod-closing").start(() -> {
            try {
                close();
            } finally {
                closed.countDown();
            }
        });
        try {
            if (!closed.await(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println(
                        "synod: not closed in order within " + BOUND.toSeconds() + " s, leaving nevertheless");
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; were it so, leaving at once is what was asked for.
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(reason.get().status());
    }

    private void close() {
        var context = instance.get();
        if (context != null) {
            context.close();
        }
    }
}
