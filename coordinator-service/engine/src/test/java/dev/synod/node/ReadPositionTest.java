package dev.synod.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Command;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.node.PeerMessage.AskPosition;
import dev.synod.node.PeerMessage.Consensus;
import dev.synod.node.PeerMessage.ReadFrom;
import dev.synod.node.Settings.Limits;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.Confirmed;
import dev.synod.paxos.Message.Heartbeat;
import dev.synod.paxos.Message.Prepare;
import dev.synod.paxos.Message.Probe;
import dev.synod.paxos.Message.Promise;
import dev.synod.paxos.Message.Willing;
import dev.synod.paxos.Founders;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.paxos.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What a president tells those who ask how far to read, told to one president whose peer is played by hand. Both
 * stories were found by the simulation, the first at seed 152.
 */
class ReadPositionTest {

    private static final NodeId SELF = new NodeId(1);
    private static final NodeId PEER = new NodeId(2);
    private static final long LIFE_OF_PEER = 77;

    private final List<PeerMessage> said = new ArrayList<>();
    private long nanos;
    private final Node node = new Node(
            Settings.founding(
                    SELF,
                    Founders.addresses(3),
                    new Settings.Pace(Duration.ofMillis(50), Duration.ofMillis(400)),
                    Limits.STANDARD),
            new Ports(new MemoryJournal(), this::say, new HandClock(), bound -> bound / 2, Runnable::run));

    /**
     * The session's time runs out, its expiry is proposed, and only then its client's renewal arrives by way of node
     * 2. If node 1 answered it with the position at which it was asked, node 2 would find the session there, and the
     * client believe in it for a whole time to live, while its lock goes to another.
     */
    @Test
    void aRenewalThatWaitedForItsSessionsExpiryIsAnsweredFromAfterIt() {
        preside(List.of());
        SessionId session = openSession();
        advanceUntilProposed(new Slot(3));

        ask(1, List.of(session));
        confirmAll();
        assertThat(answers()).isEmpty();
        accept(new Slot(3));

        assertThat(answers()).singleElement().satisfies(answer -> {
            assertThat(answer.number()).isEqualTo(1);
            assertThat(answer.through()).isGreaterThanOrEqualTo(new Slot(3));
        });
    }

    /**
     * Node 2 asked node 1 in an earlier presidency, and the question comes late: node 1 presides again, but what it
     * must recover is not chosen yet as far as it knows, though the president between had answered it to a client. If
     * node 1 answered with what it knows now, node 2 would read less than was answered before.
     */
    @Test
    void aQuestionFromBeforeTheOpeningIsNotAnsweredWithLessThanTheRecovery() {
        Vote recovered = new Vote(new Slot(1), new Ballot(1, new NodeId(3)), Decree.NO_OP);
        prepare(List.of(recovered));

        ask(1, List.of());
        advanceForAHeartbeat();
        confirmAll();
        accept(new Slot(1));
        accept(new Slot(2));

        assertThat(answers()).allSatisfy(answer -> assertThat(answer.through()).isGreaterThanOrEqualTo(new Slot(1)));
        ask(1, List.of());
        confirmAll();
        assertThat(answers()).isNotEmpty();
    }

    private void preside(List<Vote> votes) {
        prepare(votes);
        accept(new Slot(1));
    }

    /** Lets patience end, and gives consent and a promise: node 1 takes the chair, with its first proposals open. */
    private void prepare(List<Vote> votes) {
        while (last(Probe.class).isEmpty()) {
            advance();
        }
        Ballot promised = votes.isEmpty() ? Ballot.ZERO : votes.get(0).ballot();
        hear(new Willing(last(Probe.class).orElseThrow().ballot(), promised, Slot.ZERO));
        hear(new Promise(last(Prepare.class).orElseThrow().ballot(), votes, Slot.ZERO));
        assertThat(node.standing().role()).isEqualTo(Standing.Role.PRESIDING);
    }

    private SessionId openSession() {
        Duration ttl = Duration.ofSeconds(1);
        var opened = node.submit(
                new Command.OpenSession(new ProcessName("billing"), ttl, Map.of(), Optional.empty()), ttl);
        node.turn();
        accept(new Slot(2));
        assertThat(opened).isCompleted();
        return new SessionId(new ProcessName("billing"), new Position(2));
    }

    private void advanceUntilProposed(Slot slot) {
        for (int millis = 0; millis < 3_000; millis++) {
            advance();
            confirmAll();
            if (last(Accept.class).filter(accept -> accept.first().equals(slot)).isPresent()) {
                return;
            }
        }
        throw new AssertionError("nothing was proposed in slot " + slot);
    }

    private void advanceForAHeartbeat() {
        long beat = last(Heartbeat.class).orElseThrow().beat();
        while (last(Heartbeat.class).orElseThrow().beat() == beat) {
            advance();
        }
    }

    private void advance() {
        nanos += 1_000_000;
        node.turn();
    }

    private void confirmAll() {
        last(Heartbeat.class).ifPresent(beat -> hear(new Confirmed(beat.ballot(), beat.beat(), Slot.ZERO)));
    }

    private void accept(Slot slot) {
        hear(new Accepted(last(Accept.class).orElseThrow().ballot(), slot, slot));
    }

    private void ask(long number, List<SessionId> renewals) {
        node.received(PEER, new AskPosition(LIFE_OF_PEER, number, renewals));
        node.turn();
    }

    private void hear(Message message) {
        node.received(PEER, new Consensus(message));
        node.turn();
    }

    private void say(NodeId to, PeerMessage message) {
        if (to.equals(PEER)) {
            said.add(message);
        }
    }

    private <T extends Message> Optional<T> last(Class<T> kind) {
        return said.stream()
                .filter(message -> message instanceof Consensus consensus && kind.isInstance(consensus.message()))
                .map(message -> kind.cast(((Consensus) message).message()))
                .reduce((one, later) -> later);
    }

    private List<ReadFrom> answers() {
        return said.stream().filter(ReadFrom.class::isInstance).map(ReadFrom.class::cast).toList();
    }

    private final class HandClock implements Clock {

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH.plusNanos(nanos);
        }
    }
}
