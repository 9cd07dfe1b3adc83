package dev.synod.server.journal.segment;

/**
 * Where a frame stands. It is part of the frame's checksum, so that bytes of an earlier life, of another journal or of
 * another place are never taken for it.
 *
 * @param birth the journal's random number
 */
record Place(long birth, long segment, long offset) {}
