package dev.synod.coordination.state;

import dev.synod.coordination.Command.Acquire;
import dev.synod.coordination.Command.AcquireMany;
import dev.synod.coordination.Command.EnterElection;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands in the lists of {@link NaiveCoordination}. */
final class NaiveEntities {

    private NaiveEntities() {}

    static final class ASession {
        final SessionId id;
        final Duration ttl;
        final Map<String, String> metadata;
        final Optional<String> key;
        final Instant openedAt;
        /** Names of single holds, which are keys, and of holds of several locks. */
        final List<Object> usedUp = new ArrayList<>();

        ASession(SessionId id, Opening opening) {
            this.id = id;
            ttl = opening.ttl();
            metadata = opening.metadata();
            key = opening.key();
            openedAt = opening.at();
        }
    }

    record Opening(Duration ttl, Map<String, String> metadata, Optional<String> key, Instant at) {}

    record AnEnd(SessionId session, Position position, Optional<Object> ownHold) {}

    static final class AHold {
        final LockName lock;
        final HoldName name;
        final ASession session;
        final boolean own;
        final Mode mode;
        final Duration lockDelay;
        /** Of a hold of several locks. */
        boolean part;

        AttemptId attempt;
        Optional<Position> granted = Optional.empty();
        Instant at = Instant.EPOCH;

        AHold(Acquire asked, ASession session, boolean own) {
            this.lock = asked.lock();
            this.name = asked.hold();
            this.session = session;
            this.own = own;
            this.mode = asked.mode();
            this.lockDelay = asked.lockDelay();
            this.attempt = asked.attempt();
        }

        HoldKey key() {
            return new HoldKey(lock, name);
        }
    }

    static final class AMany {
        final AcquireMany asked;
        final ASession session;
        final boolean own;
        final List<AHold> parts = new ArrayList<>();
        AttemptId attempt;

        AMany(AcquireMany asked, ASession session) {
            this.asked = asked;
            this.session = session;
            this.own = asked.owner() instanceof Owner.OwnSession;
            this.attempt = asked.attempt();
        }

        boolean waits() {
            return parts.getFirst().granted.isEmpty();
        }
    }

    static final class ACandidate {
        final ElectionName election;
        final CandidateName name;
        final ASession session;
        final boolean own;
        final Position arrival;
        String value;
        int priority;

        ACandidate(EnterElection asked, ASession session, boolean own, Position arrival) {
            this.election = asked.election();
            this.name = asked.candidate();
            this.session = session;
            this.own = own;
            this.arrival = arrival;
            this.value = asked.value();
            this.priority = asked.priority();
        }
    }
}
