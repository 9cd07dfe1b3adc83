package dev.synod.api;

import java.util.List;
import java.util.Optional;

/**
 * The cluster as one instance sees it, with a quorum or without.
 *
 * @param self the node that answers
 * @param president whom it hears, or itself; null while it hears none
 * @param ballot the highest that it has promised or heard
 * @param chosenThrough how far it knows the ledger chosen
 * @param appliedThrough how far it has applied it
 * @param firstRetained the oldest slot that it still has
 */
public record Cluster(
        String clusterId,
        int self,
        Optional<Integer> president,
        Ballot ballot,
        List<Member> members,
        long chosenThrough,
        long appliedThrough,
        long firstRetained,
        int observers) {

    public record Ballot(long round, int node) {}

    /**
     * A node, as the one that answers sees it. Only the president hears all the others: a node that follows takes its
     * fellow followers to follow too.
     *
     * @param state {@code presiding}, {@code following}, {@code catching-up} or {@code unreachable}
     * @param appliedThrough null where the answering node cannot know it
     * @param lastHeardMillis how long ago it was heard; null where never
     */
    public record Member(
            int id,
            String address,
            String role,
            String state,
            long chosenThrough,
            Optional<Long> appliedThrough,
            Optional<Long> lastHeardMillis) {}
}
