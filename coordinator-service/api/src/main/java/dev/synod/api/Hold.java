package dev.synod.api;

/**
 * A place in a lock's queue, or the lock itself.
 *
 * @param hold the name that the client gave it
 */
public record Hold(String hold) {}
