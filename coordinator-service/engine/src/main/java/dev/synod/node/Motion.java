package dev.synod.node;

import dev.synod.paxos.NodeId;
import java.util.Optional;

/** What somebody wants of the cluster itself. The president rules on it. */
public sealed interface Motion {

    /** {@code node} shall belong to the cluster: it learns first, and votes once it has caught up. */
    record Add(NodeId node, String address) implements Motion {}

    /** {@code node} shall belong to it no longer. */
    record Remove(NodeId node) implements Motion {}

    /** {@code node} shall vote in the place of {@code replaced}, which lost its memory. */
    record Replace(NodeId node, String address, NodeId replaced) implements Motion {}

    /** Another shall preside: {@code to}, or the most advanced. */
    record Transfer(Optional<NodeId> to) implements Motion {}
}
