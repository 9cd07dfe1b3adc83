package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Change;
import dev.synod.coordination.event.Topics;
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
    private final List<Change> changes = new ArrayList<>(4);
    private final List<Gazette.Item> news = new ArrayList<>(4);
    private final Map<SessionEntry, Ending> endings = new LinkedHashMap<>(2);
    private final Set<LockEntry> locks = new LinkedHashSet<>(2);
    private final Set<ElectionEntry> elections = new LinkedHashSet<>(2);
    /** Locks that a hold of several was granted, which hardly any decree does. */
    private Optional<Deque<LockEntry>> looks = Optional.empty();
    private CausalContext told = CausalContext.EMPTY;
    private Optional<SessionEntry> concerned = Optional.empty();

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

    Topics.Moment moment() {
        return new Topics.Moment(position, at);
    }

    void tell(Change change) {
        changes.add(change);
    }

    /** Notes a change of the cluster itself, to be published when all is settled. */
    void tell(Gazette.Item item) {
        news.add(item);
    }

    List<Gazette.Item> news() {
        return news;
    }

    /** What the command's sender knows; a session that it opens begins with it. */
    void hear(CausalContext context) {
        told = context;
    }

    CausalContext told() {
        return told;
    }

    /** The command is about this session: its clock goes with the answer. */
    void concern(SessionEntry session) {
        concerned = Optional.of(session);
    }

    Optional<SessionEntry> concerned() {
        return concerned;
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
