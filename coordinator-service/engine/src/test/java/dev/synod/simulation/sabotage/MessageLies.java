package dev.synod.simulation.sabotage;

import dev.synod.node.Dice;
import dev.synod.node.PeerMessage;
import dev.synod.node.PeerMessage.Consensus;
import dev.synod.node.PeerMessage.Forward;
import dev.synod.node.PeerMessage.Forwarded;
import dev.synod.node.Ports;
import dev.synod.node.Settings;
import dev.synod.node.Transport;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Founders;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.Chosen;
import dev.synod.paxos.Message.Confirmed;
import dev.synod.paxos.Message.Heartbeat;
import dev.synod.paxos.Message.Promise;
import dev.synod.paxos.NodeId;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Wiring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Lies about what peers say. */
final class MessageLies {

    private MessageLies() {}

    /** A proposer hears promises without the votes in them. */
    static Wiring ignoresVotes(long seed) {
        return hearing((from, message) -> message instanceof Consensus(Promise promise)
                ? new Consensus(new Promise(promise.ballot(), List.of(), promise.chosenThrough()))
                : message);
    }

    private interface Hearing {
        PeerMessage heard(NodeId from, PeerMessage message);
    }

    private static Wiring hearing(Hearing hearing) {
        return new Wiring() {
            @Override
            public Transport.Inbox inbox(Machine machine, Transport.Inbox honest) {
                return new InboxAround(honest) {
                    @Override
                    public void received(NodeId from, PeerMessage message) {
                        super.received(from, hearing.heard(from, message));
                    }
                };
            }
        };
    }

    /** What a node seems to hear from a peer the moment that it has said something to it. */
    private interface Echo {
        List<PeerMessage> echo(PeerMessage said);
    }

    private static Wiring echoing(Echo echo) {
        Map<NodeId, Transport.Inbox> inboxes = new HashMap<>();
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                Transport transport = new TransportAround(honest.transport()) {
                    @Override
                    public void send(NodeId to, PeerMessage message) {
                        super.send(to, message);
                        Transport.Inbox inbox = inboxes.get(machine.id());
                        if (inbox != null) {
                            echo.echo(message).forEach(answer -> inbox.received(to, answer));
                            machine.wake();
                        }
                    }
                };
                return new Ports(honest.journal(), transport, honest.clock(), honest.dice(), honest.background());
            }

            @Override
            public Transport.Inbox inbox(Machine machine, Transport.Inbox honest) {
                inboxes.put(machine.id(), honest);
                return honest;
            }
        };
    }

    /** A president takes every heartbeat for confirmed as soon as it has left: it answers reads unasked. */
    static Wiring readsWithoutQuorum(long seed) {
        return echoing(said -> said instanceof Consensus(Heartbeat beat)
                ? List.of(new Consensus(new Confirmed(beat.ballot(), beat.beat(), beat.chosenThrough())))
                : List.of());
    }

    /** A president takes every Accept for accepted as soon as it has left. */
    static Wiring choosesAlone(long seed) {
        return echoing(said -> said instanceof Consensus(Accept accept)
                ? List.of(new Consensus(new Accepted(
                        accept.ballot(), accept.first(), accept.first().plus(accept.decrees().size() - 1L))))
                : List.of());
    }

    /** Half of the nodes count themselves as all there are, and so does the other half. */
    static Wiring quorumsThatDoNotMeet(long seed) {
        return new Wiring() {
            @Override
            public Settings settings(Settings honest) {
                int half = honest.members().size() / 2;
                boolean lower = honest.self().number() <= half;
                SortedSet<NodeId> voters = new TreeSet<>(honest.members().keySet());
                voters.removeIf(node -> (node.number() <= half) != lower);
                return Settings.founding(
                        honest.self(),
                        Founders.addresses(voters),
                        new Settings.Pace(honest.heartbeat(), honest.patience()),
                        honest.limits());
            }
        };
    }

    /** A president asks one peer to accept the decrees of a message in another order than it asks the rest. */
    static Wiring twoFaced(long seed) {
        return saying((to, message) -> {
            if (!(message instanceof Consensus(Accept accept)) || to.number() != 2 || accept.decrees().size() < 2) {
                return message;
            }
            List<Decree> reversed = new ArrayList<>(accept.decrees());
            Collections.reverse(reversed);
            return new Consensus(new Accept(accept.ballot(), accept.first(), reversed, accept.chosenThrough()));
        });
    }

    /** What one node passes on to the president bears other numbers each time. */
    static Wiring asksTwice(long seed) {
        long[] added = {0};
        return saying((to, message) -> {
            if (!(message instanceof Forward forward)) {
                return message;
            }
            added[0] += 1_000_000;
            List<Forwarded> renumbered = forward.commands().stream()
                    .map(command -> new Forwarded(command.number() + added[0], command.payload()))
                    .toList();
            return new Forward(forward.ballot(), forward.life(), forward.settledBelow(), renumbered);
        });
    }

    /** Who catches up is told two neighbouring decrees in the wrong order. */
    static Wiring tellsAnotherLedger(long seed) {
        return saying((to, message) -> {
            if (!(message instanceof Consensus(Chosen chosen)) || chosen.decrees().size() < 2) {
                return message;
            }
            List<Decree> swapped = new ArrayList<>(chosen.decrees());
            Collections.swap(swapped, 0, 1);
            return new Consensus(new Chosen(chosen.first(), swapped, chosen.chosenThrough()));
        });
    }

    /** The first node hears nobody any more, from a while after its start on. */
    static Wiring fallsSilent(long seed) {
        int[] heard = {0};
        return new Wiring() {
            @Override
            public Transport.Inbox inbox(Machine machine, Transport.Inbox honest) {
                return new InboxAround(honest) {
                    @Override
                    public void received(NodeId from, PeerMessage message) {
                        if (machine.id().number() != 1 || heard[0]++ < 500) {
                            super.received(from, message);
                        }
                    }
                };
            }
        };
    }

    /** A node's chance throws, once in a while. */
    static Wiring stumbles(long seed) {
        Chance chance = new Chance(seed, Chance.Concern.SABOTAGE, 0);
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                Dice dice = bound -> {
                    if (chance.happens(0.02)) {
                        throw new IllegalStateException("the dice fell off the table");
                    }
                    return honest.dice().below(bound);
                };
                return new Ports(honest.journal(), honest.transport(), honest.clock(), dice, honest.background());
            }
        };
    }

    private static Wiring saying(Hearing saying) {
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                Transport transport = new TransportAround(honest.transport()) {
                    @Override
                    public void send(NodeId to, PeerMessage message) {
                        super.send(to, saying.heard(to, message));
                    }
                };
                return new Ports(honest.journal(), transport, honest.clock(), honest.dice(), honest.background());
            }
        };
    }
}
