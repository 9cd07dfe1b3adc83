package dev.synod.client;

/** A lock, or several taken together, that this process holds until it closes this or its session ends. */
public interface HeldLock extends Lease, AutoCloseable {

    /** Gives it back; where Synod is not reached, that is tried again until the session has ended. Never throws. */
    @Override
    void close();
}
