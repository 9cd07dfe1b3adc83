package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.node.TransportContract.Heard;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.transport.TransportSettings.Security;
import java.time.Duration;
import java.util.Map;

/** A node whose peer comes back under its name at another address, in a process that has looked up nothing yet. */
final class MovedProcess {

    static final String FOUND = "found after milliseconds: ";

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final PeerMessage MESSAGE = new PeerMessage.Consensus(new Message.CatchUp(new Slot(1)));

    private MovedProcess() {}

    /** Prints the milliseconds from the move to the first message. Argument: whether to keep names briefly. */
    public static void main(String[] arguments) {
        if (Boolean.parseBoolean(arguments[0])) {
            NameCache.keepBriefly();
        }
        int port = Loopback.freePort();
        try (GrpcTransport one = new GrpcTransport(settings(
                ONE, new Address("127.0.0.1", 0), Map.of(TWO, new Address(MovingHost.NAME, port))))) {
            one.start(new Heard());
            reach(one, new Address("127.0.0.1", port));
            MovingHost.moveTo("127.0.0.2");
            System.out.println(FOUND + reach(one, new Address("127.0.0.2", port)).toMillis());
        }
    }

    private static Duration reach(GrpcTransport one, Address address) {
        Heard heard = new Heard();
        try (GrpcTransport two = new GrpcTransport(settings(TWO, address, Map.of()))) {
            two.start(heard);
            return Loopback.await("the peer at " + address, Duration.ofMinutes(1), () -> {
                one.send(TWO, MESSAGE);
                return heard.has(MESSAGE);
            });
        }
    }

    private static TransportSettings settings(NodeId self, Address listen, Map<NodeId, Address> peers) {
        return new TransportSettings("test", self, listen, peers, Security.PLAINTEXT);
    }
}
