package dev.synod.server.archive;

/** What became of events that were to be archived. */
public enum Written {
    /** They are durable, each exactly once. */
    ALL,
    /** None of them was written: somebody else archives, or has archived them. */
    NONE
}
