package dev.synod.server.journal.jpa.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a checksum counts besides a row's bytes: whose they are, so that no row passes for another node's. */
final class Checksums {

    private Checksums() {}

    static ByteBuffer of(NodeKey key) {
        byte[] cluster = key.cluster().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Integer.BYTES + cluster.length)
                .putInt(key.node())
                .putInt(cluster.length)
                .put(cluster)
                .flip();
    }
}
