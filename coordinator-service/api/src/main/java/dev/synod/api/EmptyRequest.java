package dev.synod.api;

/** Nothing: the body of a request that is told all by its path. It may be absent as well. */
public record EmptyRequest() {}
