package dev.synod.server.rest.asking;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;

/** Commands of those who say what they know. */
public final class Knowing {

    private Knowing() {}

    /** The command, before which its session learns what its caller knows; the command itself where that is nothing. */
    public static Command of(Command command, CausalContext told) {
        return told.isEmpty() ? command : new Command.Knowing(told, command);
    }
}
