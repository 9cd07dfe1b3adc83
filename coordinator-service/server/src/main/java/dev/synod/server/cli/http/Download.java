package dev.synod.server.cli.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * A file that an instance sent.
 *
 * @param bytes not copied, and written by nobody
 * @param digest what its {@code Repr-Digest} (RFC 9530) says
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Download(int status, byte[] bytes, Optional<String> digest) {

    public boolean ok() {
        return status == 200;
    }

    /** What came, where it is no file. */
    public Reply reply() {
        return new Reply(status, new String(bytes, StandardCharsets.UTF_8));
    }

    /** The digest of the bytes that came, spelled as the header spells it. */
    public String ownDigest() {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
