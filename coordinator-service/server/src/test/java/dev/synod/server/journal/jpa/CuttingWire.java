package dev.synod.server.journal.jpa;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A wire to the database that carries a question, and breaks when the answer is about to come back. */
final class CuttingWire implements AutoCloseable {

    private static final String NEVER = "\0never";

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int port;
    private final AtomicReference<String> statement = new AtomicReference<>(NEVER);
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingWire(int port) throws IOException {
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + "/postgres";
    }

    /**
     * The database hears the COMMIT that next follows {@code text} on one connection, and nobody hears the database.
     * Other connections go on: the pool opens those in the background, and commits what it asks of them first.
     */
    void cutAtTheCommitAfter(String text) {
        statement.set(text);
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
                var heard = new AtomicReference<>(Heard.NOTHING);
                Thread.ofVirtual().start(() -> carry(client, server, text -> noted(text, heard)));
                Thread.ofVirtual().start(() -> carry(server, client, text -> heard.get() != Heard.COMMIT));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** What the database is asked always passes; how far the connection has come is remembered. */
    private boolean noted(String text, AtomicReference<Heard> heard) {
        if (text.contains(statement.get())) {
            statement.set(NEVER);
            heard.set(Heard.STATEMENT);
        }
        if (heard.get() == Heard.STATEMENT && text.contains("COMMIT")) {
            heard.set(Heard.COMMIT);
        }
        return true;
    }

    private enum Heard {
        NOTHING,
        STATEMENT,
        COMMIT
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
