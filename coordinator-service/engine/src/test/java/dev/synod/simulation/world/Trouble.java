package dev.synod.simulation.world;

/** What goes wrong in a run. */
public interface Trouble {

    void begin();

    /** Nothing goes wrong any more, and what did is repaired: every machine runs, and reaches all others. */
    void end();
}
