package dev.synod.node;

import dev.synod.coordination.Command;
import dev.synod.coordination.codec.CommandCodec;
import dev.synod.paxos.Decree;
import dev.synod.paxos.NodeId;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What a decree's payload says: who asked for what.
 *
 * @param at wall-clock time at the node that took the request, to the millisecond: for people to read
 */
record Submission(RequestId id, Instant at, Command command) {

    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Integer.BYTES + 3 * Long.BYTES;

    Decree.Payload encode() {
        byte[] body = CommandCodec.encode(command);
        var buffer = ByteBuffer.allocate(HEAD + body.length);
        buffer.put(VERSION)
                .putInt(id.origin().number())
                .putLong(id.life())
                .putLong(id.number())
                .putLong(at.toEpochMilli())
                .put(body);
        return new Decree.Payload(buffer.array());
    }

    /** @throws IllegalArgumentException where this node does not know the version: it must not guess, and stops */
    static Submission decode(Decree.Payload payload) {
        var buffer = ByteBuffer.wrap(payload.bytes());
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("a decree of version " + version + "; this node knows " + VERSION);
        }
        var id = new RequestId(new NodeId(buffer.getInt()), buffer.getLong(), buffer.getLong());
        return new Submission(id, Instant.ofEpochMilli(buffer.getLong()), CommandCodec.decode(buffer));
    }
}
