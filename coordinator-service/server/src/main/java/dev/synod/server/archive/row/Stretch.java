package dev.synod.server.archive.row;

/**
 * Some of a process's events.
 *
 * @param through the number of the last of them
 * @param after the position behind which they stand
 */
public record Stretch(String cluster, String process, long through, long after) {}
