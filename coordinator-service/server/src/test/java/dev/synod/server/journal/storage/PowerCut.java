package dev.synod.server.journal.storage;

/** The machine went out in the middle of an operation. An error: no handler of exceptions may go on. */
public final class PowerCut extends Error {

    private static final long serialVersionUID = 1L;
}
