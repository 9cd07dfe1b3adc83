package dev.synod.api.clock;

/**
 * Which event it is, and what had happened before it. One count suffices to compare two: an event knows of another when
 * it knows as many events of that one's process as there were with it.
 *
 * <p>Source: Lamport (1978), section "Logical Clocks"; Fidge (1988); Mattern (1989), section "Vector Time".
 *
 * @param process whose event it is: a session's id, or {@code synod}
 * @param lamport larger than that of every event which happened before
 * @param vector what had happened before, and the event itself, the newest of its process
 */
public record CausalStamp(String process, LamportClock lamport, VectorClock vector) {

    public CausalStamp {
        ProcessText.checked(process);
        if (lamport.time() < 1) {
            throw new IllegalArgumentException("the Lamport time of an event is 1 or more, not " + lamport);
        }
        if (vector.of(process) < 1) {
            throw new IllegalArgumentException("the vector of an event of " + process
                    + " must have that process's own component, not " + ProcessText.quoted(vector.toString()));
        }
    }

    /** Its number among the events of its process, from 1 on. */
    public long own() {
        return vector.of(process);
    }

    /**
     * How this event stands to the other: before, where the other knows of it. Of two stamps that Synod gave, never
     * each knows of the other.
     */
    public Relation relation(CausalStamp other) {
        if (process.equals(other.process) && own() == other.own()) {
            return Relation.EQUAL;
        }
        if (other.knows(this)) {
            return Relation.BEFORE;
        }
        return knows(other) ? Relation.AFTER : Relation.CONCURRENT;
    }

    private boolean knows(CausalStamp other) {
        return vector.of(other.process) >= other.own();
    }

    /** What one knows who hears of the event. */
    public CausalContext context() {
        return new CausalContext(lamport, vector);
    }
}
