package dev.synod.simulation.law;

import dev.synod.node.PeerMessage;
import dev.synod.node.Snapshot;
import dev.synod.node.Standing;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;
import dev.synod.simulation.world.Watch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Marks what a run has reached, as far as messages and standings show it. */
final class Marker implements Watch {

    private final Marks marks;
    private final Set<Object> forwarded = new HashSet<>();
    private final Map<NodeId, Ballot> presiding = new HashMap<>();

    private final Map<NodeId, Standing> standings = new HashMap<>();
    private final Set<Shipped> shipped = new HashSet<>();
    private final Set<NodeId> gaps = new HashSet<>();

    private record Shipped(NodeId to, Slot through, long offset) {}

    private record Request(NodeId origin, long life, long number) {}

    Marker(Marks marks) {
        this.marks = marks;
    }

    @Override
    public void started(NodeId node, int life, List<Persist> memory) {
        presiding.remove(node);
        standings.remove(node);
        gaps.remove(node);
        if (life > 1) {
            marks.reached(Mark.RESTART);
        }
    }

    @Override
    public void durable(NodeId node, Persist record) {
        if (record instanceof Learned) {
            marks.reached(Mark.LEARNED_FROM_LEDGER);
        }
    }

    @Override
    public void sent(NodeId from, NodeId to, PeerMessage message) {
        switch (message) {
            case PeerMessage.Consensus consensus -> sent(from, consensus.message());
            case PeerMessage.Forward forward -> {
                marks.reached(Mark.FORWARDED);
                for (PeerMessage.Forwarded command : forward.commands()) {
                    if (!forwarded.add(new Request(from, forward.life(), command.number()))) {
                        marks.reached(Mark.FORWARDED_AGAIN);
                    }
                }
            }
            case PeerMessage.Overloaded overloaded -> marks.reached(Mark.PEER_OVERLOADED);
            case PeerMessage.AskPosition asked -> marks.reached(Mark.POSITION_ASKED);
            case PeerMessage.ReadFrom told -> {
                // Counted where it was asked.
            }
            case PeerMessage.Follow follow -> {
                marks.reached(Mark.FOLLOWED);
                if (gaps.remove(from)) {
                    marks.reached(Mark.GAP_CLOSED_BY_FOLLOW);
                }
            }
            case PeerMessage.Elsewhere elsewhere -> marks.reached(Mark.SENT_ELSEWHERE);
            case PeerMessage.News news -> {
                // Comes after each Follow.
            }
            case PeerMessage.AskPart ask -> {
                // Counted where it was answered.
            }
            case PeerMessage.Part part -> {
                marks.reached(Mark.SNAPSHOT_SENT);
                if (!shipped.add(new Shipped(to, part.through(), part.offset()))) {
                    marks.reached(Mark.SNAPSHOT_SENT_AGAIN);
                }
            }
            case PeerMessage.Moved moved -> marks.reached(Mark.MOVED);
            case PeerMessage.Ruled ruled -> {
                // Counted where it was asked.
            }
        }
    }

    private void sent(NodeId from, Message message) {
        if (message instanceof Message.Prepare prepare && prepare.ballot().equals(presiding.get(from))) {
            marks.reached(Mark.NEWCOMER_PREPARED);
        }
        if (message instanceof Message.Unwilling) {
            marks.reached(Mark.PROBE_DECLINED);
        } else if (message instanceof Message.Refused) {
            marks.reached(Mark.PREPARE_REFUSED);
        } else if (message instanceof Message.Chosen chosen && !chosen.decrees().isEmpty()) {
            marks.reached(Mark.CAUGHT_UP);
        } else if (message instanceof Message.TakeOver) {
            marks.reached(Mark.TAKE_OVER);
        } else if (message instanceof Message.Accept accept && accept.decrees().size() > 1) {
            marks.reached(Mark.BATCH_OF_MANY);
        }
    }

    @Override
    public void delivered(NodeId from, NodeId to, PeerMessage message) {
        if (message instanceof PeerMessage.Consensus(Message.Chosen chosen)) {
            Slot known = Optional.ofNullable(standings.get(to)).map(Standing::chosenThrough).orElse(Slot.ZERO);
            boolean learns = standings.get(to) != null && standings.get(to).role() == Standing.Role.OBSERVING;
            if (learns && known.isAbove(Slot.ZERO) && chosen.first().isAbove(known.next())) {
                gaps.add(to);
            }
        }
    }

    @Override
    public void begunAnew(NodeId node, Slot through, Optional<Snapshot> snapshot, List<Persist> memory) {
        boolean came = shipped.stream().anyMatch(part -> part.to().equals(node) && part.through().equals(through));
        Slot applied = Optional.ofNullable(standings.get(node)).map(Standing::appliedThrough).orElse(Slot.ZERO);
        marks.reached(came && applied.isBelow(through) ? Mark.SNAPSHOT_INSTALLED : Mark.SNAPSHOT_TAKEN);
    }

    /** What the disk did to a node, and what the node did about it. */
    private void note(NodeId node, Standing before, Standing now) {
        if (!before.keeping().withoutRoom() && now.keeping().withoutRoom()) {
            marks.reached(Mark.DISK_FULL);
        } else if (before.keeping().withoutRoom() && !now.keeping().withoutRoom()) {
            marks.reached(Mark.ROOM_AGAIN);
        }
        if (now.keeping().slow()) {
            marks.reached(Mark.DISK_SLOW);
        }
        boolean left = before.role() == Standing.Role.PRESIDING && now.role() != Standing.Role.PRESIDING;
        if (left && before.keeping().slow()) {
            marks.reached(Mark.SLOW_STEPPED_DOWN);
        }
        if (now.role() == Standing.Role.PRESIDING && !now.membership().configuration().isVoter(node)) {
            marks.reached(Mark.PRESIDENT_OUTSIDE);
        }
    }

    @Override
    public void turned(NodeId node, Standing standing) {
        Standing before = standings.put(node, standing);
        if (before != null) {
            note(node, before, standing);
        }
        if (standing.role() == Standing.Role.PRESIDING) {
            if (!standing.ballot().equals(presiding.put(node, standing.ballot()))) {
                marks.reached(Mark.PRESIDENT_CHANGED);
            }
        } else if (presiding.remove(node) != null) {
            marks.reached(Mark.PREEMPTED);
        }
    }
}
