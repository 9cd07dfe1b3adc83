package dev.synod.server.transport.wire;

import static dev.synod.server.transport.wire.ConsensusMessages.ballot;
import static dev.synod.server.transport.wire.ConsensusMessages.slot;

import com.google.protobuf.UnsafeByteOperations;
import dev.synod.node.Motion;
import dev.synod.node.PeerMessage;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import dev.synod.server.transport.v1.Wire;
import java.util.Optional;
import java.util.TreeMap;

/** What nodes tell each other about the cluster itself, as protobuf, and back. */
final class ClusterMessages {

    private ClusterMessages() {}

    static Wire.Follow.Builder toWire(PeerMessage.Follow follow) {
        Wire.Follow.Builder wire = Wire.Follow.newBuilder()
                .setFrom(follow.from().number())
                .setForgetful(follow.forgetful());
        follow.address().ifPresent(wire::setAddress);
        return wire;
    }

    static PeerMessage follow(Wire.Follow wire) {
        return new PeerMessage.Follow(
                slot(wire.getFrom()),
                wire.hasAddress() ? Optional.of(address(wire.getAddress())) : Optional.empty(),
                wire.getForgetful());
    }

    static Wire.Elsewhere.Builder toWire(PeerMessage.Elsewhere elsewhere) {
        Wire.Elsewhere.Builder wire = Wire.Elsewhere.newBuilder();
        elsewhere.sources().forEach((node, address) -> wire.addSources(source(node, address)));
        return wire;
    }

    static PeerMessage elsewhere(Wire.Elsewhere wire) {
        TreeMap<NodeId, String> sources = new TreeMap<>();
        if (wire.getSourcesCount() == 0) {
            throw new IllegalArgumentException("elsewhere, but nowhere");
        }
        wire.getSourcesList().forEach(source -> sources.put(new NodeId(source.getNode()), address(source)));
        return new PeerMessage.Elsewhere(sources);
    }

    static Wire.News.Builder toWire(PeerMessage.News news) {
        Wire.News.Builder wire = Wire.News.newBuilder()
                .setAnnounced(news.announced().number())
                .setAgeNanos(news.age());
        news.presidency().ifPresent(presidency -> wire.setPresidency(ConsensusMessages.toWire(presidency)));
        return wire;
    }

    static PeerMessage news(Wire.News wire) {
        return new PeerMessage.News(
                wire.hasPresidency() ? Optional.of(ballot(wire.getPresidency())) : Optional.empty(),
                slot(wire.getAnnounced()),
                natural(wire.getAgeNanos()));
    }

    static Wire.Part.Builder toWire(PeerMessage.Part part) {
        return Wire.Part.newBuilder()
                .setThrough(part.through().number())
                .setOffset(part.offset())
                .setSize(part.size())
                .setBytes(UnsafeByteOperations.unsafeWrap(part.bytes()));
    }

    static PeerMessage part(Wire.Part wire) {
        return new PeerMessage.Part(
                slot(wire.getThrough()),
                natural(wire.getOffset()),
                natural(wire.getSize()),
                wire.getBytes().toByteArray());
    }

    static PeerMessage askPart(Wire.AskPart wire) {
        return new PeerMessage.AskPart(slot(wire.getThrough()), natural(wire.getOffset()));
    }

    static Wire.Moved.Builder toWire(PeerMessage.Moved moved) {
        Wire.Moved.Builder wire =
                Wire.Moved.newBuilder().setLife(moved.life()).setNumber(moved.number());
        return switch (moved.motion()) {
            case Motion.Add(NodeId node, String address) -> wire.setAdd(source(node, address));
            case Motion.Remove(NodeId node) -> wire.setRemove(node.number());
            case Motion.Replace(NodeId node, String address, NodeId replaced) -> wire.setReplace(
                    Wire.Replacement.newBuilder().setBy(source(node, address)).setReplaced(replaced.number()));
            case Motion.Transfer(Optional<NodeId> to) -> {
                Wire.Transfer.Builder transfer = Wire.Transfer.newBuilder();
                to.ifPresent(node -> transfer.setTo(node.number()));
                yield wire.setTransfer(transfer);
            }
        };
    }

    static PeerMessage moved(Wire.Moved wire) {
        return new PeerMessage.Moved(wire.getLife(), wire.getNumber(), motion(wire));
    }

    private static Motion motion(Wire.Moved wire) {
        return switch (wire.getMotionCase()) {
            case ADD -> new Motion.Add(new NodeId(wire.getAdd().getNode()), address(wire.getAdd()));
            case REMOVE -> new Motion.Remove(new NodeId(wire.getRemove()));
            case REPLACE -> new Motion.Replace(
                    new NodeId(wire.getReplace().getBy().getNode()),
                    address(wire.getReplace().getBy()),
                    new NodeId(wire.getReplace().getReplaced()));
            case TRANSFER -> new Motion.Transfer(
                    wire.getTransfer().hasTo()
                            ? Optional.of(new NodeId(wire.getTransfer().getTo()))
                            : Optional.empty());
            case MOTION_NOT_SET -> throw new IllegalArgumentException("a motion of a kind unknown here");
        };
    }

    static Wire.Ruled.Builder toWire(PeerMessage.Ruled ruled) {
        Wire.Ruled.Builder wire =
                Wire.Ruled.newBuilder().setLife(ruled.life()).setNumber(ruled.number());
        ruled.declined().ifPresent(wire::setDeclined);
        return wire;
    }

    static PeerMessage ruled(Wire.Ruled wire) {
        return new PeerMessage.Ruled(
                wire.getLife(),
                wire.getNumber(),
                wire.hasDeclined() ? Optional.of(wire.getDeclined()) : Optional.empty());
    }

    private static Wire.Source.Builder source(NodeId node, String address) {
        return Wire.Source.newBuilder().setNode(node.number()).setAddress(address);
    }

    private static String address(Wire.Source source) {
        return address(source.getAddress());
    }

    /** No configuration could hold a longer one. */
    private static String address(String text) {
        if (text.length() > Member.LONGEST_ADDRESS) {
            throw new IllegalArgumentException("an address of " + text.length() + " characters");
        }
        return text;
    }

    private static long natural(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("not a length: " + Long.toUnsignedString(number));
        }
        return ConsensusMessages.bounded(number, "length");
    }
}
