package dev.synod.coordination.name;

/** One request's try at a hold, so that a request which gives up takes only its own place in the queue away. */
public record AttemptId(long number) {}
