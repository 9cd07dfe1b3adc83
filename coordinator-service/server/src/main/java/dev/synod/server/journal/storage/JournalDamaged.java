package dev.synod.server.journal.storage;

import dev.synod.paxos.NodeId;
import java.nio.file.Path;

/**
 * A journal that lost something it had made durable. Its node must never vote again: a forgotten vote breaks agreement.
 *
 * <p>The message is one sentence for the operator: what is wrong, where, and that the node comes back under a new id.
 */
public final class JournalDamaged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalDamaged(NodeId node, Path file, long offset, String what) {
        super(file + " is damaged at offset " + offset + " (" + what + "); node " + node
                + " may have forgotten a vote, and with it would break agreement: it must not vote again, so replace it"
                + " by a node with a new synod.node.id and an empty synod.node.data-dir");
    }

    /** Damage of a journal that is not in files. */
    public JournalDamaged(NodeId node, String journal, String what) {
        super(journal + " is damaged (" + what + "); node " + node
                + " may have forgotten a vote, and with it would break agreement: it must not vote again, so replace it"
                + " by a node with a new synod.node.id");
    }
}
