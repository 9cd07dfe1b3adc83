package dev.synod.server.transport;

import static java.util.Objects.requireNonNull;

import dev.synod.node.Transport;
import dev.synod.node.TransportContract;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.TransportSettings.Role;
import dev.synod.server.transport.TransportSettings.Security;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Nodes 1 to 3 on free ports of this machine. */
final class Loopback implements TransportContract.Network {

    static final String HOST = "127.0.0.1";

    private final Map<NodeId, Address> addresses = new TreeMap<>();
    private final Map<NodeId, GrpcTransport> running = new HashMap<>();

    Loopback() {
        for (int node = 1; node <= 3; node++) {
            addresses.put(new NodeId(node), new Address(HOST, freePort()));
        }
    }

    /**
     * A port that nobody listens on, and below those that the system gives to outgoing connections: a connection to a
     * port of that range on which nobody listens yet may come out of the very same port, and meet itself.
     */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException _) {
                // Taken: the next draw.
            }
        }
    }

    Address at(NodeId node) {
        return requireNonNull(addresses.get(node));
    }

    @Override
    public String address(NodeId node) {
        return at(node).toString();
    }

    TransportSettings settings(NodeId self, String cluster) {
        Map<NodeId, Address> peers = new TreeMap<>(addresses);
        peers.remove(self);
        return new TransportSettings(
                cluster, self, at(self), peers, Security.PLAINTEXT);
    }

    /** As of a node that knows of nobody yet. */
    TransportSettings alone(NodeId self) {
        return new TransportSettings("test", self, at(self), Map.of(), Security.PLAINTEXT);
    }

    GrpcTransport start(TransportSettings settings, Transport.Inbox inbox) {
        GrpcTransport transport = new GrpcTransport(settings);
        running.put(settings.self(), transport);
        transport.start(inbox);
        return transport;
    }

    @Override
    public GrpcTransport join(NodeId node, Transport.Inbox inbox) {
        return start(settings(node, "test"), inbox);
    }

    @Override
    public GrpcTransport visit(NodeId node, Transport.Inbox inbox) {
        return start(
                new TransportSettings(
                        "test", node, Role.OBSERVER, 0, Optional.empty(), Map.of(), Security.PLAINTEXT),
                inbox);
    }

    @Override
    public void crash(NodeId node) {
        requireNonNull(running.remove(node)).close();
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        await(what, Duration.ofSeconds(20), condition);
    }

    static Duration await(String what, Duration atMost, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new AssertionError("after " + atMost + " still waiting for " + what);
            }
            LockSupport.parkNanos(500_000);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        running.values().forEach(GrpcTransport::close);
    }
}
