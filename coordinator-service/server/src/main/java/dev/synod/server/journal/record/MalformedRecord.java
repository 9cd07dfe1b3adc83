package dev.synod.server.journal.record;

/** Bytes that are no record. With a right checksum over them they were written so: a defect, or another program. */
public final class MalformedRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedRecord(String message) {
        super(message);
    }

    MalformedRecord(IllegalArgumentException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
