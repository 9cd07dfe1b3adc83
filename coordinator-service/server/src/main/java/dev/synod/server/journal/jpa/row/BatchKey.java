package dev.synod.server.journal.jpa.row;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/**
 * Which batch of which node.
 *
 * @param number 1 for the journal's first, and no number is left out
 */
@Embeddable
public record BatchKey(String cluster, int node, long number) implements Serializable {

    public static BatchKey of(NodeKey node, long number) {
        return new BatchKey(node.cluster(), node.node(), number);
    }
}
