package dev.synod.simulation.world;

/** The end of a machine's power in the midst of a turn. No production code may catch it. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}
