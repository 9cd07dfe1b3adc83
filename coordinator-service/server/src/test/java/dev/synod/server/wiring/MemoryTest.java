package dev.synod.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Effect;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.journal.FileJournal;
import dev.synod.server.journal.ForgetfulJournal;
import dev.synod.server.journal.storage.JournalDamaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Who begins in a directory: the node of the settings, its successor, or nobody that votes. */
class MemoryTest {

    private static final NodeId THREE = new NodeId(3);
    private static final Persist VOTED =
            new Effect.Voted(new Ballot(1, THREE), new Slot(1), List.of(new Decree.NoOp()));

    @TempDir
    private Path directory;

    @Test
    void aWholeJournalIsRememberedByItsNode() {
        vote("stop");
        var memory = Memory.open(plan("stop"));

        assertThat(memory.plan().self()).isEqualTo(THREE);
        assertThat(memory.damage()).isEmpty();
        assertThat(remembered(memory)).contains(VOTED);
    }

    @Test
    void aDamagedJournalMakesAnObserverThatSaysWhatToDo() throws IOException {
        vote("stop");
        damage();
        var memory = Memory.open(plan("stop"));

        assertThat(memory.plan().role()).isEqualTo(Plan.Role.OBSERVER);
        assertThat(memory.plan().self()).isNotEqualTo(THREE);
        assertThat(memory.plan().peers()).isEmpty();
        assertThat(memory.plan().settings().members()).doesNotContainKey(THREE);
        assertThat(memory.journal()).isInstanceOf(ForgetfulJournal.class);
        assertThat(memory.damage().orElseThrow())
                .contains(directory.toString(), "is damaged", "on-damage=replace", "/v1/cluster/members");
    }

    @Test
    void aDamagedJournalIsSetAsideForASuccessorInTheSameSeat() throws IOException {
        vote("replace");
        damage();
        var first = Memory.open(plan("replace"));
        var successor = first.plan().self();
        assertThat(successor.number() % 1000).isEqualTo(3);
        assertThat(successor.number()).isGreaterThan(1000);
        assertThat(first.plan().settings().replaces()).contains(THREE);
        assertThat(first.plan().settings().address()).contains("127.0.0.1:7103");
        assertThat(first.plan().settings().members()).doesNotContainKey(THREE);
        assertThat(remembered(first)).isEmpty();
        assertThat(directory.resolve("damaged-1/identity")).exists();
        first.journal().close();

        for (var onDamage : List.of("replace", "stop")) {
            var again = Memory.open(plan(onDamage));
            assertThat(again.plan().self()).isEqualTo(successor);
            assertThat(again.plan().settings().replaces()).contains(THREE);
            again.journal().close();
        }
    }

    @Test
    void anIdWhoseMemoryIsSetAsideIsNeverUsedAgain() throws IOException {
        vote("replace");
        damage();
        FileJournal.setAside(directory); // and then the power is cut

        assertThatThrownBy(() -> Memory.open(plan("stop")))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("on-damage=replace");
        var memory = Memory.open(plan("replace"));
        assertThat(memory.plan().self()).isNotEqualTo(THREE);
        assertThat(memory.plan().settings().replaces()).contains(THREE);
        memory.journal().close();
    }

    @Test
    void whoIsAloneIsNotReplacedByNobody() throws IOException {
        var alone = read(List.of("synod.node.data-dir=" + directory, "synod.node.on-damage=replace"));
        var memory = Memory.open(alone);
        memory.journal().replay(record -> {});
        memory.journal().append(VOTED);
        assertThat(memory.journal().sync()).isTrue();
        memory.journal().close();
        damage();

        assertThatThrownBy(() -> Memory.open(alone)).isInstanceOf(JournalDamaged.class);
    }

    @Test
    void anObserverRemembersNothingButItsNewestSnapshot() {
        var journal = new ForgetfulJournal();
        var snapshot = new Snapshot(new Slot(7), new byte[] {1});
        assertThat(journal.keep(snapshot)).isTrue();
        assertThat(journal.snapshot()).isEmpty();
        assertThatThrownBy(() -> journal.beginAnew(new Slot(8), List.of())).isInstanceOf(IllegalStateException.class);
        assertThat(journal.keep(snapshot)).isTrue();
        assertThat(journal.beginAnew(new Slot(7), List.of())).isTrue();
        assertThat(journal.snapshot()).contains(snapshot);
        journal.replay(record -> {
            throw new AssertionError("told " + record);
        });
    }

    private void vote(String onDamage) {
        var memory = Memory.open(plan(onDamage));
        assertThat(remembered(memory)).isEmpty();
        memory.journal().append(VOTED);
        assertThat(memory.journal().sync()).isTrue();
        memory.journal().append(VOTED);
        assertThat(memory.journal().sync()).isTrue();
        memory.journal().close();
    }

    private static List<Persist> remembered(Memory memory) {
        var told = new ArrayList<Persist>();
        memory.journal().replay(told::add);
        return told;
    }

    /** In the head of the first segment: what is there was durable before anything else. */
    private void damage() throws IOException {
        Path segment;
        try (var segments = Files.list(directory.resolve("journal"))) {
            segment = segments.sorted().findFirst().orElseThrow();
        }
        var bytes = Files.readAllBytes(segment);
        bytes[9] ^= 1;
        Files.write(segment, bytes);
    }

    private Plan plan(String onDamage) {
        return read(List.of(
                "synod.node.id=3",
                "synod.cluster.members=1=127.0.0.1:7101,2=127.0.0.1:7102,3=127.0.0.1:7103",
                "synod.node.data-dir=" + directory,
                "synod.node.on-damage=" + onDamage));
    }

    private static Plan read(List<String> settings) {
        var written = new java.util.HashMap<String, Object>();
        settings.forEach(setting -> written.put(
                setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1)));
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("written", written));
        return SettingsReader.read(environment, "pod");
    }
}
