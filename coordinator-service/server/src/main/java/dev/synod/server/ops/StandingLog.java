package dev.synod.server.ops;

import dev.synod.node.Standing;
import dev.synod.paxos.NodeId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each change of standing; a quiet cluster logs nothing. */
public final class StandingLog {

    private static final Logger LOG = LoggerFactory.getLogger(StandingLog.class);

    private final Supplier<Standing> node;
    private Seen seen = new Seen(false, Optional.empty(), false);
    private Optional<Belonging> belonging = Optional.empty();
    private boolean withoutRoom;
    private boolean slow;

    /** Tells of that node. Used by one thread. */
    public StandingLog(Supplier<Standing> node) {
        this.node = node;
    }

    /** Looks at the node, and logs what is new. */
    public void look() {
        var standing = node.get();
        var now = Seen.in(standing);
        if (!now.equals(seen)) {
            tell(standing, now);
            seen = now;
        }
        lookAtMembers(standing);
        lookAtKeeping(standing);
    }

    private void lookAtMembers(Standing standing) {
        var now = Belonging.in(standing);
        belonging.filter(before -> !before.equals(now)).ifPresent(before -> {
            if (!now.members().equals(before.members())) {
                var joined = new TreeSet<>(now.members());
                joined.removeAll(before.members());
                var left = new TreeSet<>(before.members());
                left.removeAll(now.members());
                tell(standing, "configuration changed members=" + now.members()
                        + (joined.isEmpty() ? "" : " joined=" + joined) + (left.isEmpty() ? "" : " left=" + left));
            }
            if (now.voting() != before.voting()) {
                tell(standing, now.voting() ? "voting" : "not voting, observing");
            }
        });
        belonging = Optional.of(now);
    }

    private void lookAtKeeping(Standing standing) {
        var keeping = standing.keeping();
        if (keeping.withoutRoom() != withoutRoom) {
            withoutRoom = keeping.withoutRoom();
            if (withoutRoom) {
                LOG.error("node={} without room on its disk: it does not vote until there is some", standing.self());
            } else {
                tell(standing, "room again");
            }
        }
        if (keeping.slow() != slow) {
            slow = keeping.slow();
            if (slow) {
                LOG.warn("node={} slow disk: another node should preside", standing.self());
            } else {
                tell(standing, "disk no longer slow");
            }
        }
    }

    private static void tell(Standing standing, Object news) {
        LOG.info("node={} ballot={} slot={} {}", standing.self(), standing.ballot(), standing.chosenThrough(), news);
    }

    /** As much of the members as a change of it is news. */
    private record Belonging(Set<NodeId> members, boolean voting) {

        static Belonging in(Standing standing) {
            var membership = standing.membership();
            return new Belonging(new TreeSet<>(membership.configuration().members().keySet()), membership.voting());
        }
    }

    /** As much of a standing as a change of it is news. */
    private record Seen(boolean presiding, Optional<NodeId> president, boolean ready) {

        static Seen in(Standing standing) {
            return new Seen(standing.role() == Standing.Role.PRESIDING, standing.president(), standing.ready());
        }

        @Override
        public String toString() {
            if (presiding) {
                return ready ? "presiding" : "presiding, recovering";
            }
            return president.map(id -> (ready ? "following president=" : "catching up with president=") + id)
                    .orElse("without a president");
        }
    }
}
