package dev.synod.server.wiring;

/**
 * Why the process ends, as its parent sees it.
 *
 * @param status 0 where somebody wished it; the others as in sysexits.h
 */
record Exit(int status) {

    /** Somebody wished it. */
    static final Exit WISHED = new Exit(0);

    /** The instance found itself wrong, or cannot store any more: the next start reads what is stored. */
    static final Exit BROKEN = new Exit(70);

    /** A setting with which it cannot start. */
    static final Exit WRONG_SETTING = new Exit(78);
}
