package dev.synod.server.journal.storage;

/**
 * The disk did not do what was asked of it: what the journal holds now is unknown.
 *
 * <p>The node must end. Its next start reads back what is really there; nothing is tried again before, since after a
 * failed fsync the pages count as clean though they never reached the disk (Rebello et al., ATC 2020).
 */
public final class JournalFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalFailure(String message) {
        super(message);
    }

    public JournalFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
