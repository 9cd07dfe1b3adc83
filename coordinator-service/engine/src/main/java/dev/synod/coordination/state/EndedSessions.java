package dev.synod.coordination.state;

import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The newest sessions that have ended: where, and of which hold, so that whoever asks again hears that it is over. */
final class EndedSessions {

    private final int remembered;
    private final Map<SessionId, End> ends = new LinkedHashMap<>();
    private final Map<HoldKey, Position> ofHolds = new LinkedHashMap<>();

    EndedSessions(int remembered) {
        this.remembered = remembered;
    }

    private record End(Position position, Purpose purpose) {}

    void remember(SessionEntry session, Position position) {
        ends.put(session.id(), new End(position, session.purpose()));
        if (session.purpose() instanceof Purpose.OfHold of) {
            ofHolds.put(of.key(), position);
        }
        if (ends.size() > remembered) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        End oldest = ends.remove(ends.keySet().iterator().next());
        if (oldest != null && oldest.purpose() instanceof Purpose.OfHold of) {
            // Only where no later session of a hold with the same name has ended since.
            ofHolds.remove(of.key(), oldest.position());
        }
    }

    Optional<Position> of(SessionId session) {
        return Optional.ofNullable(ends.get(session)).map(End::position);
    }

    Optional<Position> of(HoldKey hold) {
        return Optional.ofNullable(ofHolds.get(hold));
    }

    void digest(Digest digest) {
        digest.add(ends.size());
        ends.forEach((session, end) ->
                digest.add(session.toString()).add(end.position().number()).add(end.purpose().toString()));
    }
}
