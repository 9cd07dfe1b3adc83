package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.node.Transport;
import dev.synod.paxos.NodeId;
import java.io.IOException;
import java.util.Map;

/** Node 2 of two nodes as a process of its own, until it is killed or its parent is gone. */
final class PeerProcess {

    private PeerProcess() {}

    /** Arguments: its own address, and node 1's. */
    public static void main(String[] args) throws IOException {
        GrpcTransport transport = new GrpcTransport(new TransportSettings(
                "test",
                new NodeId(2),
                Address.parse(args[0]),
                Map.of(new NodeId(1), Address.parse(args[1])),
                TransportSettings.Security.PLAINTEXT));
        transport.start(new Echo(transport));
        while (System.in.read() >= 0) {
            // The parent says nothing; the end of its life ends this one.
        }
        System.exit(0);
    }

    /** Sends back whatever it hears. */
    record Echo(Transport transport) implements Transport.Inbox {

        @Override
        public void received(NodeId from, PeerMessage message) {
            transport.send(from, message);
        }

        @Override
        public void lost(NodeId peer) {}
    }
}
