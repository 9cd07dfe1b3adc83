package dev.synod.node;

import dev.synod.node.PeerMessage.Elsewhere;
import dev.synod.node.PeerMessage.Follow;
import dev.synod.node.PeerMessage.News;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The nodes that learn from this one without voting. A president sends them to the other voters, and whoever has enough
 * readers sends more of them to these: so a tree grows, and what a command costs the president does not depend on how
 * many learn of it.
 */
final class Feed {

    /** A reader that has not been heard for so many heartbeats is gone. */
    private static final int HEARTBEATS_TO_FORGET = 60;

    /** Between two pieces of news to a reader that nothing new is chosen for. */
    private static final int HEARTBEATS_BETWEEN_NEWS = 4;

    /** A reader asks every ten heartbeats; one that did not ask for so long may be dead. */
    private static final int HEARTBEATS_OF_LATE = 25;

    private static final class Reader {

        private Slot next = Slot.ZERO;
        private Slot learned = Slot.ZERO;
        private boolean needsSnapshot;
        private boolean forgetful;
        private long heardAt;
        private Optional<String> address = Optional.empty();
    }

    private final Settings settings;
    private final Ports ports;
    private final Council council;
    private final long heartbeat;
    private final Map<NodeId, Reader> readers = new LinkedHashMap<>();
    private int heartbeats;
    private boolean newsDue;

    Feed(Settings settings, Ports ports, Council council) {
        this.settings = settings;
        this.ports = ports;
        this.council = council;
        heartbeat = settings.heartbeat().toNanos();
    }

    int readers() {
        return readers.size();
    }

    /** Whether a node that learns here can never vote. */
    boolean isForgetful(NodeId node) {
        return Optional.ofNullable(readers.get(node)).filter(reader -> reader.forgetful).isPresent();
    }

    /** How far a node that learns here to vote, and was heard of late, has learned the ledger. */
    Slot progress(NodeId node, long now) {
        return Optional.ofNullable(readers.get(node))
                .filter(reader -> !reader.forgetful)
                .filter(reader -> now - reader.heardAt <= HEARTBEATS_OF_LATE * heartbeat)
                .map(reader -> reader.learned)
                .orElse(Slot.ZERO);
    }

    /**
     * Somebody wants to learn from this node.
     *
     * @param inTouch whether a voter was heard of late
     */
    void onFollow(NodeId from, Follow follow, long now, Predicate<NodeId> inTouch) {
        if (!readers.containsKey(from)) {
            var elsewhere = elsewhere(from, inTouch);
            if (!elsewhere.isEmpty()) {
                ports.transport().send(from, new Elsewhere(new TreeMap<>(elsewhere)));
                return;
            }
        }
        var reader = readers.computeIfAbsent(from, node -> new Reader());
        reader.heardAt = now;
        reader.address = follow.address();
        reader.forgetful = follow.forgetful();
        reader.next = follow.from();
        reader.learned = new Slot(Math.max(0, follow.from().number() - 1));
        reader.needsSnapshot = false;
        tell(from, reader);
        ports.transport().send(from, news());
    }

    /** Whom to learn from instead; empty where it may learn here. */
    private Map<NodeId, String> elsewhere(NodeId from, Predicate<NodeId> inTouch) {
        var others = new TreeMap<NodeId, String>();
        if (council.configuration().members().containsKey(from)) {
            return others; // a member that joins learns from the president, who waits for it
        }
        if (council.presides()) {
            council.configuration().members().forEach((node, member) -> {
                if (member.votes() && !node.equals(settings.self()) && inTouch.test(node)) {
                    others.put(node, member.address());
                }
            });
        } else if (readers.size() >= settings.limits().readers()) {
            readers.forEach((node, reader) -> {
                if (!node.equals(from)) {
                    reader.address.ifPresent(address -> others.put(node, address));
                }
            });
        }
        return others;
    }

    private News news() {
        return new News(council.presidency(), council.chosenThrough(), council.silence());
    }

    void heartbeatDue(long now) {
        readers.values().removeIf(reader -> now - reader.heardAt > HEARTBEATS_TO_FORGET * heartbeat);
        heartbeats++;
        newsDue |= heartbeats % HEARTBEATS_BETWEEN_NEWS == 0;
    }

    /** Passes on what this turn has brought; news after it, so that who hears of more than it was told has a gap. */
    void turnEnds() {
        readers.forEach(this::tell);
        if (newsDue) {
            newsDue = false;
            readers.keySet().forEach(node -> ports.transport().send(node, news()));
            // One that joins and knows nobody any more who could tell it anything learns that it may ask here.
            var joining = council.configuration().joining().filter(node -> council.presides());
            joining.filter(node -> !readers.containsKey(node)).ifPresent(node -> ports.transport().send(node, news()));
        }
    }

    private void tell(NodeId node, Reader reader) {
        if (!reader.needsSnapshot && !reader.next.isAbove(council.chosenThrough())) {
            reader.needsSnapshot = !reader.next.isAbove(council.truncated()); // it asks again when it has one
            reader.next = council.tell(node, reader.next);
        }
    }

    void lost(NodeId node) {
        readers.remove(node);
    }

    /** A presidency began or ended: readers need not wait to hear of it. */
    void presidencyChanged() {
        readers.keySet().forEach(node -> ports.transport().send(node, news()));
    }
}
