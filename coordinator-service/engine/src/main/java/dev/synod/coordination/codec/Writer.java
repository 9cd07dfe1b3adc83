package dev.synod.coordination.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The spelling of the parts that commands and states are made of. */
public final class Writer {

    private byte[] bytes = new byte[128];
    private int length;

    /** One byte, 0 to 127: which of several kinds follows. */
    public Writer tag(int kind) {
        room(1);
        bytes[length++] = (byte) kind;
        return this;
    }

    /** A number, 0 or more: seven bits a byte, the lowest first, the top bit set in all but the last. */
    public Writer number(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("a number is 0 or more, not " + number);
        }
        return varint(number);
    }

    private Writer varint(long number) {
        room(10);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** A number of either sign: 0, -1, 1, -2, … are written as the numbers 0, 1, 2, 3, … */
    public Writer integer(int number) {
        return varint(((number << 1) ^ (number >> 31)) & 0xFFFF_FFFFL);
    }

    /** Eight bytes, the highest first. */
    public Writer bits(long number) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (number >>> shift);
        }
        return this;
    }

    /** Its length in bytes, then UTF-8. */
    public Writer text(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        number(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    /** How many bytes, then the bytes. */
    public Writer block(byte[] block) {
        number(block.length);
        room(block.length);
        System.arraycopy(block, 0, bytes, length, block.length);
        length += block.length;
        return this;
    }

    /** Whole seconds, then nanoseconds below one. */
    public Writer duration(Duration duration) {
        return number(duration.getSeconds()).number(duration.getNano());
    }

    /** Eight bytes of seconds since 1970, then nanoseconds. */
    public Writer instant(Instant instant) {
        return bits(instant.getEpochSecond()).number(instant.getNano());
    }

    /** How many, then each key and value, in the order of the keys. */
    public Writer texts(Map<String, String> texts) {
        number(texts.size());
        texts.forEach((key, value) -> text(key).text(value));
        return this;
    }

    /** 0 for nothing, 1 and what there is. */
    public <T> Writer optional(Optional<T> part, BiConsumer<Writer, T> write) {
        tag(part.isPresent() ? 1 : 0);
        part.ifPresent(present -> write.accept(this, present));
        return this;
    }

    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int needed) {
        if (bytes.length - length < needed) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + needed));
        }
    }
}
