package dev.synod.server.cli.process;

import java.io.IOException;

/**
 * The process that started this one and must not be outlived by it.
 *
 * <p>The parent holds the other end of this process's standard input. However it ends, killed included, the kernel
 * closes that end; nothing else is as dependable: hooks do not run on SIGKILL, and a process id may be used again.
 */
public final class Parent {

    /** Set by the parent: end when standard input ends. No setting of a node, which are under {@code synod}. */
    public static final String WATCH = "dev.synod.end-with-standard-input";

    private Parent() {}

    /** Begins to watch where the parent asked for it by the system property {@link #WATCH}. */
    public static void watchIfAsked() {
        if (Boolean.getBoolean(WATCH)) {
            Thread.ofPlatform().name("synod-parent").daemon().start(Parent::watch);
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // What the parent says does not matter, only that it is there.
            }
        } catch (IOException gone) {
            // As good as an end.
        }
        Thread.ofPlatform().daemon().start(() -> System.exit(0));
        endAtLast();
    }

    /** A clean end gets its time; a parent that was killed cannot insist any more. */
    private static void endAtLast() {
        try {
            Thread.sleep(10_000);
        } catch (InterruptedException now) {
            // Then at once.
        }
        Runtime.getRuntime().halt(1);
    }
}
