package dev.synod.spring;

/** What becomes of a call that is running when the lead or the lock that it runs under is lost. */
public enum WhenLost {
    /** It goes on; its fencing token keeps its late writes out, wherever something checks it. */
    FENCE_ONLY,
    /** Its thread is interrupted. */
    INTERRUPT,
    /** The stage or publisher that it returned is cancelled. */
    CANCEL
}
