package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The nodes that this one calls; who they are changes while it runs. Any thread may call, and never waits. */
final class Links {

    private final Station station;
    private final Map<NodeId, Link> links = new ConcurrentHashMap<>();
    private boolean started;
    private boolean ended;

    Links(Station station) {
        this.station = station;
    }

    /** From now on these, and no others. Where an address stays as it is, so does the connection. */
    synchronized void call(Map<NodeId, Address> nodes) {
        if (ended) {
            return;
        }
        new TreeMap<>(links).forEach((node, link) -> {
            if (!link.address().equals(nodes.get(node))) {
                links.remove(node);
                station.soon(link::leave);
            }
        });
        nodes.forEach((node, address) -> links.computeIfAbsent(node, peer -> begin(peer, address)));
    }

    private Link begin(NodeId node, Address address) {
        Link link = new Link(station, node, address);
        if (started) {
            station.soon(link::connect);
        }
        return link;
    }

    /** Until then nobody is called. */
    synchronized void start() {
        started = true;
        links.values().forEach(link -> station.soon(link::connect));
    }

    /** Sends over the connection to that node, where this one calls it and has reached it. */
    boolean send(NodeId to, PeerMessage message) {
        Link link = links.get(to);
        if (link == null || !link.isOpen()) {
            return false;
        }
        link.send(message);
        return true;
    }

    /** Ends for good. On the event loop. */
    synchronized void close() {
        ended = true;
        links.values().forEach(Link::close);
    }

    /** After {@link #close}; not on the event loop, which has the closing to do. */
    void awaitClosed(Duration atMost) throws InterruptedException {
        for (Link link : links.values()) {
            link.awaitClosed(atMost);
        }
    }
}
