package dev.synod.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.node.Journal;
import dev.synod.node.JournalContract;
import dev.synod.paxos.Effect.Persist;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal of the simulation keeps what the real ones keep. */
class SimulatedJournalTest extends JournalContract {

    private final SimulatedDisk disk = new SimulatedDisk();

    @Override
    protected Journal open() {
        return new SimulatedJournal(disk);
    }

    @Override
    protected void crash(Journal journal) {
        ((SimulatedJournal) journal).crash(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aCrashKeepsAnyBeginningOfWhatWasNotSynced(int surviving) {
        SimulatedJournal journal = new SimulatedJournal(disk);
        memoryOf(journal);
        List<Persist> written = promises(1, 5);
        written.subList(0, 2).forEach(journal::append);
        journal.sync();
        written.subList(2, 5).forEach(journal::append);

        journal.crash(surviving);

        try (Journal reopened = open()) {
            assertThat(memoryOf(reopened)).isEqualTo(written.subList(0, 2 + surviving));
        }
    }

    @Test
    void whatIsDurableIsTold() {
        List<Persist> told = new ArrayList<>();
        SimulatedJournal journal = new SimulatedJournal(
                disk,
                new Scribe() {
                    @Override
                    public void durable(Persist record) {
                        told.add(record);
                    }
                },
                Hazard.NONE);
        memoryOf(journal);

        promises(1, 3).forEach(journal::append);
        assertThat(told).isEmpty();
        journal.sync();

        assertThat(told).isEqualTo(promises(1, 3));
    }
}
