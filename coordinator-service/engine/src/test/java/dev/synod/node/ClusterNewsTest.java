package dev.synod.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.TopicName;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.snapshot.SnapshotCodec;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The cluster's news of itself at three nodes: told at the same slot everywhere, however a node came by it. */
class ClusterNewsTest {

    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final TopicName MEMBERS = new TopicName("synod.members");

    private final Table table = new Table(3);

    private void command(Node node, String process) {
        var open = new Command.OpenSession(
                new ProcessName(process), Duration.ofMinutes(10), Map.of(), Optional.empty());
        assertThat(table.wait(node.submit(open, WITHIN))).isInstanceOf(Answer.Done.class);
        table.advance(Duration.ofMillis(500));
    }

    private <T> T see(Node node, Function<Coordination, T> query) {
        return table.wait(node.readLocally(query)) instanceof Answer.Done<T> done
                ? done.value()
                : org.junit.jupiter.api.Assertions.fail("no answer");
    }

    private List<Event> told(Node node) {
        return see(node, state -> state.topics().events(MEMBERS, 0, 100));
    }

    private void areAlike(Node one, Node other) {
        assertThat(told(one)).isEqualTo(told(other));
        assertThat(see(one, Coordination::digest)).isEqualTo(see(other, Coordination::digest));
        assertThat(see(one, Coordination::applied)).isEqualTo(see(other, Coordination::applied));
    }

    @Test
    void tellAtEverySurvivorWhoPresidesAfterThePresidentWasKilled() {
        command(table.node(1), "before");
        Node first = table.president();
        var survivors = table.others(first);
        assertThat(told(first)).extracting(Event::type).containsExactly("president.changed");

        table.kill(first.standing().self());
        command(survivors.getFirst(), "after");

        areAlike(survivors.getFirst(), survivors.getLast());
        var told = told(survivors.getFirst());
        assertThat(told).hasSize(2).extracting(Event::type).containsOnly("president.changed");
        var president = table.president().standing();
        assertThat(told.getLast().content())
                .isEqualTo(new Content.OfPresident(president.self().number(), president.ballot().round()));
    }

    @Test
    void areTheSameInWhatARestartedNodeReplays() {
        command(table.node(1), "before");
        table.kill(new NodeId(3));
        command(table.node(1), "meanwhile");
        table.start(new NodeId(3));
        command(table.node(2), "after");

        areAlike(table.node(1), table.node(3));
        areAlike(table.node(2), table.node(3));
    }

    @Test
    void areTheSameInASnapshotMadeBesideTheLoop() {
        command(table.node(1), "before");
        var president = table.president();
        var leaving = table.others(president).getFirst().standing().self();
        table.wait(president.move(new Motion.Remove(leaving), WITHIN));
        command(president, "after");

        var snapshot = table.wait(president.snapshot());
        var composed = SnapshotCodec.decode(snapshot.bytes()).state();

        assertThat(told(president)).extracting(Event::type).contains("member.removed");
        assertThat(told(president).getLast().content()).isEqualTo(new Content.OfFormerMember(leaving.number()));
        assertThat(composed.topics().events(MEMBERS, 0, 100)).isEqualTo(told(president));
        assertThat(composed.digest()).isEqualTo(see(president, Coordination::digest));
    }
}
