package dev.synod.server.transport.wire;

import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.node.Motion;
import dev.synod.node.PeerMessage;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Member;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.paxos.Vote;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Messages of every kind, with large and small numbers, empty and long lists; the same for the same seed. */
final class RandomMessages {

    private final Random random;

    RandomMessages(long seed) {
        random = new Random(seed);
    }

    /** One of each kind. */
    List<PeerMessage> oneOfEach() {
        return Stream.<Stream<PeerMessage>>of(
                        consensus().stream().map(PeerMessage.Consensus::new),
                        Stream.<PeerMessage>of(
                                new PeerMessage.Forward(ballot(), any(), any(), several(this::forwarded)),
                                new PeerMessage.Overloaded(any(), several(this::any)),
                                new PeerMessage.AskPosition(any(), any(), several(this::session)),
                                new PeerMessage.ReadFrom(any(), any(), slot())),
                        cluster().stream())
                .flatMap(Function.identity())
                .toList();
    }

    private List<Message> consensus() {
        return List.of(
                new Message.Probe(ballot()),
                new Message.Willing(ballot(), ballot(), slot()),
                new Message.Unwilling(ballot(), ballot()),
                new Message.Prepare(ballot(), slot()),
                new Message.Promise(ballot(), several(() -> new Vote(slot(), ballot(), decree())), slot()),
                new Message.Refused(ballot(), ballot()),
                new Message.Accept(ballot(), slot(), several(this::decree), slot()),
                new Message.Accepted(ballot(), slot(), slot()),
                new Message.ChosenThrough(ballot(), slot()),
                new Message.Heartbeat(ballot(), any(), slot()),
                new Message.Confirmed(ballot(), any(), slot()),
                new Message.CatchUp(slot()),
                new Message.Chosen(slot(), several(this::decree), slot()),
                new Message.TakeOver(ballot(), slot()));
    }

    private List<PeerMessage> cluster() {
        return List.of(
                new PeerMessage.Follow(slot(), maybe(this::address), random.nextBoolean()),
                new PeerMessage.Elsewhere(sources()),
                new PeerMessage.News(maybe(this::ballot), slot(), number()),
                new PeerMessage.AskPart(slot(), number()),
                new PeerMessage.Part(slot(), number(), number(), payload().bytes()),
                new PeerMessage.Moved(any(), any(), motion()),
                new PeerMessage.Ruled(any(), any(), maybe(() -> "there is no node " + node())));
    }

    private Motion motion() {
        return switch (random.nextInt(4)) {
            case 0 -> new Motion.Add(node(), address());
            case 1 -> new Motion.Remove(node());
            case 2 -> new Motion.Replace(node(), address(), node());
            default -> new Motion.Transfer(maybe(this::node));
        };
    }

    private SortedMap<NodeId, String> sources() {
        var sources = new TreeMap<NodeId, String>();
        for (int left = random.nextInt(5); left >= 0; left--) {
            sources.put(node(), address());
        }
        return sources;
    }

    private Configuration configuration() {
        var configuration = Configuration.founding(sources());
        for (int left = random.nextInt(3); left > 0; left--) {
            configuration = configuration.with(node(), Member.joining(address(), maybe(this::node)));
        }
        return random.nextBoolean() ? configuration : configuration.without(node());
    }

    /** Sometimes as long as one may be. */
    private String address() {
        int length = random.nextInt(10) == 0 ? Member.LONGEST_ADDRESS - 10 : random.nextInt(40);
        return "host" + "x".repeat(length) + ":" + (1 + random.nextInt(60_000));
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
        return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(one.get());
    }

    private <T> List<T> several(Supplier<T> one) {
        return Stream.generate(one).limit(random.nextInt(5) == 0 ? 300 : random.nextInt(4)).toList();
    }

    private PeerMessage.Forwarded forwarded() {
        return new PeerMessage.Forwarded(any(), payload());
    }

    private SessionId session() {
        return new SessionId(new ProcessName("process-" + random.nextInt(100)), new Position(number()));
    }

    private Decree decree() {
        return switch (random.nextInt(8)) {
            case 0 -> Decree.NO_OP;
            case 1 -> new Decree.Opened(ballot());
            case 2 -> new Decree.Reconfigured(configuration());
            default -> payload();
        };
    }

    private Decree.Payload payload() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? 9_000 : random.nextInt(40)];
        random.nextBytes(bytes);
        return new Decree.Payload(bytes);
    }

    private Ballot ballot() {
        return new Ballot(number(), node());
    }

    private NodeId node() {
        return new NodeId(1 + random.nextInt(Integer.MAX_VALUE));
    }

    private Slot slot() {
        return new Slot(number());
    }

    /** From 0 to 2^62, small as often as large. */
    private long number() {
        return any() >>> (2 + random.nextInt(60));
    }

    private long any() {
        return random.nextLong();
    }
}
