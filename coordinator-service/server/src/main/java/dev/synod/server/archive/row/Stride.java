package dev.synod.server.archive.row;

/**
 * A cluster's archive on its way from one position to another.
 *
 * @param round of the ballot in whose name it goes
 * @param node of that ballot
 */
public record Stride(String cluster, long from, long to, long round, int node) {}
