package dev.synod.node;

import dev.synod.node.PeerMessage.Elsewhere;
import dev.synod.node.PeerMessage.Follow;
import dev.synod.node.PeerMessage.News;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a node that does not vote learns: from a source, which may be any other node. Also how a voter does that hears no
 * president for long: the cluster may have gone on without it.
 *
 * <p>It also says whom this node keeps connections to: a voter to all members, another to its source and the president.
 */
final class Learning {

    /** Between two requests to the source. */
    private static final int HEARTBEATS_BETWEEN_REQUESTS = 10;

    /** A source that was silent for so many heartbeats is given up. */
    private static final int HEARTBEATS_TO_GIVE_UP = 30;

    /** A voter that heard no president for so many heartbeats asks what it has missed. */
    private static final int HEARTBEATS_ALONE = 40;

    /** Sent from one source to another so often, it takes a break. */
    private static final int MOST_SENT_ON = 4;

    private final Settings settings;
    private final Ports ports;
    private final Council council;
    private final long heartbeat;
    private final Map<NodeId, String> addresses = new TreeMap<>();
    private SortedMap<NodeId, String> called = new TreeMap<>();
    private Optional<NodeId> source = Optional.empty();
    private long toldAt;
    private long askedAt;
    private int sentOn;

    Learning(Settings settings, Ports ports, Council council, long now) {
        this.settings = settings;
        this.ports = ports;
        this.council = council;
        heartbeat = settings.heartbeat().toNanos();
        toldAt = now;
        askedAt = now - HEARTBEATS_BETWEEN_REQUESTS * heartbeat;
    }

    Optional<NodeId> source() {
        return source;
    }

    void heartbeatDue(long now) {
        if (!needsSource()) {
            source = Optional.empty();
            toldAt = council.isVoter() ? toldAt : now;
        } else {
            if (source.isEmpty() || now - toldAt > HEARTBEATS_TO_GIVE_UP * heartbeat) {
                choose(now);
            }
            if (now - askedAt >= HEARTBEATS_BETWEEN_REQUESTS * heartbeat) {
                sentOn = 0;
                ask(now);
            }
        }
        call();
    }

    private boolean needsSource() {
        if (council.presides() || council.isWithoutRoom()) {
            return false;
        }
        return !council.isVoter() || !council.inTouch(HEARTBEATS_ALONE * heartbeat);
    }

    /** Another source than the one that was silent, where there is another. */
    private void choose(long now) {
        var candidates = new ArrayList<NodeId>();
        acquaintances().keySet().forEach(node -> {
            if (!node.equals(settings.self()) && !source.equals(Optional.of(node))) {
                candidates.add(node);
            }
        });
        var joined = president().filter(node -> isMember());
        if (joined.isPresent() && candidates.contains(joined.get())) {
            source = joined;
        } else if (!candidates.isEmpty()) {
            source = Optional.of(candidates.get((int) ports.dice().below(candidates.size())));
        }
        source.ifPresent(node -> addresses.put(node, acquaintances().getOrDefault(node, ""))); // it may leave
        toldAt = now;
        askedAt = now - HEARTBEATS_BETWEEN_REQUESTS * heartbeat;
    }

    private boolean isMember() {
        return council.configuration().members().containsKey(settings.self());
    }

    /** This node does not vote, and knows nothing yet or nobody that answers. */
    private boolean isLost(long now) {
        boolean unanswered = now - toldAt > HEARTBEATS_BETWEEN_REQUESTS * heartbeat;
        return !council.isVoter() && (unanswered || council.chosenThrough().equals(Slot.ZERO));
    }

    private Optional<NodeId> president() {
        return council.presidency().map(Ballot::node);
    }

    private void ask(long now) {
        askedAt = now;
        source.ifPresent(node -> {
            call();
            ports.transport().send(node, new Follow(wanted(), settings.address(), !ports.journal().lasts()));
        });
    }

    /** Who knows nothing begins with a snapshot: only that says by whom the cluster is governed. */
    private Slot wanted() {
        var known = council.chosenThrough();
        return known.equals(Slot.ZERO) && !settings.members().containsKey(settings.self()) ? known : known.next();
    }

    void onElsewhere(NodeId from, Elsewhere elsewhere, long now) {
        if (source.equals(Optional.of(from)) && !elsewhere.sources().isEmpty()) {
            var others = List.copyOf(elsewhere.sources().keySet());
            var next = others.get((int) ports.dice().below(others.size()));
            if (!next.equals(settings.self())) {
                addresses.put(next, elsewhere.sources().getOrDefault(next, ""));
                source = Optional.of(next);
                toldAt = now;
                if (++sentOn <= MOST_SENT_ON) { // else when it is due: two may send those who ask to each other
                    ask(now);
                }
            }
        }
    }

    /** Somebody spoke; tells whether it is the source. */
    boolean onNews(NodeId from, News news, long now) {
        if (news.age() > HEARTBEATS_TO_GIVE_UP * heartbeat) {
            return false; // said again and again by those who learn from each other
        }
        if (!source.equals(Optional.of(from))) {
            if (!isLost(now)) {
                return false;
            }
            source = Optional.of(from); // whom this node knows nobody may be left of: this one speaks
            ask(now);
        }
        toldAt = now;
        sentOn = 0;
        if (news.announced().isAbove(council.chosenThrough()) && now - askedAt >= heartbeat) {
            ask(now); // some decrees were lost on the way, or the source itself has them from a snapshot
        }
        if (isMember() && news.presidency().isPresent() && !news.presidency().get().node().equals(from)) {
            source = news.presidency().map(Ballot::node); // the president waits for this member to catch up
            ask(now);
        }
        return true;
    }

    /** Decrees came that do not fit behind those known: some were lost on the way. */
    void onGap(NodeId from, Slot first, long now) {
        if (source.equals(Optional.of(from))
                && first.isAbove(council.chosenThrough().next())
                && now - askedAt >= heartbeat) {
            ask(now);
        }
    }

    void lost(NodeId node, long now) {
        if (source.equals(Optional.of(node))) {
            choose(now);
        }
    }

    // ---- connections

    /** All members, present and to be, by their addresses; those of the settings for whom nobody knows better. */
    private SortedMap<NodeId, String> contacts() {
        var contacts = new TreeMap<NodeId, String>();
        council.governing().members().forEach((node, member) -> contacts.put(node, address(node, member)));
        council.configuration().members().forEach((node, member) -> contacts.put(node, address(node, member)));
        if (contacts.isEmpty()) {
            contacts.putAll(settings.members());
        }
        return contacts;
    }

    /** The same, and whom the settings name: those that this node knew may all be gone by now. */
    private SortedMap<NodeId, String> acquaintances() {
        var acquaintances = contacts();
        settings.members().forEach((node, address) -> {
            if (!council.configuration().removed().contains(node)) {
                acquaintances.putIfAbsent(node, address);
            }
        });
        return acquaintances;
    }

    /** An operator's word counts for more than what was agreed on when the address was another. */
    private String address(NodeId node, Member member) {
        return settings.members().getOrDefault(node, member.address());
    }

    /** Has the transport keep the connections that this node needs now. */
    private void call() {
        var wanted = new TreeMap<NodeId, String>();
        var contacts = contacts();
        if (council.isVoter()) {
            wanted.putAll(contacts);
        } else {
            president().ifPresent(node -> put(wanted, node, contacts));
        }
        source.ifPresent(node -> put(wanted, node, acquaintances()));
        wanted.remove(settings.self());
        if (!wanted.equals(called)) {
            called = wanted;
            ports.transport().call(wanted);
        }
    }

    private void put(Map<NodeId, String> wanted, NodeId node, Map<NodeId, String> contacts) {
        var address = contacts.getOrDefault(node, addresses.get(node));
        if (address != null) {
            wanted.put(node, address);
        }
    }
}
