package dev.synod.server.journal;

import static dev.synod.server.journal.Desk.memoryOf;
import static dev.synod.server.journal.Desk.promise;
import static dev.synod.server.journal.Desk.vote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.paxos.Effect.Persist;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.PowerCut;
import dev.synod.server.journal.storage.SimulatedDisk;
import dev.synod.server.journal.storage.SimulatedDisk.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Crashes at every operation on the disk, and again in the recovery from them. Law: PERSIST_FIRST. */
@ExtendWith(Quiet.class)
class CrashTest {

    private static final int DRAWS = 12;

    /** What a process did: what it appended, and how much of that it was told to be durable. */
    private static final class Told {

        private final List<Persist> appended;
        private int durable;

        Told(List<Persist> appended) {
            this.appended = new ArrayList<>(appended);
            this.durable = appended.size();
        }
    }

    @Test
    void aPowerCutAtAnyOperationLosesNothingThatWasSynced() {
        int operations = operationsOf(new Desk());
        assertThat(operations).isGreaterThan(60);
        for (int at = 1; at <= operations; at++) {
            for (int draw = 0; draw < DRAWS; draw++) {
                Random random = new Random(at * 1000L + draw);
                Desk desk = new Desk();
                Told told = crashed(desk, Trouble.POWER_CUT, at);
                desk.disk().restartMachine(random::nextBoolean);
                goOn(desk, told);
            }
        }
    }

    @Test
    void aKilledProcessLosesNothingThatWasSynced() {
        int operations = operationsOf(new Desk());
        for (int at = 1; at <= operations; at++) {
            Desk desk = new Desk();
            Told told = crashed(desk, Trouble.KILL, at);
            desk.disk().restartProcess();
            goOn(desk, told);
        }
    }

    @Test
    void powerCutsOneAfterTheOtherLoseNothingThatWasSynced() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            Desk desk = new Desk();
            Told told = new Told(List.of());
            for (int cut = 0; cut < 12; cut++) {
                told = livesThroughOneCut(desk, random, told);
            }
            goOn(desk, told);
        }
    }

    private static Told livesThroughOneCut(Desk desk, Random random, Told before) {
        SimulatedDisk disk = desk.disk();
        disk.plan(disk.operations() + 1 + random.nextInt(30), random.nextBoolean() ? Trouble.POWER_CUT : Trouble.KILL);
        Told told = new Told(before.appended);
        told.durable = before.durable;
        workUntilItIsOver(desk, told, random);
        disk.restartMachine(random::nextBoolean);
        return told;
    }

    private static int operationsOf(Desk desk) {
        Told told = new Told(List.of());
        work(desk, told, new Random(1));
        assertThat(told.durable).isEqualTo(told.appended.size());
        return desk.disk().operations();
    }

    private static Told crashed(Desk desk, Trouble trouble, int at) {
        desk.disk().plan(at, trouble);
        Told told = new Told(List.of());
        workUntilItIsOver(desk, told, new Random(1));
        assertThat(desk.disk().isOff()).isTrue();
        return told;
    }

    private static void workUntilItIsOver(Desk desk, Told told, Random random) {
        try {
            work(desk, told, random);
        } catch (PowerCut | JournalFailure over) {
            // A failure is how the thread that prepares spares tells of a power cut.
            assertThat(desk.disk().isOff()).isTrue();
        }
    }

    /** Opens the journal and fills more than a segment, in batches small, wide and larger than the buffer. */
    private static void work(Desk desk, Told told, Random random) {
        try (FileJournal journal = desk.open()) {
            remember(journal, told);
            for (int batch = 0; batch < 16; batch++) {
                int records = 1 + random.nextInt(3);
                for (int number = 0; number < records; number++) {
                    int next = told.appended.size() + 1;
                    Persist written = number == 2 ? vote(next, 1 + random.nextInt(6000)) : promise(next);
                    told.appended.add(written);
                    journal.append(written);
                }
                journal.sync();
                told.durable = told.appended.size();
            }
        }
    }

    /** After a crash: the memory is a beginning of what was appended, and holds all that was synced. */
    private static void remember(FileJournal journal, Told told) {
        List<Persist> memory = memoryOf(journal);
        assertThat(memory).hasSizeBetween(told.durable, told.appended.size());
        assertThat(memory).isEqualTo(told.appended.subList(0, memory.size()));
        told.appended.subList(memory.size(), told.appended.size()).clear();
        told.durable = memory.size();
    }

    private static void goOn(Desk desk, Told told) {
        try (FileJournal journal = desk.open()) {
            remember(journal, told);
            journal.append(promise(1000));
            journal.sync();
            told.appended.add(promise(1000));
        }
        assertThat(desk.remembered()).isEqualTo(told.appended);
    }
}
