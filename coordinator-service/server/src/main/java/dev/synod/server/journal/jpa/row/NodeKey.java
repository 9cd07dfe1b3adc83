package dev.synod.server.journal.jpa.row;

import dev.synod.server.journal.Identity;
import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** Whose rows: one node of one cluster. */
@Embeddable
public record NodeKey(String cluster, int node) implements Serializable {

    public static NodeKey of(Identity identity) {
        return new NodeKey(identity.cluster(), identity.node().number());
    }
}
