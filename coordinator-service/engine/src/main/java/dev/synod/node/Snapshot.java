package dev.synod.node;

import dev.synod.paxos.Slot;

/**
 * Everything that the ledger through a slot has made, as bytes.
 *
 * @param bytes not copied: whoever makes a snapshot gives the array away and never writes to it again
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Snapshot(Slot through, byte[] bytes) {}
