package dev.synod.coordination.state;

import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.HoldName;

/**
 * The newest hold names that a session has used up, the oldest forgotten first.
 *
 * <p>It keeps 64-bit fingerprints, 25 to 40 bytes a name: the names themselves, at 260 bytes, would fill 160 MB in a
 * load test of 64 sessions. Two names of one session share a fingerprint once in 10^15 holds; the later one is then
 * refused as used up, on every node alike, and its client takes another name. Nothing is ever granted by it.
 */
final class UsedUp {

    private static final long[] NONE = {};

    private final int remembered;
    /** Oldest first from {@code oldest} on, in a ring. */
    private long[] inOrder = NONE;

    private int oldest;
    private int size;
    /** The same by open addressing, at most half full; zero is a free place. */
    private long[] table = NONE;

    UsedUp(int remembered) {
        this.remembered = remembered;
    }

    int size() {
        return size;
    }

    void add(HoldKey hold) {
        add(fingerprint(hold));
    }

    void add(HoldName ofSeveralLocks) {
        add(fingerprint(ofSeveralLocks));
    }

    private void add(long print) {
        if (remembered == 0) {
            return;
        }
        if (size == remembered) {
            takeOut(inOrder[oldest]);
            oldest = (oldest + 1) % inOrder.length;
            size--;
        } else if (size == inOrder.length) {
            grow();
        }
        inOrder[(oldest + size) % inOrder.length] = print;
        size++;
        table[place(print)] = print;
    }

    boolean contains(HoldKey hold) {
        return contains(fingerprint(hold));
    }

    boolean contains(HoldName ofSeveralLocks) {
        return contains(fingerprint(ofSeveralLocks));
    }

    private boolean contains(long print) {
        return size > 0 && table[place(print)] != 0;
    }

    private static long fingerprint(HoldKey hold) {
        long print = new Digest().add(hold.lock().text()).add(hold.hold().text()).value();
        return print == 0 ? 1 : print;
    }

    /** No lock has an empty name: what is told so is of no single hold. */
    private static long fingerprint(HoldName ofSeveralLocks) {
        long print = new Digest().add("").add(ofSeveralLocks.text()).value();
        return print == 0 ? 1 : print;
    }

    private void grow() {
        long[] before = inOrder;
        inOrder = new long[Math.min(remembered, Math.max(8, 2 * size))];
        for (int i = 0; i < size; i++) {
            inOrder[i] = before[(oldest + i) % before.length];
        }
        oldest = 0;
        table = new long[Integer.highestOneBit(inOrder.length) * 4];
        for (int i = 0; i < size; i++) {
            table[place(inOrder[i])] = inOrder[i];
        }
    }

    /** Where the fingerprint is, or would be put. */
    private int place(long print) {
        int at = home(print);
        while (table[at] != 0 && table[at] != print) {
            at = next(at);
        }
        return at;
    }

    /** Frees a place, and moves back whoever stands behind it only because it was taken. */
    private void takeOut(long print) {
        int free = place(print);
        for (int at = next(free); table[at] != 0; at = next(at)) {
            int home = home(table[at]);
            boolean passesFree = free <= at ? home <= free || home > at : home <= free && home > at;
            if (passesFree) {
                table[free] = table[at];
                free = at;
            }
        }
        table[free] = 0;
    }

    private int home(long print) {
        return (int) print & (table.length - 1);
    }

    private int next(int at) {
        return (at + 1) & (table.length - 1);
    }

    void digest(Digest digest) {
        digest.add(size);
        for (int i = 0; i < size; i++) {
            digest.add(inOrder[(oldest + i) % inOrder.length]);
        }
    }

    void write(Writer out) {
        out.number(size);
        for (int i = 0; i < size; i++) {
            out.bits(inOrder[(oldest + i) % inOrder.length]);
        }
    }

    /** Reads what a session has used up into one that has used up nothing yet. */
    void read(Reader in) {
        int count = in.count();
        if (count > remembered) {
            throw Reader.malformed(count + " names used up, and " + remembered + " are remembered");
        }
        for (int i = 0; i < count; i++) {
            long print = in.bits();
            if (print == 0 || contains(print)) {
                throw Reader.malformed("a fingerprint that no name has, or a second time");
            }
            add(print);
        }
    }
}
