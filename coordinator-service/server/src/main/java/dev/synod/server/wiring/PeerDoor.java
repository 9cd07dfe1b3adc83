package dev.synod.server.wiring;

import dev.synod.node.PeerMessage;
import dev.synod.node.Transport;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.GrpcTransport;
import dev.synod.server.transport.TransportSettings;
import java.util.Optional;
import java.util.SortedMap;

/** The way to the peers, where there may be any: a cluster of one starts no server for them. */
final class PeerDoor implements Transport, AutoCloseable {

    private final Optional<GrpcTransport> grpc;

    PeerDoor(Plan plan) {
        grpc = plan.peers()
                .map(listen -> new TransportSettings(
                        plan.clusterId(),
                        plan.self(),
                        listen,
                        plan.members().peersOf(plan.self()),
                        TransportSettings.Security.PLAINTEXT))
                .map(GrpcTransport::new);
    }

    void open(Inbox inbox) {
        grpc.ifPresent(transport -> transport.start(inbox));
    }

    @Override
    public void send(NodeId to, PeerMessage message) {
        grpc.ifPresent(transport -> transport.send(to, message));
    }

    @Override
    public void call(SortedMap<NodeId, String> nodes) {
        grpc.ifPresent(transport -> transport.call(nodes));
    }

    @Override
    public void close() {
        grpc.ifPresent(GrpcTransport::close);
    }
}
