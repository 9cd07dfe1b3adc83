package dev.synod.api.clock;

/**
 * The clock of one process, as the process keeps it: it ticks at its own events and learns from what it receives. For
 * one thread at a time.
 *
 * <p>Source: Lamport (1978), section "Logical Clocks", rules IR1 and IR2; Fidge (1988); Mattern (1989), section
 * "Vector Time".
 */
public final class ProcessClock {

    private final String process;
    private CausalContext known = CausalContext.EMPTY;

    public ProcessClock(String process) {
        this.process = ProcessText.checked(process);
    }

    public String process() {
        return process;
    }

    /** An event of the process: its stamp. */
    public CausalStamp tick() {
        var stamp = new CausalStamp(process, known.lamport().tick(), known.vector().tick(process));
        known = stamp.context();
        return stamp;
    }

    /** What goes along with a message: all that the process knows. */
    public CausalContext send() {
        return known;
    }

    /** A message arrived that carried this. */
    public void receive(CausalContext told) {
        known = known.merge(told);
    }

    /** The process read the event with this stamp. */
    public void receive(CausalStamp read) {
        known = known.with(read);
    }
}
