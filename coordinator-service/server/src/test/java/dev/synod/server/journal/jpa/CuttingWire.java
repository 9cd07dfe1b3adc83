package dev.synod.server.journal.jpa;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A wire to the database that carries a question, and breaks when the answer is about to come back. */
final class CuttingWire implements AutoCloseable {

    private static final String NEVER = "\0never";

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int port;
    private final AtomicReference<String> question = new AtomicReference<>(NEVER);
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingWire(int port) throws IOException {
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + "/postgres";
    }

    /** The next time that {@code text} is asked, the database hears it, and nobody hears the database. */
    void cutAtTheAnswerTo(String text) {
        question.set(text);
    }

    /** How often it broke. */
    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), port);
                var asked = new AtomicBoolean();
                Thread.ofVirtual().start(() -> carry(client, server, text -> noted(text, asked)));
                Thread.ofVirtual().start(() -> carry(server, client, text -> !asked.get()));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** A question always passes; whether it is the one is remembered. */
    private boolean noted(String text, AtomicBoolean asked) {
        if (text.contains(question.get())) {
            question.set(NEVER);
            asked.set(true);
        }
        return true;
    }

    /** Until either side ends, or until what was read must not pass. */
    private void carry(Socket from, Socket to, Predicate<String> passes) {
        byte[] bytes = new byte[1 << 16];
        try (from;
                to) {
            for (int read = from.getInputStream().read(bytes); read >= 0; read = from.getInputStream().read(bytes)) {
                if (!passes.test(new String(bytes, 0, read, StandardCharsets.ISO_8859_1))) {
                    cuts.incrementAndGet();
                    return;
                }
                to.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException broken) {
            // Either side has gone: so has the other.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
