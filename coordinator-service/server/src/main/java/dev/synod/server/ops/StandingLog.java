package dev.synod.server.ops;

import dev.synod.node.Standing;
import dev.synod.paxos.NodeId;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each change of standing; a quiet cluster logs nothing. */
public final class StandingLog {

    private static final Logger LOG = LoggerFactory.getLogger(StandingLog.class);

    private final Supplier<Standing> node;
    private Seen seen = new Seen(false, Optional.empty(), false);

    /** Tells of that node. Used by one thread. */
    public StandingLog(Supplier<Standing> node) {
        this.node = node;
    }

    /** Looks at the node, and logs what is new. */
    public void look() {
        var standing = node.get();
        var now = Seen.in(standing);
        if (now.equals(seen)) {
            return;
        }
        LOG.info("node={} ballot={} slot={} {}", standing.self(), standing.ballot(), standing.chosenThrough(), now);
        seen = now;
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
