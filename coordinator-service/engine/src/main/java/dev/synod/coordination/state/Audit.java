package dev.synod.coordination.state;

import dev.synod.coordination.Invariant;
import dev.synod.coordination.Mode;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.Place.Holder;
import dev.synod.coordination.state.Place.Waiter;
import dev.synod.invariant.InvariantViolation;
import java.util.Collection;
import java.util.function.Supplier;

/** A walk through the whole state: to sum it up, or to look for what must not be there. */
record Audit(Sessions sessions, Locks locks, Elections elections, Publishing publishing) {

    static Audit of(Sessions sessions, Locks locks, Elections elections, Publishing publishing) {
        return new Audit(sessions, locks, elections, publishing);
    }

    Digest digest(Position applied) {
        var digest = new Digest().add(applied.number());
        digest.add(sessions.count());
        sessions.all().forEach(session -> add(session, digest));
        sessions.ended().digest(digest);
        digest.add(locks.holds());
        locks.all().forEach(lock -> add(lock, digest));
        digest.add(elections.candidacies());
        elections.all().forEach(election -> add(election, digest));
        elections.idle().forEach((election, position) -> digest.add(election.text()).add(position.number()));
        locks.many().digest(digest);
        new EventAudit(sessions, locks, elections, publishing).digest(digest);
        return digest;
    }

    private static void add(SessionEntry session, Digest digest) {
        digest.add(session.id().toString()).add(session.ttl().toString()).add(session.openedAt().toString());
        digest.add(session.metadata().size());
        session.metadata().forEach((key, value) -> digest.add(key).add(value));
        digest.add(session.purpose().toString());
        digest.add(session.holds().size());
        session.holds().forEach(key -> add(key, digest));
        digest.add(session.candidacies().size());
        session.candidacies().forEach(key -> add(key, digest));
        session.usedUp().digest(digest);
    }

    private static void add(HoldKey key, Digest digest) {
        digest.add(key.lock().text()).add(key.hold().text());
    }

    private static void add(CandidateKey key, Digest digest) {
        digest.add(key.election().text()).add(key.candidate().text());
    }

    private static void add(LockEntry lock, Digest digest) {
        digest.add(lock.name().text()).add(lock.newestGrant().number());
        digest.add(lock.delay().toString());
        digest.add(lock.holders().size());
        for (Holder holder : lock.holders()) {
            add(holder.entry(), digest);
            digest.add(holder.state().toString());
        }
        digest.add(lock.queue().length());
        for (Waiter waiter : lock.queue().all()) {
            add(waiter.entry(), digest);
            digest.add(waiter.attempt().number()).add(waiter.waiting().toString());
        }
    }

    private static void add(HoldEntry entry, Digest digest) {
        add(entry.key(), digest);
        digest.add(entry.session().id().toString()).add(entry.mode().toString());
        digest.add(entry.lockDelay().toString());
    }

    private static void add(ElectionEntry election, Digest digest) {
        digest.add(election.name().text()).add(election.position().number()).add(election.leader().toString());
        digest.add(election.size());
        for (CandidateEntry candidate : election.all()) {
            add(candidate.key(), digest);
            digest.add(candidate.session().id().toString()).add(candidate.value());
            digest.add(candidate.priority()).add(candidate.arrival().number());
        }
    }

    void check() {
        locks.many().check(sessions);
        int holds = 0;
        int candidacies = 0;
        for (SessionEntry session : sessions.all()) {
            holds += session.holds().size();
            candidacies += session.candidacies().size();
            check(session);
        }
        int places = 0;
        for (LockEntry lock : locks.all()) {
            places += lock.holders().size() + lock.queue().length();
            check(lock);
        }
        int candidates = 0;
        for (ElectionEntry election : elections.all()) {
            candidates += election.size();
            check(election);
        }
        new EventAudit(sessions, locks, elections, publishing).check();
        check(holds == places && places == locks.holds(), "holds of sessions and of locks are the same", () -> "");
        check(
                candidacies == candidates && candidates == elections.candidacies(),
                "candidacies of sessions and of elections are the same",
                () -> "");
    }

    /** Checks that nothing is later than the last command, so that whatever comes is later than all. */
    void checkPast(Position applied) {
        new EventAudit(sessions, locks, elections, publishing).checkPast(applied);
        sessions.all().forEach(session -> checkPast(session.id().opened(), applied, session::toString));
        checkPast(sessions.ended().newest(), applied, () -> "an ended session");
        checkPast(sessions.ended().forgottenThrough(), applied, () -> "a forgotten session");
        for (LockEntry lock : locks.all()) {
            checkPast(lock.newestGrant(), applied, lock::toString);
            lock.delay().ifPresent(delay -> checkPast(delay.since(), applied, lock::toString));
        }
        for (ElectionEntry election : elections.all()) {
            checkPast(election.position(), applied, () -> election.seen().toString());
            election.all().forEach(candidate ->
                    checkPast(candidate.arrival(), applied, () -> candidate.key().toString()));
        }
        elections.idle().forEach((name, position) -> checkPast(position, applied, () -> "election " + name));
    }

    static void checkPast(Position position, Position applied, Supplier<String> what) {
        check(
                !position.isAfter(applied),
                "nothing is later than the last command",
                () -> what.get() + " at " + position + " after " + applied);
    }

    private void check(SessionEntry session) {
        for (HoldKey key : session.holds()) {
            boolean there = locks.find(key).filter(place -> place.entry().session() == session).isPresent();
            check(there, "a session's hold stands at its lock", () -> session + " " + key);
            boolean usedUp = session.usedUp().contains(key) && locks.many().whole(key).isEmpty();
            check(!usedUp, "a hold that is used up is not there", () -> session + " " + key);
        }
        for (CandidateKey key : session.candidacies()) {
            boolean there = elections.find(key.election())
                    .flatMap(election -> election.find(key.candidate()))
                    .filter(candidate -> candidate.session() == session)
                    .isPresent();
            check(there, "a session's candidate stands in its election", () -> session + " " + key);
        }
        boolean lives = switch (session.purpose()) {
            case Purpose.OfClient client -> true;
            case Purpose.OfHold(HoldKey key) -> session.holds().contains(key);
            case Purpose.OfCandidate(CandidateKey key) -> session.candidacies().contains(key);
            case Purpose.OfManyHold(var hold) ->
                locks.many().find(hold).filter(whole -> whole.session() == session).isPresent();
        };
        check(lives, "a session of its own does not outlive its hold or candidacy", session::toString);
        check(sessions.ended().of(session.id()).isEmpty(), "an open session has not ended", session::toString);
    }

    private void check(LockEntry lock) {
        checkHolders(lock.holders());
        Invariant.TOKEN_GROWS.check(
                lock.token().map(token -> token.number() <= lock.newestGrant().number()).orElse(true),
                () -> lock.seen() + " after a grant at " + lock.newestGrant());
        boolean passedOver = lock.successor()
                .filter(waiter -> locks.many().whole(waiter.entry().key()).map(ManyEntry::isNext).orElse(true))
                .isPresent();
        check(!passedOver, "nobody waits for what could be granted", () -> lock.seen().toString());
        check(!lock.isFree() || lock.delay().isPresent(), "a lock that nobody wants is forgotten", lock::toString);
    }

    /** Checks the holders of one lock, in the order in which they got it. */
    static void checkHolders(Collection<Holder> holders) {
        long earlier = 0;
        for (Holder holder : holders) {
            Mode mode = holders.iterator().next().entry().mode();
            int mostAtOnce =
                    switch (mode) {
                        case Mode.Exclusive() -> 1;
                        case Mode.Shared() -> Integer.MAX_VALUE;
                        case Mode.Permit(int permits) -> permits;
                    };
            boolean agrees = holder.entry().mode().equals(mode) && holders.size() <= mostAtOnce;
            Invariant.ONE_HOLDER.check(agrees, holders::toString);
            long token = holder.state().token().number();
            Invariant.TOKEN_GROWS.check(earlier <= token, holders::toString);
            earlier = token;
        }
    }

    private static void check(ElectionEntry election) {
        Invariant.ONE_LEADER.check(election.isLed(), () -> election.seen().toString());
        boolean came = election.leader()
                .flatMap(election::find)
                .filter(leader -> !leader.arrival().isAfter(election.position()))
                .isPresent();
        check(came, "a leader came before it led", () -> election.seen().toString());
    }

    static void check(boolean holds, String statement, Supplier<String> seen) {
        if (!holds) {
            throw new InvariantViolation(statement + "; seen: " + seen.get());
        }
    }
}
