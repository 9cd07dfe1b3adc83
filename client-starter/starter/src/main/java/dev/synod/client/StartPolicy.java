package dev.synod.client;

/** What becomes of a start while there is no session yet. */
public enum StartPolicy {
    /** It fails where there is none within the patience. */
    REQUIRED,
    /** It waits for the patience, and then goes on without one, which is opened when Synod answers. */
    WAIT,
    /** It goes on at once; the session is opened beside it. */
    LAZY
}
