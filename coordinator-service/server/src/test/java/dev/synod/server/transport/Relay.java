package dev.synod.server.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A piece of network between a node and its peer. It can swallow whatever passes, as a cut does: nobody is told, all
 * connections look open. Connections made after it heals work; those from before stay dead, as TCP's own attempts are
 * too far apart by then to be waited for.
 */
final class Relay implements AutoCloseable {

    private final ServerSocket listening;
    private final Address behind;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean cut;

    Relay(Address behind) throws IOException {
        this.behind = behind;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    Address address() {
        return new Address(Loopback.HOST, listening.getLocalPort());
    }

    void cut() {
        cut = true;
        cuts.incrementAndGet();
    }

    void heal() {
        cut = false;
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                connections.incrementAndGet();
                join(near);
            }
        } catch (IOException _) {
            // Closed, with the test.
        }
    }

    private void join(Socket near) {
        try {
            Socket far = new Socket(behind.host(), behind.port());
            sockets.add(near);
            sockets.add(far);
            int born = cut ? -1 : cuts.get();
            Thread.ofVirtual().start(() -> pass(near, far, born));
            Thread.ofVirtual().start(() -> pass(far, near, born));
        } catch (IOException _) {
            // Nobody listens behind yet: whoever called hears it, and calls again.
            close(near);
        }
    }

    private void pass(Socket from, Socket to, int born) {
        byte[] some = new byte[8_192];
        try {
            for (int count = from.getInputStream().read(some); count >= 0; count = from.getInputStream().read(some)) {
                if (born == cuts.get()) {
                    to.getOutputStream().write(some, 0, count);
                }
            }
        } catch (IOException _) {
            // One end is gone.
        }
        if (born == cuts.get()) {
            // And with it the other. In a cut, the other would not hear of it.
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed already.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
