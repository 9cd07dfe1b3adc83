package dev.synod.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.Clock;
import dev.synod.node.Standing;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Founders;
import dev.synod.paxos.Member;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** API.md, the cluster: "Live means: the loop turns. An instance without a quorum is live and not ready." */
@Isolated("its output: a Spring application that starts in this JVM sets the log anew")
class StandingTest {

    private static final Configuration FOUNDERS = Configuration.founding(Founders.addresses(3));
    private static final NodeId SELF = new NodeId(2);
    private static final Standing FOLLOWING = standing(Standing.Role.FOLLOWING, Optional.of(new NodeId(1)), true);
    private static final Standing ALONE = standing(Standing.Role.PROBING, Optional.empty(), false);

    @Nested
    class Health {

        @Test
        void withoutAQuorumIsLiveAndNotReady() {
            assertThat(new LoopHealth(() -> ALONE, () -> true, at(Duration.ofSeconds(1))).health().getStatus())
                    .isEqualTo(Status.UP);
            assertThat(new StandingHealth(() -> ALONE).health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        }

        @Test
        void withAPresidentHeardIsReadyAndNamesIt() {
            var health = new StandingHealth(() -> FOLLOWING).health();

            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("president", 1).containsEntry("ballot", "7.1");
        }

        @Test
        void withoutRoomForItsJournalIsDownAndSaysWhatToDo() {
            var full = new KeepingHealth(() -> keeping(FOLLOWING, true, false), Optional.empty()).health();

            assertThat(full.getStatus()).isEqualTo(Status.DOWN);
            assertThat(full.getDetails()).containsEntry("reason", "disk-full");
            assertThat(String.valueOf(full.getDetails().get("sentence"))).contains("Make room", "synod.node.data-dir");
            assertThat(new KeepingHealth(() -> FOLLOWING, Optional.empty()).health().getStatus())
                    .isEqualTo(Status.UP);
        }

        @Test
        void withADamagedJournalIsDownWithTheSentenceThatWasFound() {
            var health = new KeepingHealth(() -> FOLLOWING, Optional.of("it is torn")).health();

            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails()).containsEntry("reason", "journal-damaged");
            assertThat(health.getDetails()).containsEntry("sentence", "it is torn");
        }

        @Test
        void withALoopThatNoLongerTurnsIsDown() {
            assertThat(new LoopHealth(() -> FOLLOWING, () -> true, at(Duration.ofSeconds(11))).health().getStatus())
                    .isEqualTo(Status.DOWN);
        }

        @Test
        void withALoopThatHasEndedIsDownAtOnce() {
            assertThat(new LoopHealth(() -> FOLLOWING, () -> false, at(Duration.ZERO)).health().getStatus())
                    .isEqualTo(Status.DOWN);
        }

        private Clock at(Duration sinceTheLastTurn) {
            return new Clock() {
                @Override
                public long nanos() {
                    return FOLLOWING.lastTurnNanos() + sinceTheLastTurn.toNanos();
                }

                @Override
                public Instant wall() {
                    return Instant.EPOCH;
                }
            };
        }
    }

    @Nested
    class Meters {

        @Test
        void tellHowTheNodeStandsInTheWordsOfTheDesign() {
            var registry = new SimpleMeterRegistry();
            new StandingMeters(() -> FOLLOWING).bindTo(registry);

            assertThat(registry.get("synod.slots.chosen").gauge().value()).isEqualTo(41);
            assertThat(registry.get("synod.slots.applied").gauge().value()).isEqualTo(40);
            assertThat(registry.get("synod.ballot.round").gauge().value()).isEqualTo(7);
            assertThat(registry.get("synod.presiding").gauge().value()).isZero();
            assertThat(registry.get("synod.ready").gauge().value()).isOne();
            assertThat(registry.get("synod.mailbox.depth").gauge().value()).isEqualTo(3);
            assertThat(registry.get("synod.requests.pending").gauge().value()).isEqualTo(4);
            assertThat(registry.get("synod.peer.silence").tag("peer", "1").gauge().value()).isEqualTo(0.025);
            assertThat(registry.get("synod.peer.silence").tag("peer", "3").gauge().value()).isNaN();
            assertThat(registry.get("synod.ledger.first").gauge().value()).isEqualTo(1);
            assertThat(registry.get("synod.snapshot.slot").gauge().value()).isZero();
            assertThat(registry.get("synod.snapshot.age").gauge().value()).isEqualTo(40);
            assertThat(registry.get("synod.readers").gauge().value()).isZero();
            assertThat(registry.get("synod.members").gauge().value()).isEqualTo(3);
            assertThat(registry.get("synod.disk.full").gauge().value()).isZero();
        }

        @Test
        void followTheMembers() {
            var registry = new SimpleMeterRegistry();
            var now = new AtomicReference<>(FOLLOWING);
            var meters = new StandingMeters(now::get);
            meters.bindTo(registry);

            now.set(peers(FOLLOWING, List.of(new Standing.Peer(new NodeId(9), Optional.empty(), Slot.ZERO))));
            meters.look();

            assertThat(registry.get("synod.peer.silence").tag("peer", "9").gauge().value()).isNaN();
            assertThat(registry.find("synod.peer.silence").tag("peer", "1").gauge()).isNull();
        }
    }

    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class Log {

        private Standing now = ALONE;
        private final StandingLog log = new StandingLog(() -> now);

        @Test
        void tellsAChangeOfStandingOnce(CapturedOutput output) {
            now = FOLLOWING;
            log.look();
            log.look();

            assertThat(output.toString()).containsOnlyOnce("node=2 ballot=7.1 slot=41 following president=1");
        }

        @Test
        void isQuietWhileNothingChangesButTheLedger(CapturedOutput output) {
            log.look();

            assertThat(output.toString()).doesNotContain("node=2");
        }

        @Test
        void tellsWhoJoinedAndLeft(CapturedOutput output) {
            now = FOLLOWING;
            log.look();
            var changed = FOUNDERS.without(new NodeId(3)).with(new NodeId(4), Member.voter("d:1"));
            now = membership(FOLLOWING, changed, false);
            log.look();
            log.look();

            assertThat(output.toString())
                    .containsOnlyOnce("configuration changed members=[1, 2, 4] joined=[4] left=[3]")
                    .containsOnlyOnce("not voting, observing");
        }

        @Test
        void tellsThatThereIsNoRoomAndRoomAgain(CapturedOutput output) {
            now = keeping(FOLLOWING, true, true);
            log.look();
            log.look();
            now = FOLLOWING;
            log.look();

            assertThat(output.toString())
                    .containsOnlyOnce("without room")
                    .containsOnlyOnce("slow disk")
                    .containsOnlyOnce("room again");
        }

        @Test
        void tellsThatThePresidentIsGone(CapturedOutput output) {
            now = FOLLOWING;
            log.look();
            now = ALONE;
            log.look();

            assertThat(output.toString()).containsOnlyOnce("node=2 ballot=7.1 slot=41 without a president");
        }
    }

    private static Standing keeping(Standing standing, boolean withoutRoom, boolean slow) {
        var keeping = new Standing.Keeping(new Slot(1), Slot.ZERO, withoutRoom, slow, Duration.ZERO);
        return with(standing, standing.membership(), keeping, standing.peers());
    }

    private static Standing membership(Standing standing, Configuration configuration, boolean voting) {
        var membership = new Standing.Membership(configuration, configuration, voting, true, Optional.empty());
        return with(standing, membership, standing.keeping(), standing.peers());
    }

    private static Standing peers(Standing standing, List<Standing.Peer> peers) {
        return with(standing, standing.membership(), standing.keeping(), peers);
    }

    private static Standing with(
            Standing standing,
            Standing.Membership membership,
            Standing.Keeping keeping,
            List<Standing.Peer> peers) {
        return new Standing(
                standing.self(),
                standing.role(),
                standing.president(),
                standing.ballot(),
                standing.chosenThrough(),
                standing.appliedThrough(),
                standing.announced(),
                standing.ready(),
                membership,
                keeping,
                peers,
                standing.readers(),
                standing.mailbox(),
                standing.pending(),
                standing.lastTurnNanos());
    }

    private static Standing standing(Standing.Role role, Optional<NodeId> president, boolean ready) {
        var peers = List.of(
                new Standing.Peer(new NodeId(1), Optional.of(Duration.ofMillis(25)), new Slot(41)),
                new Standing.Peer(new NodeId(3), Optional.empty(), Slot.ZERO));
        return new Standing(
                SELF,
                role,
                president,
                new Ballot(7, new NodeId(1)),
                new Slot(41),
                new Slot(40),
                new Slot(41),
                ready,
                new Standing.Membership(FOUNDERS, FOUNDERS, true, true, Optional.empty()),
                new Standing.Keeping(new Slot(1), Slot.ZERO, false, false, Duration.ZERO),
                peers,
                0,
                3,
                4,
                1_000);
    }
}
