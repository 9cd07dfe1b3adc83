package dev.synod.server.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a node of the demo listens, on loopback.
 *
 * @param apiPort for clients
 * @param peerPort for the other nodes
 */
record Place(int id, int apiPort, int peerPort) {

    static final int NODES = 3;

    /** The ports that the documentation speaks of: 7171 and 7172, 7181 and 7182, 7191 and 7192. */
    static List<Place> usual() {
        return IntStream.rangeClosed(1, NODES)
                .mapToObj(id -> new Place(id, 7161 + 10 * id, 7162 + 10 * id))
                .toList();
    }

    /** Ports that nobody listens on now. */
    static List<Place> free() throws IOException {
        var held = new ArrayList<ServerSocket>();
        try {
            for (int port = 0; port < 2 * NODES; port++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return IntStream.range(0, NODES)
                    .mapToObj(node -> new Place(
                            node + 1, held.get(2 * node).getLocalPort(), held.get(2 * node + 1).getLocalPort()))
                    .toList();
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
    }

    /** The ports among these that somebody listens on. */
    static List<Integer> taken(List<Place> places) {
        return places.stream()
                .flatMap(place -> List.of(place.apiPort, place.peerPort).stream())
                .filter(Place::isTaken)
                .toList();
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() != port;
        } catch (IOException taken) {
            return true;
        }
    }

    String url() {
        return "http://127.0.0.1:" + apiPort;
    }

    String member() {
        return id + "=127.0.0.1:" + peerPort;
    }
}
