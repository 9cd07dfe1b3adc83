package dev.synod.node;

import java.util.concurrent.Executor;

/**
 * The outside, as a node sees it.
 *
 * @param background does long work beside the loop, one piece after the other
 */
public record Ports(Journal journal, Transport transport, Clock clock, Dice dice, Executor background) {}
