package dev.synod.api.clock;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How one event, or what one clock knows, stands to another in the order of happened-before.
 *
 * <p>Source: Lamport (1978), section "The Partial Ordering"; Mattern (1989), section "Vector Time".
 */
public enum Relation {
    BEFORE("before"),
    AFTER("after"),
    EQUAL("equal"),
    /** Neither happened before the other: neither can have caused the other. */
    CONCURRENT("concurrent");

    private final String word;

    Relation(String word) {
        this.word = word;
    }

    /** Its spelling in JSON. */
    @JsonValue
    public String word() {
        return word;
    }

    /** How the other stands to the one. */
    public Relation inverse() {
        return switch (this) {
            case BEFORE -> AFTER;
            case AFTER -> BEFORE;
            case EQUAL -> EQUAL;
            case CONCURRENT -> CONCURRENT;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
