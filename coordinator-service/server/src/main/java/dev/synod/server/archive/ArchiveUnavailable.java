package dev.synod.server.archive;

/** The archive's database cannot be asked now. Nothing is lost by it; the caller asks again later. */
public final class ArchiveUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ArchiveUnavailable(String message) {
        super(message);
    }

    ArchiveUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
