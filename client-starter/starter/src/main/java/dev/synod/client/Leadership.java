package dev.synod.client;

/** This process leads an election, until it withdraws, hands over, or its session ends. */
public interface Leadership extends Lease {}
