package dev.synod.coordination.state;

import dev.synod.coordination.Change;
import dev.synod.coordination.name.Position;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one decree sets going. A command only takes things away and notes here what that touched; once nothing more is
 * to be taken away, the touched locks and elections find their successors. So nothing is ever given to someone whom the
 * same decree is about to end.
 */
final class Step {

    private final Position position;
    private final Instant at;
    private final List<Change> changes = new ArrayList<>(2);
    private final Map<SessionEntry, Ending> endings = new LinkedHashMap<>(2);
    private final Set<LockEntry> locks = new LinkedHashSet<>(2);
    private final Set<ElectionEntry> elections = new LinkedHashSet<>(2);
    /** Locks that a hold of several was granted, which hardly any decree does. */
    private Optional<Deque<LockEntry>> looks = Optional.empty();

    Step(Position position, Instant at) {
        this.position = position;
        this.at = at;
    }

    Position position() {
        return position;
    }

    Instant at() {
        return at;
    }

    void tell(Change change) {
        changes.add(change);
    }

    void end(SessionEntry session, Ending ending) {
        endings.putIfAbsent(session, ending);
    }

    void touch(LockEntry lock) {
        locks.add(lock);
    }

    void touch(ElectionEntry election) {
        elections.add(election);
    }

    void lookAgain(LockEntry lock) {
        Deque<LockEntry> all = looks.orElseGet(ArrayDeque::new);
        all.add(lock);
        looks = Optional.of(all);
    }

    Optional<LockEntry> nextLook() {
        return looks.map(Deque::poll);
    }

    Map<SessionEntry, Ending> endings() {
        return endings;
    }

    Set<LockEntry> locks() {
        return locks;
    }

    Set<ElectionEntry> elections() {
        return elections;
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }
}
