package dev.synod.api;

import java.util.List;

/**
 * Who belongs to the cluster, and what is changing.
 *
 * @param changes empty where nothing is under way: then the next change may be asked for
 */
public record Members(List<Member> members, List<Change> changes) {

    /**
     * A node that belongs to the cluster.
     *
     * @param role {@code voter}; {@code observer} while it catches up in order to vote
     * @param state {@code presiding}, {@code following}, {@code catching-up} or {@code unreachable}
     */
    public record Member(int id, String address, String role, String state) {}

    /**
     * A change under way.
     *
     * @param change {@code add} or {@code remove}
     * @param state {@code catching-up}: it learns what it lacks; {@code waiting}: another takes its place first;
     *     {@code settling}: it is agreed on, and governs in a moment
     */
    public record Change(int id, String change, String state) {}
}
