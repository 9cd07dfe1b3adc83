package dev.synod.server.journal.storage;

/**
 * A data directory that this node must not use. Nothing in it was changed.
 *
 * <p>The message is one sentence for the operator: it names the setting and what to change.
 */
public final class JournalRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalRefused(String message) {
        super(message);
    }

    public JournalRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
