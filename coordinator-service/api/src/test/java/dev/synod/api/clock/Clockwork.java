package dev.synod.api.clock;

import java.util.function.Predicate;

/** How one process keeps its clock in a run. */
interface Clockwork {

    CausalStamp tick();

    CausalContext send();

    void receive(CausalContext told);

    /** These processes are retired. */
    void forget(Predicate<String> gone);

    /** As an application keeps it, which never hears who was retired. */
    static Clockwork ofClient(String process) {
        var clock = new ProcessClock(process);
        return new Clockwork() {
            @Override
            public CausalStamp tick() {
                return clock.tick();
            }

            @Override
            public CausalContext send() {
                return clock.send();
            }

            @Override
            public void receive(CausalContext told) {
                clock.receive(told);
            }

            @Override
            public void forget(Predicate<String> gone) {
                // A client learns it from the next answer, or never: a component too many orders nothing.
            }
        };
    }
}
