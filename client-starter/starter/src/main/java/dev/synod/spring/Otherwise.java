package dev.synod.spring;

/** What becomes of a call that may not run here and now: another process leads, or holds the lock. */
public enum Otherwise {
    /** It does nothing, and returns null, an empty Optional, or a stage or publisher that completes with nothing. */
    SKIP,
    /** It throws: {@link NotLeaderException}, or {@link dev.synod.client.NotFreeException}. */
    FAIL,
    /** The method named by the annotation's {@code fallback} is called with the same arguments. */
    FALL_BACK
}
