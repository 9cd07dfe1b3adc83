package dev.synod.node;

import dev.synod.node.PeerMessage.AskPart;
import dev.synod.node.PeerMessage.Part;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.Arrays;

/** A snapshot that comes from a peer, part by part, in order. */
final class Arrival {

    /** A snapshot is one array: no longer than that may it be. */
    private static final long LARGEST = Integer.MAX_VALUE - 64L;

    private final NodeId from;
    private final Slot through;
    private final long size;
    private byte[] bytes;
    private int received;
    private long lastAt;

    /** Begins with the first part, which is then to be {@link #take}n. */
    Arrival(NodeId from, Part first, long now) {
        if (first.size() > LARGEST) {
            throw new IllegalArgumentException(
                    "a snapshot of " + first.size() + " bytes is more than fits in one array");
        }
        this.from = from;
        through = first.through();
        size = first.size();
        bytes = new byte[0];
        lastAt = now;
    }

    NodeId from() {
        return from;
    }

    Slot through() {
        return through;
    }

    /** Takes a part if it is the next one; tells whether it was. */
    boolean take(Part part, long now) {
        boolean next = part.through().equals(through)
                && part.size() == size
                && part.offset() == received
                && part.bytes().length <= size - received;
        if (next) {
            // Room for what is announced is taken only as it comes: a peer's word for a size costs nothing.
            int needed = received + part.bytes().length;
            if (bytes.length < needed) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(size, Math.max(2L * bytes.length, needed)));
            }
            System.arraycopy(part.bytes(), 0, bytes, received, part.bytes().length);
            received += part.bytes().length;
            lastAt = now;
        }
        return next;
    }

    boolean isWhole() {
        return received == size;
    }

    AskPart ask() {
        return new AskPart(through, received);
    }

    /** Nanoseconds since the last part came. */
    long silentFor(long now) {
        return now - lastAt;
    }

    /** All of it; once it {@link #isWhole}. */
    Snapshot snapshot() {
        return new Snapshot(through, bytes.length == received ? bytes : Arrays.copyOf(bytes, received));
    }
}
