package dev.synod.simulation.sabotage;

import dev.synod.node.Journal;
import dev.synod.node.PeerMessage;
import dev.synod.node.PeerMessage.Consensus;
import dev.synod.node.Ports;
import dev.synod.node.Transport;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.Refused;
import dev.synod.paxos.Message.Willing;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Wiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Lies about what is durable. */
final class JournalLies {

    private JournalLies() {}

    private static Ports with(Journal journal, Ports honest) {
        return new Ports(journal, honest.transport(), honest.clock(), honest.dice(), honest.background());
    }

    /** Sometimes a sync only says that it is done, and the records reach the disk with the next one. */
    static Wiring answersBeforePersisting(long seed) {
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                Chance chance = new Chance(seed, Chance.Concern.SABOTAGE, machine.id().number());
                return with(new Late(honest.journal(), chance), honest);
            }
        };
    }

    private static final class Late extends JournalAround {

        private final Chance chance;

        Late(Journal honest, Chance chance) {
            super(honest);
            this.chance = chance;
        }

        @Override
        public boolean sync() {
            return chance.happens(0.02) || super.sync();
        }
    }

    /** After a restart, no vote is remembered. */
    static Wiring forgetsVotes(long seed) {
        return replaying((machine, memory) -> {
            List<Persist> left = new ArrayList<>();
            for (Persist record : memory) {
                left.add(record instanceof Voted voted ? new Promised(voted.ballot()) : record);
            }
            // What is noted as chosen would refer to the forgotten votes.
            left.removeIf(record -> record instanceof KnownChosen);
            return left;
        });
    }

    /** After a restart, two neighbouring decrees have changed places. */
    static Wiring appliesOutOfOrder(long seed) {
        return replaying((machine, memory) -> {
            List<Persist> changed = new ArrayList<>(memory);
            changed.replaceAll(record -> record instanceof Learned learned && learned.decrees().size() > 1
                    ? new Learned(learned.first(), swapped(learned.decrees()))
                    : record);
            return changed;
        });
    }

    private static List<Decree> swapped(List<Decree> decrees) {
        List<Decree> swapped = new ArrayList<>(decrees);
        swapped.set(0, decrees.get(1));
        swapped.set(1, decrees.get(0));
        return swapped;
    }

    private interface Rewriting {
        List<Persist> rewrite(Machine machine, List<Persist> memory);
    }

    private static Wiring replaying(Rewriting rewriting) {
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                return with(new Replaying(honest.journal(), memory -> rewriting.rewrite(machine, memory)), honest);
            }
        };
    }

    private static final class Replaying extends JournalAround {

        private final UnaryOperator<List<Persist>> rewriting;

        Replaying(Journal honest, UnaryOperator<List<Persist>> rewriting) {
            super(honest);
            this.rewriting = rewriting;
        }

        @Override
        public void replay(Consumer<Persist> memory) {
            List<Persist> records = new ArrayList<>();
            super.replay(records::add);
            rewriting.apply(records).forEach(memory);
        }
    }

    /** After a restart, the last ballot that the node opened is as if it had never been, and nobody reminds it. */
    static Wiring reopensItsBallot(long seed) {
        Map<NodeId, Ballot> forgotten = new HashMap<>();
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                NodeId self = machine.id();
                Replaying journal = new Replaying(honest.journal(), memory -> {
                    Optional<Ballot> last = last(memory, self);
                    last.ifPresent(ballot -> forgotten.put(self, ballot));
                    List<Persist> left = new ArrayList<>(memory);
                    left.removeIf(record -> last.isPresent() && ballotOf(record).equals(last));
                    return left;
                });
                return with(journal, honest);
            }

            @Override
            public Transport.Inbox inbox(Machine machine, Transport.Inbox honest) {
                return new InboxAround(honest) {
                    @Override
                    public void received(NodeId from, PeerMessage message) {
                        Ballot secret = forgotten.get(machine.id());
                        if (secret != null
                                && message instanceof Consensus(Willing willing)
                                && willing.promised().equals(secret)) {
                            Ballot below = new Ballot(secret.round() - 1, secret.node());
                            super.received(
                                    from, new Consensus(new Willing(willing.ballot(), below, willing.chosenThrough())));
                        } else {
                            super.received(from, message);
                        }
                    }
                };
            }
        };
    }

    private static Optional<Ballot> ballotOf(Persist record) {
        if (record instanceof Promised promised) {
            return Optional.of(promised.ballot());
        }
        return record instanceof Voted voted ? Optional.of(voted.ballot()) : Optional.empty();
    }

    /** The node's own ballot, where that is what it promised last and it has not voted since: a vote would tell. */
    private static Optional<Ballot> last(List<Persist> memory, NodeId self) {
        Optional<Persist> last = Optional.empty();
        for (Persist record : memory) {
            last = ballotOf(record).isPresent() ? Optional.of(record) : last;
        }
        return last.filter(Promised.class::isInstance)
                .flatMap(JournalLies::ballotOf)
                .filter(ballot -> ballot.node().equals(self));
    }

    /** Instead of refusing an Accept below its promise, a node votes for it. */
    static Wiring acceptsBelowItsPromise(long seed) {
        Map<NodeId, Map<Ballot, Accept>> asked = new HashMap<>();
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                Map<Ballot, Accept> accepts = asked.computeIfAbsent(machine.id(), node -> new HashMap<>());
                Transport transport = new TransportAround(honest.transport()) {
                    @Override
                    public void send(NodeId to, PeerMessage message) {
                        Accept accept =
                                message instanceof Consensus(Refused refused) ? accepts.get(refused.ballot()) : null;
                        if (accept == null) {
                            super.send(to, message);
                            return;
                        }
                        honest.journal().append(new Voted(accept.ballot(), accept.first(), accept.decrees()));
                        honest.journal().sync();
                        Slot last = accept.first().plus(accept.decrees().size() - 1L);
                        super.send(to, new Consensus(new Accepted(accept.ballot(), accept.first(), last)));
                    }
                };
                return new Ports(honest.journal(), transport, honest.clock(), honest.dice(), honest.background());
            }

            @Override
            public Transport.Inbox inbox(Machine machine, Transport.Inbox honest) {
                return new InboxAround(honest) {
                    @Override
                    public void received(NodeId from, PeerMessage message) {
                        if (message instanceof Consensus(Accept accept)) {
                            asked.computeIfAbsent(machine.id(), node -> new HashMap<>()).put(accept.ballot(), accept);
                        }
                        super.received(from, message);
                    }
                };
            }
        };
    }
}
