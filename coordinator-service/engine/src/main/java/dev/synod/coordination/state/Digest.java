package dev.synod.coordination.state;

/**
 * A number that stands for all that it was told, in the order in which it was told: equal states have equal digests,
 * and different ones different digests but for chance. No defence against whoever wants two to collide.
 */
final class Digest {

    private long state = 0x9E3779B97F4A7C15L;

    Digest add(long number) {
        // The finaliser of SplitMix64: each bit of what went in changes about half of the bits that come out.
        long mixed = (state ^ number) + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        state = mixed ^ (mixed >>> 31);
        return this;
    }

    Digest add(byte[] bytes) {
        add(bytes.length);
        long eight = 0;
        for (int i = 0; i < bytes.length; i++) {
            eight = (eight << 8) | (bytes[i] & 0xFF);
            if ((i & 7) == 7) {
                add(eight);
                eight = 0;
            }
        }
        return add(eight);
    }

    Digest add(String text) {
        add(text.length());
        long four = 0;
        for (int i = 0; i < text.length(); i++) {
            four = (four << 16) | text.charAt(i);
            if ((i & 3) == 3) {
                add(four);
                four = 0;
            }
        }
        return add(four);
    }

    long value() {
        return state;
    }
}
