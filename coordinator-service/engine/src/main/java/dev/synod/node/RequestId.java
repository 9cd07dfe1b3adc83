package dev.synod.node;

import dev.synod.paxos.NodeId;

/**
 * One request that a node took from a client.
 *
 * @param origin the node that took it
 * @param life drawn at each start of the node, so that no number is used twice
 * @param number grows within a life
 */
public record RequestId(NodeId origin, long life, long number) {}
