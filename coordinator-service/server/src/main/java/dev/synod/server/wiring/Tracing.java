package dev.synod.server.wiring;

import dev.synod.node.Settings;
import dev.synod.paxos.Action;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Witness;
import dev.synod.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes what this node does to a file, for the specification's checker: each line is with the operating system before
 * what it tells of can be seen by others, so that SIGKILL loses none.
 */
final class Tracing implements Witness, AutoCloseable {

    private final Writer file;
    private final Trace trace;

    private Tracing(Writer file, NodeId self) {
        this.file = file;
        trace = new Trace(self, System::nanoTime, this::write);
    }

    /** In {@code directory}, behind what earlier lives of the node have written there. */
    static Tracing in(Path directory, Settings settings) {
        try {
            Files.createDirectories(directory);
            var path = directory.resolve("node-" + settings.self() + ".ndjson");
            boolean isNew = Files.notExists(path);
            var tracing = new Tracing(
                    Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    settings.self());
            if (isNew) {
                tracing.write(Trace.begin(
                        settings.limits().inFlight(), settings.members().keySet()));
            }
            return tracing;
        } catch (IOException unusable) {
            throw new WrongSetting("synod.trace.directory=" + directory + " cannot be written (" + unusable
                    + "): set it to another directory, or leave it out");
        }
    }

    @Override
    public void saw(Action action) {
        trace.saw(action);
    }

    @Override
    public void durable() {
        trace.durable();
    }

    private void write(String line) {
        try {
            file.write(line + "\n");
            file.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException("the trace cannot be written", failed);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
