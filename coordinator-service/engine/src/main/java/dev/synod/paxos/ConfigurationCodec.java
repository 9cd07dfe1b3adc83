package dev.synod.paxos;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Configurations as bytes, the same in journals, messages and snapshots.
 *
 * <pre>
 * configuration = version (1) count (4) member* count (4) removed id (4)*
 * member        = id (4) part (1) replaced id, or 0 (4) length (2) address in UTF-8
 * </pre>
 */
public final class ConfigurationCodec {

    private static final byte VERSION = 1;
    private static final byte VOTER = 1;
    private static final byte JOINING = 2;
    private static final int NOBODY = 0;

    private ConfigurationCodec() {}

    public static byte[] encode(Configuration configuration) {
        int size = Byte.BYTES + 2 * Integer.BYTES + Integer.BYTES * configuration.removed().size();
        var addresses = new TreeMap<NodeId, byte[]>();
        for (var entry : configuration.members().entrySet()) {
            byte[] address = entry.getValue().address().getBytes(StandardCharsets.UTF_8);
            addresses.put(entry.getKey(), address);
            size += 2 * Integer.BYTES + Byte.BYTES + Short.BYTES + address.length;
        }
        var buffer = ByteBuffer.allocate(size).put(VERSION).putInt(addresses.size());
        addresses.forEach((node, address) -> buffer.putInt(node.number())
                .put(configuration.isVoter(node) ? VOTER : JOINING)
                .putInt(replaced(configuration, node))
                .putShort((short) address.length)
                .put(address));
        buffer.putInt(configuration.removed().size());
        configuration.removed().forEach(node -> buffer.putInt(node.number()));
        return buffer.array();
    }

    /**
     * Reads a configuration.
     *
     * @throws IllegalArgumentException where these bytes are none that this version knows
     */
    public static Configuration decode(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            byte version = buffer.get();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "a configuration of version " + version + "; this program knows " + VERSION);
            }
            var members = new TreeMap<NodeId, Member>();
            for (int left = count(buffer); left > 0; left--) {
                members.put(new NodeId(buffer.getInt()), member(buffer));
            }
            var removed = new TreeSet<NodeId>();
            for (int left = count(buffer); left > 0; left--) {
                removed.add(new NodeId(buffer.getInt()));
            }
            return new Configuration(members, removed);
        } catch (BufferUnderflowException tooShort) {
            throw new IllegalArgumentException("a configuration that ends too early", tooShort);
        }
    }

    private static int replaced(Configuration configuration, NodeId node) {
        return Optional.ofNullable(configuration.members().get(node))
                .flatMap(Member::replaces)
                .map(NodeId::number)
                .orElse(NOBODY);
    }

    private static int count(ByteBuffer buffer) {
        int count = buffer.getInt();
        if (count < 0 || count > buffer.remaining()) {
            throw new IllegalArgumentException(count + " nodes in " + buffer.remaining() + " bytes");
        }
        return count;
    }

    private static Member member(ByteBuffer buffer) {
        byte part = buffer.get();
        int replaced = buffer.getInt();
        var replaces = replaced == NOBODY ? Optional.<NodeId>empty() : Optional.of(new NodeId(replaced));
        byte[] address = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(address);
        var text = new String(address, StandardCharsets.UTF_8);
        return switch (part) {
            case VOTER -> new Member(text, Member.Part.VOTER, replaces);
            case JOINING -> new Member(text, Member.Part.JOINING, replaces);
            default -> throw new IllegalArgumentException("a member of the unknown part " + part);
        };
    }
}
