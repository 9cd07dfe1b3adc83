package dev.synod.simulation.world;

import dev.synod.node.PeerMessage;
import dev.synod.node.Transport;
import dev.synod.paxos.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What lies between the machines: it loses, doubles, delays and reorders, and its links may be cut, one way or both.
 * Two nodes are connected where one of them called the other.
 */
public final class Network {

    /** One direction between two machines. */
    public record Link(NodeId from, NodeId to) {}

    private final EventQueue queue;
    private final Chance chance;
    private final Transcript transcript;
    private final Map<NodeId, Transport.Inbox> inboxes = new HashMap<>();
    private final Map<NodeId, Set<NodeId>> called = new HashMap<>();
    private final Set<Link> cut = new HashSet<>();
    private final Map<Link, Long> lastArrival = new HashMap<>();
    private Weather weather = Weather.CALM;

    Network(EventQueue queue, Chance chance, Transcript transcript) {
        this.queue = queue;
        this.chance = chance;
        this.transcript = transcript;
    }

    void attach(NodeId node, Transport.Inbox inbox) {
        inboxes.put(node, inbox);
    }

    /** From now on {@code from} keeps connections to these nodes. */
    void call(NodeId from, Set<NodeId> nodes) {
        called.put(from, Set.copyOf(nodes));
    }

    /** The connections that a node opened are gone. */
    void hangUp(NodeId node) {
        called.remove(node);
    }

    private boolean isConnected(Link link) {
        return called.getOrDefault(link.from(), Set.of()).contains(link.to())
                || called.getOrDefault(link.to(), Set.of()).contains(link.from());
    }

    /** From now on this is the weather. What is still on its way in the old one holds up nobody any more. */
    public void turn(Weather newWeather) {
        weather = newWeather;
        lastArrival.clear();
    }

    /** Takes a message that leaves {@code lag} nanoseconds from now. */
    void send(Link link, PeerMessage message, long lag) {
        if (!isConnected(link)) {
            transcript.note(link.to().number(), () -> link.from() + " -> " + link.to() + " NOT CONNECTED " + message);
            return;
        }
        if (cut.contains(link) || chance.happens(weather.loss())) {
            transcript.note(link.to().number(), () -> link.from() + " -> " + link.to() + " LOST " + message);
            return;
        }
        carry(link, message, lag);
        if (chance.happens(weather.doubled())) {
            carry(link, message, lag + chance.around(10 * weather.delay()));
        }
    }

    private void carry(Link link, PeerMessage message, long lag) {
        long delay = 20_000 + chance.around(weather.delay());
        if (chance.happens(weather.strays())) {
            delay *= 100;
        }
        long arrival = queue.now() + lag + delay;
        if (weather.order() == Weather.Order.AS_ON_A_CONNECTION) {
            arrival = Math.max(arrival, lastArrival.getOrDefault(link, 0L) + 1);
            lastArrival.put(link, arrival);
        }
        queue.at(arrival, () -> arrive(link, message));
    }

    private void arrive(Link link, PeerMessage message) {
        Transport.Inbox inbox = inboxes.get(link.to());
        if (inbox != null && !cut.contains(link)) {
            inbox.received(link.from(), message);
        }
    }

    /** Tells {@code to} some time later that its connection to {@code peer} is gone, or never. */
    void tellLost(NodeId to, NodeId peer) {
        Transport.Inbox inbox = inboxes.get(to);
        boolean connected = isConnected(new Link(peer, to));
        if (inbox != null && connected && chance.happens(0.8)) {
            queue.in(chance.around(1_000_000), () -> inbox.lost(peer));
        }
    }

    public void cut(Link link) {
        if (cut.add(link)) {
            transcript.note(1, () -> "cut " + link);
        }
    }

    public void healAll() {
        cut.clear();
        transcript.note(2, () -> "no link is cut any more");
    }
}
