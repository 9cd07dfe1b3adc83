package dev.synod.spring.bridge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What another library's locks are called in the cluster: its key after a prefix, or the key's digest where a name may
 * not be so. Two keys never share a name.
 */
record LockNames(String prefix) {

    private static final Pattern PREFIX = Pattern.compile("(?!synod\\.)[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final Pattern KEY = Pattern.compile("(?!sha256-)[A-Za-z0-9._:-]{1,100}");

    LockNames {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("a prefix of locks' names has 1 to 100 letters, digits and ._:- of which"
                    + " the first is a letter or digit, and is not synod's own; not '" + prefix + "'");
        }
    }

    /** For a key whose text says the same in each process: an object's identity would have each lock another lock. */
    String of(Object key) {
        if (!(key instanceof CharSequence || key instanceof UUID || key instanceof Number || key instanceof Enum)) {
            throw new IllegalArgumentException("a key of a lock must be a text, a number, a UUID or an enum, not a "
                    + key.getClass().getName() + ": other processes must find the same lock by it");
        }
        var text = key.toString();
        return prefix + (KEY.matcher(text).matches() ? text : "sha256-" + digest(text));
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
