package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.Greetings.Reason;
import dev.synod.server.transport.Greetings.Refusal;
import dev.synod.server.transport.v1.PeersGrpc;
import dev.synod.server.transport.v1.Wire;
import dev.synod.server.transport.wire.WireReader;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where others' streams arrive: turns strangers away, and knows the way back to everybody else. Runs on the event loop,
 * but for {@link #send}.
 */
final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private static final Refusal NO_GREETING = new Refusal(
            Reason.NO_GREETING, "this is not how a node of Synod begins: synod.peer.port is for nodes only");

    /** Streams at once. An observer is turned away before a member, which others cannot do without. */
    static final int MOST = 1_100;

    static final int MOST_WITH_AN_OBSERVER = 1_000;

    private final Station station;
    private final Map<NodeId, IncomingStream> streams = new ConcurrentHashMap<>();
    private int open;

    Reception(Station station) {
        this.station = station;
    }

    ServerServiceDefinition service() {
        MethodDescriptor<Wire.Parcel, Wire.Welcome> generated = PeersGrpc.getConverseMethod();
        MethodDescriptor<Optional<Wire.Parcel>, Wire.Welcome> converse = generated.toBuilder(
                        new WireReader<>(Wire.Parcel.parser()), generated.getResponseMarshaller())
                .build();
        return ServerServiceDefinition.builder(ServiceDescriptor.newBuilder(PeersGrpc.SERVICE_NAME)
                        .addMethod(converse)
                        .build())
                .addMethod(converse, (call, headers) -> opened(call))
                .build();
    }

    private IncomingStream opened(ServerCall<Optional<Wire.Parcel>, Wire.Welcome> call) {
        IncomingStream stream = new IncomingStream(station, this, call);
        open++;
        if (open > MOST) {
            refuse(stream, host(call), crowded());
        } else {
            stream.begin();
        }
        return stream;
    }

    /** The first parcel of a stream. */
    void greeted(
            IncomingStream stream,
            ServerCall<Optional<Wire.Parcel>, Wire.Welcome> call,
            Optional<Wire.Parcel> parcel) {
        Optional<Wire.Greeting> greeting = parcel.filter(Wire.Parcel::hasGreeting).map(Wire.Parcel::getGreeting);
        Optional<Refusal> refusal = greeting.isPresent() ? refusal(greeting.get()) : Optional.of(NO_GREETING);
        if (refusal.isPresent()) {
            refuse(stream, host(call), refusal.get());
        } else {
            accept(stream, greeting.orElseThrow());
        }
    }

    private Optional<Refusal> refusal(Wire.Greeting greeting) {
        return station.greetings().refusal(greeting).or(() ->
                greeting.getRole() == Wire.Role.OBSERVER && open > MOST_WITH_AN_OBSERVER
                        ? Optional.of(crowded())
                        : Optional.empty());
    }

    private Refusal crowded() {
        return new Refusal(Reason.CROWDED, "node " + station.settings().self() + " has "
                + MOST_WITH_AN_OBSERVER + " streams open already: let observers learn from other observers");
    }

    private void refuse(IncomingStream stream, String address, Refusal refusal) {
        if (station.once().first(address, refusal.reason())) {
            LOG.warn("node={} refused a peer at={}: {}", station.settings().self(), address, refusal.sentence());
        }
        stream.close(Status.FAILED_PRECONDITION.withDescription(refusal.sentence()));
    }

    /** The newest stream of a peer holds: an older one is what a cut left behind, or a second process with its id. */
    private void accept(IncomingStream stream, Wire.Greeting greeting) {
        NodeId from = new NodeId(greeting.getFrom());
        stream.welcome(from);
        if (greeting.getRole() != Wire.Role.ROLE_NOT_SAID) {
            stream.answerBy(new Courier(station, from));
        }
        Optional.ofNullable(streams.put(from, stream))
                .ifPresent(older -> older.close(Status.FAILED_PRECONDITION.withDescription(
                        "node " + from + " opened a newer stream to node " + station.settings().self()
                                + ": where that happens again and again, two processes run with one synod.node.id")));
    }

    /** Answers a node over the stream that it opened, where it has and reads answers. Any thread may call. */
    boolean send(NodeId to, PeerMessage message) {
        IncomingStream stream = streams.get(to);
        return stream != null && stream.send(message);
    }

    void ended(NodeId from, IncomingStream stream) {
        if (streams.remove(from, stream)) {
            station.inbox().lost(from);
        }
    }

    /** One stream fewer. */
    void over() {
        open--;
    }

    /** The address without the port: a peer that tries again comes from another port. */
    private static String host(ServerCall<?, ?> call) {
        var address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return address instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress()
                : String.valueOf(address);
    }
}
