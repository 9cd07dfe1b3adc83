package dev.synod.sample;

import java.io.IOException;

/** The end of this process with its standard input, where the process that started it asks for that. */
final class ParentWatch {

    private ParentWatch() {}

    static void startIfAsked() {
        if (Boolean.getBoolean("dev.synod.end-with-standard-input")) {
            var watch = new Thread(ParentWatch::watch, "parent");
            watch.setDaemon(true);
            watch.start();
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
        System.exit(0);
    }
}
