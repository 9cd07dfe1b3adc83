package dev.synod.node;

/** Chance, for nodes that must not all lose patience at once. */
public interface Dice {

    /** A number from 0 to {@code bound - 1}. */
    long below(long bound);
}
