package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.event.Inspection;
import dev.synod.coordination.event.Topics;
import dev.synod.coordination.name.Position;

/** What {@link Audit} does for events and clocks. */
record EventAudit(Sessions sessions, Locks locks, Elections elections, Publishing publishing) {

    void digest(Digest digest) {
        // Their bytes say all that there is of them, in one spelling.
        var out = new Writer();
        publishing.write(out);
        locks.writeLeft(out);
        elections.writeLeft(out);
        digest.add(out.bytes());
    }

    void check() {
        Topics topics = publishing.topics();
        var inspection = new Inspection(topics, sessions::isOpen);
        inspection.check();
        for (SessionEntry session : sessions.all()) {
            inspection.checkKnown(session.known(), session::toString);
            long own = session.known().vector().of(session.process());
            Audit.check(
                    own == inspection.published(session.process()),
                    "a session's clock counts its own events",
                    () -> session + " knows " + session.known());
            Audit.check(
                    session.known().lamport().time() >= inspection.newestLamport(session.process()),
                    "a session's clock is not behind its own events",
                    () -> session + " knows " + session.known());
        }
        locks.all().forEach(lock -> checkKnown(lock.left(), inspection, lock));
        locks.left().all().forEach((lock, context) -> {
            checkKnown(context, inspection, lock);
            Audit.check(locks.find(lock).isEmpty(), "what was left at a lock in use stands there", lock::toString);
        });
        elections.all().forEach(election -> checkKnown(election.left(), inspection, election.name()));
        elections.left().all().forEach((election, context) -> {
            checkKnown(context, inspection, election);
            Audit.check(
                    elections.find(election).isEmpty(),
                    "what was left in an election stands there",
                    election::toString);
        });
    }

    private static void checkKnown(CausalContext context, Inspection inspection, Object where) {
        inspection.checkKnown(context, where::toString);
    }

    void checkPast(Position applied) {
        var inspection = new Inspection(publishing.topics(), sessions::isOpen);
        inspection.checkPast(applied);
        sessions.all().forEach(session -> inspection.checkPast(session.known(), applied));
        locks.all().forEach(lock -> inspection.checkPast(lock.left(), applied));
        locks.left().all().values().forEach(context -> inspection.checkPast(context, applied));
        elections.all().forEach(election -> inspection.checkPast(election.left(), applied));
        elections.left().all().values().forEach(context -> inspection.checkPast(context, applied));
    }
}
