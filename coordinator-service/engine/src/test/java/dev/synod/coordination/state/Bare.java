package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Candidate;
import dev.synod.coordination.Content;
import dev.synod.coordination.Election;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Session;
import java.util.List;

/** Holds without the context that the lock handed on, and sessions without what they have: the rest of them. */
final class Bare {

    private Bare() {}

    static Hold of(Hold hold) {
        return new Hold(hold.lock(), hold.hold(), hold.session(), hold.mode(), hold.state(), CausalContext.EMPTY);
    }

    static List<Hold> of(List<Hold> holds) {
        return holds.stream().map(Bare::of).toList();
    }

    static Lock of(Lock lock) {
        return new Lock(lock.name(), of(lock.holders()), of(lock.waiting()), lock.withheld());
    }

    static Outcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Held(var hold) -> new Outcome.Held(of(hold));
            case Outcome.LockUnavailable(var holders, int queueLength, var withheld) ->
                new Outcome.LockUnavailable(of(holders), queueLength, withheld);
            case Outcome.LocksUnavailable(var locks) -> new Outcome.LocksUnavailable(
                    locks.stream().map(Bare::of).toList());
            case Outcome.ManyHeld(var hold) -> new Outcome.ManyHeld(of(hold));
            case Outcome.Entered(var candidate) -> new Outcome.Entered(of(candidate));
            case Outcome.Transferred(var election) -> new Outcome.Transferred(of(election));
            case Outcome other -> other;
        };
    }

    private static Outcome.LocksUnavailable.Occupied of(Outcome.LocksUnavailable.Occupied lock) {
        return new Outcome.LocksUnavailable.Occupied(
                lock.lock(), of(lock.holders()), lock.queueLength(), lock.withheld());
    }

    static ManyHold of(ManyHold hold) {
        return new ManyHold(hold.hold(), hold.session(), hold.locks(), hold.state());
    }

    static Candidate of(Candidate candidate) {
        return new Candidate(
                candidate.election(),
                candidate.candidate(),
                candidate.session(),
                candidate.value(),
                candidate.priority(),
                candidate.term());
    }

    static Election of(Election election) {
        return new Election(
                election.name(),
                election.leader().map(Bare::of),
                election.candidates().stream().map(Bare::of).toList(),
                election.position());
    }

    static Session of(Session session) {
        return new Session(
                session.id(), session.ttl(), session.metadata(), session.openedAt(), List.of(), List.of());
    }

    /** A queue moves while a decree empties it: the place of one who has left counts no more. */
    static Content of(String type, Content content) {
        if (content instanceof Content.OfCandidate(var candidate)) {
            return new Content.OfCandidate(of(candidate));
        }
        if (!(content instanceof Content.OfHold(var hold))) {
            return content;
        }
        Hold bare = of(hold);
        return new Content.OfHold(
                type.equals("lock.abandoned")
                        ? new Hold(bare.lock(), bare.hold(), bare.session(), bare.mode(), new Hold.State.Waiting(0))
                        : bare);
    }
}
