package dev.synod.coordination.state;

import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The newest sessions that have ended: where, and of which hold, so that whoever asks again hears that it is over. Of
 * all others that were opened no later than the newest one forgotten, it is known that they have ended, if they ever
 * were: else they would be open, or remembered.
 */
final class EndedSessions {

    private final int remembered;
    private final SequencedMap<SessionId, End> ends = new LinkedHashMap<>();
    /** Of sessions that were a hold's own, by that purpose. */
    private final Map<Purpose, Position> ofHolds = new LinkedHashMap<>();
    /** The newest opening of a session that is forgotten. */
    private Position forgottenThrough = Position.ZERO;

    EndedSessions(int remembered) {
        this.remembered = remembered;
    }

    private record End(Position position, Purpose purpose) {}

    void remember(SessionEntry session, Position position) {
        remember(session.id(), new End(position, session.purpose()));
    }

    private void remember(SessionId session, End end) {
        ends.put(session, end);
        if (isOfHold(end.purpose())) {
            ofHolds.put(end.purpose(), end.position());
        }
        if (ends.size() > remembered) {
            forgetOldest();
        }
    }

    private static boolean isOfHold(Purpose purpose) {
        return switch (purpose) {
            case Purpose.OfHold of -> true;
            case Purpose.OfManyHold of -> true;
            case Purpose.OfClient of -> false;
            case Purpose.OfCandidate of -> false;
        };
    }

    private void forgetOldest() {
        SessionId session = ends.firstEntry().getKey();
        if (session.opened().isAfter(forgottenThrough)) {
            forgottenThrough = session.opened();
        }
        End oldest = ends.remove(session);
        if (oldest != null) {
            // Only where no later session of a hold with the same name has ended since.
            ofHolds.remove(oldest.purpose(), oldest.position());
        }
    }

    Optional<Position> of(SessionId session) {
        return Optional.ofNullable(ends.get(session)).map(End::position);
    }

    /** Whether a session that is neither open nor remembered has ended, and where it did is forgotten. */
    boolean mayHaveForgotten(SessionId session) {
        return !session.opened().isAfter(forgottenThrough);
    }

    Optional<Position> of(HoldKey hold) {
        return Optional.ofNullable(ofHolds.get(new Purpose.OfHold(hold)));
    }

    Optional<Position> of(HoldName ofSeveralLocks) {
        return Optional.ofNullable(ofHolds.get(new Purpose.OfManyHold(ofSeveralLocks)));
    }

    /** Where the newest of them ended. */
    Position newest() {
        return ends.isEmpty() ? Position.ZERO : ends.lastEntry().getValue().position();
    }

    Position forgottenThrough() {
        return forgottenThrough;
    }

    void writeForgotten(Writer out) {
        out.number(forgottenThrough.number());
    }

    void readForgotten(Reader in) {
        forgottenThrough = Parts.position(in);
    }

    void write(Writer out) {
        out.number(ends.size());
        ends.forEach((session, end) -> {
            Parts.write(session, out);
            end.purpose().write(out.number(end.position().number()));
        });
    }

    /** Reads what was remembered into one that remembers nothing yet. */
    void read(Reader in) {
        int count = in.count();
        if (count > remembered) {
            throw Reader.malformed(count + " ended sessions, and " + remembered + " are remembered");
        }
        for (int i = 0; i < count; i++) {
            SessionId session = Parts.session(in);
            var end = new End(Parts.position(in), Purpose.read(in));
            boolean inOrder = end.position().isAfter(session.opened()) && !newest().isAfter(end.position());
            if (!inOrder || ends.containsKey(session)) {
                throw Reader.malformed("session " + session + " ended twice, or at " + end.position());
            }
            remember(session, end);
        }
    }

    void digest(Digest digest) {
        digest.add(ends.size());
        ends.forEach((session, end) ->
                digest.add(session.toString()).add(end.position().number()).add(end.purpose().toString()));
        if (!forgottenThrough.equals(Position.ZERO)) { // states from before it was noted keep their digests
            digest.add(forgottenThrough.number());
        }
    }
}
