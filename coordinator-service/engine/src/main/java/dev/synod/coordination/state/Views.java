package dev.synod.coordination.state;

import dev.synod.coordination.Session;
import dev.synod.coordination.state.Place.Holder;

/** Sessions as clients see them: with what they hold, which only the locks know. */
record Views(Locks locks) {

    Session session(SessionEntry session) {
        return new Session(
                session.id(),
                session.ttl(),
                session.metadata(),
                session.openedAt(),
                session.holds().stream()
                        .filter(key -> locks.find(key).filter(Holder.class::isInstance).isPresent())
                        .map(key -> new Session.HeldLock(key.lock(), key.hold()))
                        .toList(),
                session.candidacies().stream()
                        .map(key -> new Session.Candidacy(key.election(), key.candidate()))
                        .toList());
    }
}
