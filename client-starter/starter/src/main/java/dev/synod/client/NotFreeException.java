package dev.synod.client;

import java.time.Duration;

/** A lock was not free in time. */
public final class NotFreeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotFreeException(String lock, Duration waited) {
        super("the lock " + lock + " was not free within " + waited.toMillis() + " ms");
    }
}
