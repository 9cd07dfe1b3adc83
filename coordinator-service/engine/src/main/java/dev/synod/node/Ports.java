package dev.synod.node;

/** The outside, as a node sees it. */
public record Ports(Journal journal, Transport transport, Clock clock, Dice dice) {}
