package dev.synod.api.clock;

import java.util.function.Predicate;

/** As the cluster keeps it for a session: retired processes leave. The broken ones leave out one rule each. */
class SessionClockwork implements Clockwork {

    private final String process;
    private CausalContext known = CausalContext.EMPTY;

    SessionClockwork(String process) {
        this.process = process;
    }

    @Override
    public CausalStamp tick() {
        known = new CausalContext(ticked(known.lamport()), ticked(known.vector(), process));
        return new CausalStamp(process, known.lamport(), known.vector());
    }

    LamportClock ticked(LamportClock lamport) {
        return lamport.tick();
    }

    VectorClock ticked(VectorClock vector, String own) {
        return vector.tick(own);
    }

    @Override
    public CausalContext send() {
        return known;
    }

    @Override
    public void receive(CausalContext told) {
        known = merged(known, told);
    }

    CausalContext merged(CausalContext mine, CausalContext told) {
        return mine.merge(told);
    }

    @Override
    public void forget(Predicate<String> gone) {
        known = new CausalContext(known.lamport(), known.vector().retain(gone.negate()));
    }

    /** Only its first event ticks. */
    static class ForgetsToTick extends SessionClockwork {
        ForgetsToTick(String process) {
            super(process);
        }

        @Override
        VectorClock ticked(VectorClock vector, String own) {
            return vector.of(own) == 0 ? vector.tick(own) : vector;
        }
    }

    static class ForgetsToMerge extends SessionClockwork {
        ForgetsToMerge(String process) {
            super(process);
        }

        @Override
        CausalContext merged(CausalContext mine, CausalContext told) {
            return mine;
        }
    }

    /** Takes what it is told for all there is to know besides its own events. */
    static class ForgetsWhatItKnew extends SessionClockwork {
        private final String own;

        ForgetsWhatItKnew(String process) {
            super(process);
            own = process;
        }

        @Override
        CausalContext merged(CausalContext mine, CausalContext told) {
            return new CausalContext(mine.lamport(), mine.vector().retain(own::equals)).merge(told);
        }
    }

    static class ForgetsItsOwnEvents extends SessionClockwork {
        private final String own;

        ForgetsItsOwnEvents(String process) {
            super(process);
            own = process;
        }

        @Override
        CausalContext merged(CausalContext mine, CausalContext told) {
            return new CausalContext(mine.lamport(), mine.vector().without(own)).merge(told);
        }
    }

    /** Its Lamport time is that of its own events alone. */
    static class HearsNoLamportTime extends SessionClockwork {
        HearsNoLamportTime(String process) {
            super(process);
        }

        @Override
        CausalContext merged(CausalContext mine, CausalContext told) {
            return new CausalContext(mine.lamport(), mine.vector().merge(told.vector()));
        }
    }

    /** Is not above what it heard, but beside it. */
    static class StandsStillInLamportTime extends SessionClockwork {
        StandsStillInLamportTime(String process) {
            super(process);
        }

        @Override
        LamportClock ticked(LamportClock lamport) {
            return lamport.time() == 0 ? lamport.tick() : lamport;
        }
    }
}
