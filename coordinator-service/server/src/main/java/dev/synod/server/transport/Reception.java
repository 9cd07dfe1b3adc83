package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.Greetings.Reason;
import dev.synod.server.transport.Greetings.Refusal;
import dev.synod.server.transport.v1.PeersGrpc;
import dev.synod.server.transport.v1.Wire;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where peers' streams arrive: turns strangers away, and takes messages to the inbox. Runs on the event loop. */
final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private static final Refusal NO_GREETING = new Refusal(
            Reason.NO_GREETING, "this is not how a node of Synod begins: synod.peer.port is for nodes only");

    private final Station station;
    private final Map<NodeId, IncomingStream> streams = new HashMap<>();

    Reception(Station station) {
        this.station = station;
    }

    ServerServiceDefinition service() {
        MethodDescriptor<Wire.Parcel, Wire.Welcome> generated = PeersGrpc.getConverseMethod();
        MethodDescriptor<Optional<Wire.Parcel>, Wire.Welcome> converse =
                generated.toBuilder(new ParcelReader(), generated.getResponseMarshaller()).build();
        return ServerServiceDefinition.builder(ServiceDescriptor.newBuilder(PeersGrpc.SERVICE_NAME)
                        .addMethod(converse)
                        .build())
                .addMethod(converse, (call, headers) -> new IncomingStream(station, this, call))
                .build();
    }

    /** The first parcel of a stream. */
    void greeted(
            IncomingStream stream,
            ServerCall<Optional<Wire.Parcel>, Wire.Welcome> call,
            Optional<Wire.Parcel> parcel) {
        String address = host(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        Optional<Wire.Greeting> greeting = parcel.filter(Wire.Parcel::hasGreeting).map(Wire.Parcel::getGreeting);
        Optional<Refusal> refusal = greeting.isPresent()
                ? station.greetings().refusal(greeting.get())
                : Optional.of(NO_GREETING);
        if (refusal.isPresent()) {
            refuse(stream, address, refusal.get());
        } else {
            accept(stream, new NodeId(greeting.orElseThrow().getFrom()));
        }
    }

    private void refuse(IncomingStream stream, String address, Refusal refusal) {
        if (station.once().first(address, refusal.reason())) {
            LOG.warn("node={} refused a peer at={}: {}", station.settings().self(), address, refusal.sentence());
        }
        stream.close(Status.FAILED_PRECONDITION.withDescription(refusal.sentence()));
    }

    /** The newest stream of a peer holds: an older one is what a cut left behind, or a second process with its id. */
    private void accept(IncomingStream stream, NodeId from) {
        Optional.ofNullable(streams.put(from, stream))
                .ifPresent(older -> older.close(Status.FAILED_PRECONDITION.withDescription(
                        "node " + from + " opened a newer stream to node " + station.settings().self()
                                + ": where that happens again and again, two processes run with one synod.node.id")));
        stream.welcome(from);
    }

    void deliver(NodeId from, Optional<Wire.Parcel> parcel) {
        if (parcel.isEmpty()) {
            dropped(from, "bytes that make no parcel");
            return;
        }
        for (Wire.PeerMessage message : parcel.get().getMessagesList()) {
            read(from, message).ifPresent(read -> station.inbox().received(from, read));
        }
    }

    private Optional<PeerMessage> read(NodeId from, Wire.PeerMessage message) {
        try {
            return Optional.of(PeerMessages.fromWire(message));
        } catch (IllegalArgumentException e) {
            dropped(from, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void dropped(NodeId from, String reason) {
        if (station.once().first(from, "dropped")) {
            LOG.warn("node={} peer={} sent what this version cannot read, dropped here and from now on: {}",
                    station.settings().self(), from, Greetings.printable(reason));
        }
    }

    void ended(NodeId from, IncomingStream stream) {
        if (streams.remove(from, stream)) {
            station.inbox().lost(from);
        }
    }

    /** The address without the port: a peer that tries again comes from another port. */
    private static String host(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress()
                : String.valueOf(address);
    }
}
