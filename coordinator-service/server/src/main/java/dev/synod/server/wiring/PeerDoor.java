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
        grpc = plan.hasPeers() ? Optional.of(new GrpcTransport(settings(plan))) : Optional.empty();
    }

    private static TransportSettings settings(Plan plan) {
        var role =
                switch (plan.role()) {
                    case VOTER -> TransportSettings.Role.MEMBER;
                    case OBSERVER -> TransportSettings.Role.OBSERVER;
                };
        return new TransportSettings(
                plan.clusterId(),
                plan.self(),
                role,
                0,
                plan.peers(),
                plan.members().peersOf(plan.self()),
                TransportSettings.Security.PLAINTEXT);
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
