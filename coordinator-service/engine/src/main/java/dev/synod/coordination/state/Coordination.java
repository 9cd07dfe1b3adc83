package dev.synod.coordination.state;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.Session;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The replicated state: commands in slot order become outcomes, the same on every node. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Coordination {

    /** Applies a command. {@code at} rides along for people to read and decides nothing. */
    public Applied apply(Position position, Instant at, Command command) {
        throw new IllegalStateException();
    }

    public Optional<Session> session(SessionId id) {
        throw new IllegalStateException();
    }

    /** Where a session that is remembered ended. */
    public Optional<Position> ended(SessionId id) {
        throw new IllegalStateException();
    }

    public List<Session> sessions(String prefix, String after, int limit) {
        throw new IllegalStateException();
    }

    public Lock lock(LockName name) {
        throw new IllegalStateException();
    }

    public Optional<Hold> hold(LockName lock, HoldName hold) {
        throw new IllegalStateException();
    }

    /** Where the session of a hold that had one of its own ended, while it is remembered. */
    public Optional<Position> endedHold(LockName lock, HoldName hold) {
        throw new IllegalStateException();
    }

    /** Whether the hold lives on a session of its own, which its renewal keeps alive. */
    public boolean ownsSession(LockName lock, HoldName hold) {
        throw new IllegalStateException();
    }

    /** Locks held or awaited, by name. */
    public List<Lock> locks(String prefix, String after, int limit) {
        throw new IllegalStateException();
    }

    public Election election(ElectionName name) {
        throw new IllegalStateException();
    }

    public Optional<CandidateName> leader(ElectionName name) {
        throw new IllegalStateException();
    }
}
