package dev.synod.server.transport;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What reaches the log of the libraries at info and above. */
final class LibraryLog extends Handler {

    private final Logger root = Logger.getLogger("");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    LibraryLog() {
        root.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getLoggerName() + " " + line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    List<String> end() {
        root.removeHandler(this);
        return List.copyOf(lines);
    }
}
