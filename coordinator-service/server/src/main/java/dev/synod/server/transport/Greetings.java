package dev.synod.server.transport;

import dev.synod.paxos.NodeId;
import dev.synod.server.transport.v1.Wire;
import java.util.Optional;

/** How two nodes make sure that they mean each other before the first message. */
final class Greetings {

    /** Of the meaning of {@code peer.proto}. Nodes of different versions do not talk. */
    static final int VERSION = 1;

    /** Why a greeting is not answered with a welcome. */
    enum Reason {
        NO_GREETING,
        OTHER_VERSION,
        OTHER_CLUSTER,
        OTHER_RECEIVER,
        MY_OWN_ID,
        NO_NODE,
        OTHER_FOUNDING,
        CROWDED
    }

    /** A reason, and the sentence for both nodes' logs: the refused one reads it, too. */
    record Refusal(Reason reason, String sentence) {}

    private final TransportSettings settings;

    Greetings(TransportSettings settings) {
        this.settings = settings;
    }

    Wire.Parcel to(NodeId peer) {
        return Wire.Parcel.newBuilder()
                .setGreeting(Wire.Greeting.newBuilder()
                        .setVersion(VERSION)
                        .setCluster(settings.cluster())
                        .setFrom(settings.self().number())
                        .setTo(peer.number())
                        .setRole(role())
                        .setFounding(settings.founding()))
                .build();
    }

    private Wire.Role role() {
        return switch (settings.role()) {
            case MEMBER -> Wire.Role.MEMBER;
            case OBSERVER -> Wire.Role.OBSERVER;
        };
    }

    /**
     * Why the sender of {@code greeting} is refused; empty where it belongs to the same cluster, or may: it can have
     * become a member without this node having heard of it. The version is read first.
     */
    Optional<Refusal> refusal(Wire.Greeting greeting) {
        String sender = "node " + Integer.toUnsignedString(greeting.getFrom());
        if (greeting.getVersion() != VERSION) {
            return refused(Reason.OTHER_VERSION, sender + " speaks version "
                    + Integer.toUnsignedString(greeting.getVersion()) + " of the peer protocol, node " + settings.self()
                    + " version " + VERSION + ": run the same release of Synod on both");
        }
        if (!greeting.getCluster().equals(settings.cluster())) {
            return refused(Reason.OTHER_CLUSTER, sender + " belongs to cluster \"" + printable(greeting.getCluster())
                    + "\", node " + settings.self() + " to \"" + settings.cluster()
                    + "\": make synod.cluster.id the same, or keep the clusters apart in synod.cluster.members");
        }
        if (greeting.getFrom() == settings.self().number()) {
            return refused(Reason.MY_OWN_ID, sender + " is the node it called, or has its id: give each node its own"
                    + " synod.node.id and its own address in synod.cluster.members");
        }
        if (greeting.getTo() != settings.self().number()) {
            return refused(Reason.OTHER_RECEIVER, sender + " looks for node "
                    + Integer.toUnsignedString(greeting.getTo()) + " where node " + settings.self()
                    + " listens: make synod.cluster.members the same on all nodes");
        }
        if (greeting.getFrom() < 1) {
            return refused(Reason.NO_NODE, sender + " is none: a node id is 1 to " + Integer.MAX_VALUE);
        }
        if (greeting.getFounding() != settings.founding() && greeting.getFounding() != 0 && settings.founding() != 0) {
            return refused(Reason.OTHER_FOUNDING, sender + " began with other members than node " + settings.self()
                    + ": give both the same synod.cluster.members, or start the new one with its own id left out of"
                    + " synod.cluster.members, and add it by POST /v1/cluster/members");
        }
        return Optional.empty();
    }

    /** What a peer sent, fit for a log: it may be anything. */
    static String printable(String text) {
        String shortened = text.length() <= 200 ? text : text.substring(0, 200) + "…";
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }

    private static Optional<Refusal> refused(Reason reason, String sentence) {
        return Optional.of(new Refusal(reason, sentence));
    }
}
