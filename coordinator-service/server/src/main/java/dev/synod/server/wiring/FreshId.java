package dev.synod.server.wiring;

import dev.synod.paxos.NodeId;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.stream.Stream;

/** Node ids that nobody gave, and that nobody has: drawn from so many that two nodes hardly ever draw the same. */
final class FreshId {

    /** Ids that operators give are below. */
    private static final int FIRST_OF_OBSERVERS = 1_000_000;

    /** The seat is what all the ids of a node in one place have in common: their last three digits. */
    private static final int SEATS = 1_000;

    private static final int DRAWS_OF_A_SEAT = 2_000_000;

    private FreshId() {}

    static NodeId ofObserver() {
        return new NodeId(new SecureRandom().nextInt(FIRST_OF_OBSERVERS, Integer.MAX_VALUE));
    }

    /** For whoever takes the place of {@code lost}, and was none of {@code before}. */
    static NodeId inSeatOf(NodeId lost, Collection<NodeId> before) {
        var random = new SecureRandom();
        return Stream.generate(() -> lost.number() % SEATS + SEATS * (1 + random.nextInt(DRAWS_OF_A_SEAT)))
                .map(NodeId::new)
                .filter(id -> !id.equals(lost) && !before.contains(id))
                .findFirst()
                .orElseThrow();
    }

    /** Whether {@code later} may have been drawn for the seat of {@code first}. */
    static boolean isInSeatOf(NodeId later, NodeId first) {
        return later.number() >= SEATS && later.number() % SEATS == first.number() % SEATS;
    }
}
