package dev.synod.paxos;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who belongs to the cluster: a value that is agreed on like any other. Chosen in slot <i>i</i>, it governs the slots
 * from <i>i</i> + alpha on. Source: Paxos Made Simple, section 3; The Part-Time Parliament, section 3.3.7.
 *
 * @param removed who belonged to it once: a node id is never used again, since a vote must not be forgotten
 */
public record Configuration(SortedMap<NodeId, Member> members, SortedSet<NodeId> removed) {

    public Configuration {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
        if (members.values().stream().noneMatch(Member::votes)) {
            throw new IllegalArgumentException("nobody votes among " + members);
        }
    }

    /** All of these vote; nobody was removed yet. */
    public static Configuration founding(SortedMap<NodeId, String> addresses) {
        var members = new TreeMap<NodeId, Member>();
        addresses.forEach((node, address) -> members.put(node, Member.voter(address)));
        return new Configuration(members, new TreeSet<>());
    }

    public Voters voters() {
        var voting = new TreeSet<NodeId>();
        members.forEach((node, member) -> {
            if (member.votes()) {
                voting.add(node);
            }
        });
        return new Voters(voting);
    }

    public boolean isVoter(NodeId node) {
        var member = members.get(node);
        return member != null && member.votes();
    }

    /** With {@code node} in it, as {@code member}. */
    public Configuration with(NodeId node, Member member) {
        var more = new TreeMap<>(members);
        more.put(node, member);
        return new Configuration(more, removed);
    }

    /** Without {@code node}, whose id is used up. */
    public Configuration without(NodeId node) {
        var fewer = new TreeMap<>(members);
        fewer.remove(node);
        var gone = new TreeSet<>(removed);
        gone.add(node);
        return new Configuration(fewer, gone);
    }

    /** The member that learns in order to vote; there is one at most. */
    public Optional<NodeId> joining() {
        return members.entrySet().stream()
                .filter(entry -> !entry.getValue().votes())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public String toString() {
        return "configuration " + members.keySet();
    }
}
