package dev.synod.simulation.sabotage;

import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.node.Journal;
import dev.synod.node.PeerMessage;
import dev.synod.node.PeerMessage.Consensus;
import dev.synod.node.Ports;
import dev.synod.node.Settings;
import dev.synod.node.Settings.Limits;
import dev.synod.node.Snapshot;
import dev.synod.node.Transport;
import dev.synod.node.snapshot.Contents;
import dev.synod.node.snapshot.SnapshotCodec;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Prepare;
import dev.synod.paxos.Message.Promise;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Wiring;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Lies about what is truncated, about who governs, and by those who only learn. */
final class LedgerLies {

    private static final long HIGH = 1_000_000;

    private LedgerLies() {}

    /** A configuration governs from the slot after its own on. */
    static Wiring governsAtOnce(long seed) {
        return alpha(honest -> 1);
    }

    /** Presidents propose far beyond what they know chosen. */
    static Wiring proposesTooFar(long seed) {
        return alpha(honest -> 4 * honest + 10);
    }

    private static Wiring alpha(IntUnaryOperator other) {
        return new Wiring() {
            @Override
            public Settings settings(Settings honest) {
                Limits limits = honest.limits();
                return new Settings(
                        honest.self(),
                        honest.members(),
                        honest.address(),
                        honest.replaces(),
                        honest.heartbeat(),
                        honest.patience(),
                        new Limits(
                                limits.mailbox(),
                                limits.batch(),
                                other.applyAsInt(limits.inFlight()),
                                limits.waiters(),
                                limits.ledger(),
                                limits.readers()));
            }
        };
    }

    /** An acceptor promises as if it knew nothing chosen: where it has truncated its votes, as if there were none. */
    static Wiring forgetsWhatIsTruncated(long seed) {
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                Transport transport = new TransportAround(honest.transport()) {
                    @Override
                    public void send(NodeId to, PeerMessage message) {
                        super.send(
                                to,
                                message instanceof Consensus(Promise promise)
                                        ? new Consensus(new Promise(promise.ballot(), promise.votes(), Slot.ZERO))
                                        : message);
                    }
                };
                return new Ports(
                        honest.journal(), transport, honest.clock(), honest.dice(), honest.background());
            }
        };
    }

    /** A president takes the promises of voters to come for given as soon as it has asked for them. */
    static Wiring askedIsPromised(long seed) {
        Map<NodeId, Transport.Inbox> inboxes = new HashMap<>();
        Set<Ballot> leading = new HashSet<>();
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                Transport transport = new TransportAround(honest.transport()) {
                    @Override
                    public void send(NodeId to, PeerMessage message) {
                        super.send(to, message);
                        Transport.Inbox inbox = inboxes.get(machine.id());
                        if (message instanceof Consensus(Accept accept)) {
                            leading.add(accept.ballot());
                        } else if (message instanceof Consensus(Prepare prepare)
                                && leading.contains(prepare.ballot())
                                && inbox != null) {
                            inbox.received(to, new Consensus(new Promise(prepare.ballot(), List.of(), Slot.ZERO)));
                            machine.wake();
                        }
                    }
                };
                return new Ports(
                        honest.journal(), transport, honest.clock(), honest.dice(), honest.background());
            }

            @Override
            public Transport.Inbox inbox(Machine machine, Transport.Inbox honest) {
                inboxes.put(machine.id(), honest);
                return honest;
            }
        };
    }

    /** The journal begins anew over a snapshot of which nothing has reached the disk. */
    static Wiring beginsAnewTooEarly(long seed) {
        return journal((machine, honest) -> new JournalAround(honest) {
            @Override
            public boolean keep(Snapshot snapshot) {
                return true;
            }
        });
    }

    /** A snapshot holds what Paxos must know, and nothing of the state. */
    static Wiring snapshotsLackTheState(long seed) {
        return journal((machine, honest) -> new JournalAround(honest) {
            @Override
            public boolean keep(Snapshot snapshot) {
                Contents whole = SnapshotCodec.decode(snapshot.bytes());
                Contents empty = new Contents(whole.foundation(), new Coordination());
                return super.keep(new Snapshot(snapshot.through(), SnapshotCodec.encode(empty)));
            }
        });
    }

    /** A journal that begins anew leaves the votes behind. */
    static Wiring leavesVotesBehind(long seed) {
        return anew(memory -> memory.stream()
                .filter(record -> !(record instanceof Voted))
                .toList());
    }

    /** A journal that begins anew leaves the promise behind. */
    static Wiring leavesThePromiseBehind(long seed) {
        return anew(memory -> memory.stream()
                .filter(record -> !(record instanceof Promised) && !(record instanceof Voted))
                .toList());
    }

    private static Wiring anew(UnaryOperator<List<Persist>> rewriting) {
        return journal((machine, honest) -> new JournalAround(honest) {
            @Override
            public boolean beginAnew(Slot through, List<Persist> memory) {
                return super.beginAnew(through, rewriting.apply(memory));
            }
        });
    }

    /** The second node comes back with an empty disk, under the same id. */
    static Wiring reusesAnId(long seed) {
        return journal((machine, honest) -> machine.id().number() == 2 ? new Emptied(honest) : honest);
    }

    private static final class Emptied extends JournalAround {

        Emptied(Journal honest) {
            super(honest);
        }

        @Override
        public Optional<Snapshot> snapshot() {
            return Optional.empty();
        }

        @Override
        public void replay(Consumer<Persist> memory) {
            super.replay(record -> {
                // Whatever it was, nobody hears of it.
            });
        }
    }

    private interface Journals {
        Journal journal(Machine machine, Journal honest);
    }

    private static Wiring journal(Journals journals) {
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                return new Ports(
                        journals.journal(machine, honest.journal()),
                        honest.transport(),
                        honest.clock(),
                        honest.dice(),
                        honest.background());
            }
        };
    }

    /** Whatever a president says of its opening names a ballot that nobody has. */
    static Wiring opensTooHigh(long seed) {
        return new Wiring() {
            @Override
            public Ports ports(Machine machine, Ports honest) {
                Journal journal = new JournalAround(honest.journal()) {
                    @Override
                    public void append(Persist written) {
                        super.append(
                                switch (written) {
                                    case Voted voted -> new Voted(voted.ballot(), voted.first(), high(voted.decrees()));
                                    case Learned learned -> new Learned(learned.first(), high(learned.decrees()));
                                    case Persist other -> other;
                                });
                    }
                };
                Transport transport = new TransportAround(honest.transport()) {
                    @Override
                    public void send(NodeId to, PeerMessage message) {
                        super.send(
                                to,
                                message instanceof Consensus(Accept accept)
                                        ? new Consensus(new Accept(
                                                accept.ballot(),
                                                accept.first(),
                                                high(accept.decrees()),
                                                accept.chosenThrough()))
                                        : message);
                    }
                };
                return new Ports(journal, transport, honest.clock(), honest.dice(), honest.background());
            }
        };
    }

    private static List<Decree> high(List<Decree> decrees) {
        return decrees.stream()
                .map(decree -> decree instanceof Decree.Opened(Ballot ballot) && ballot.round() < HIGH
                        ? new Decree.Opened(new Ballot(ballot.round() + HIGH, ballot.node()))
                        : decree)
                .toList();
    }

    /** An observer asks nobody how far to read. */
    static Wiring observersAskNobody(long seed) {
        return new Wiring() {
            @Override
            public Coordinator door(Machine machine, Coordinator honest) {
                return machine.kind() == Machine.Kind.LASTING
                        ? honest
                        : new DoorAround(honest) {
                            @Override
                            public <T> CompletableFuture<Answer<T>> read(
                                    Function<Coordination, T> query, Duration within) {
                                return super.readLocally(query);
                            }
                        };
            }
        };
    }
}
