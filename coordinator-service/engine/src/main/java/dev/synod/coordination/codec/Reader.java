package dev.synod.coordination.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads what {@link Writer} wrote. The bytes may be anything: whatever is not the one spelling of something is an
 * IllegalArgumentException, and nothing is made larger than the bytes that are there.
 */
public final class Reader {

    private static final int NANOS = 1_000_000_000;

    private final ByteBuffer bytes;

    /** A view of its own, so that the caller's buffer, its place and its byte order, stay as they are. */
    public Reader(ByteBuffer bytes) {
        this.bytes = bytes.slice();
    }

    public int tag() {
        return readByte() & 0xFF;
    }

    public long number() {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte next = readByte();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                if (next == 0 && shift > 0) {
                    throw malformed("a number with a needless zero at its end");
                }
                return number;
            }
        }
        throw malformed("a number of more than 63 bits");
    }

    /** A number that fits an int. */
    public int count() {
        long number = number();
        if (number > Integer.MAX_VALUE) {
            throw malformed("a count of " + number);
        }
        return (int) number;
    }

    public int integer() {
        long number = number();
        if (number > 0xFFFF_FFFFL) {
            throw malformed("an integer of more than 32 bits");
        }
        return (int) (number >>> 1) ^ -(int) (number & 1);
    }

    public long bits() {
        require(8);
        return bytes.getLong();
    }

    public String text() {
        int length = count();
        require(length);
        var encoded = new byte[length];
        bytes.get(encoded);
        // Names are ASCII, which is UTF-8 for certain; the decoder that reports what is not costs more than all else.
        return isAscii(encoded) ? new String(encoded, ISO_8859_1) : decoded(encoded);
    }

    private static boolean isAscii(byte[] encoded) {
        int seen = 0;
        for (byte unit : encoded) {
            seen |= unit;
        }
        return seen >= 0;
    }

    private static String decoded(byte[] encoded) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(encoded)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("malformed: a text that is not UTF-8", notUtf8);
        }
    }

    public byte[] block() {
        int length = count();
        require(length);
        var block = new byte[length];
        bytes.get(block);
        return block;
    }

    public Duration duration() {
        long seconds = number();
        return Duration.ofSeconds(seconds, nanos());
    }

    private int nanos() {
        int nanos = count();
        if (nanos >= NANOS) {
            throw malformed("a second of " + nanos + " nanoseconds");
        }
        return nanos;
    }

    public Instant instant() {
        long seconds = bits();
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            throw malformed("a time " + seconds + " seconds from 1970");
        }
        return Instant.ofEpochSecond(seconds, nanos());
    }

    public Map<String, String> texts() {
        int size = count();
        var texts = new TreeMap<String, String>();
        for (int i = 0; i < size; i++) {
            String key = text();
            if (!texts.isEmpty() && texts.lastKey().compareTo(key) >= 0) {
                throw malformed("keys that are not in order");
            }
            texts.put(key, text());
        }
        return texts;
    }

    public <T> Optional<T> optional(Function<Reader, T> read) {
        int present = tag();
        return switch (present) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(read.apply(this));
            default -> throw malformed("neither there nor not there: " + present);
        };
    }

    public void end() {
        if (bytes.hasRemaining()) {
            throw malformed(bytes.remaining() + " bytes too many");
        }
    }

    private byte readByte() {
        require(1);
        return bytes.get();
    }

    private void require(int needed) {
        if (bytes.remaining() < needed) {
            throw malformed(needed - bytes.remaining() + " bytes missing");
        }
    }

    /** What whoever meets {@code what} in the bytes is to throw. */
    public static IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException("malformed: " + what);
    }
}
