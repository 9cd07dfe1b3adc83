package dev.synod.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static Decree decree(long number) {
        return new Decree.Opened(new Ballot(number, new NodeId(1)));
    }

    @Test
    void showsTheSameAsAListWouldThroughGrowthTruncationAndBeginningAnew() {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            var ledger = new Ledger();
            var list = new ArrayList<Decree>();
            long truncated = 0;
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(5)) {
                    case 0 -> {
                        int gone = random.nextInt(list.size() + 1);
                        list.subList(0, gone).clear();
                        truncated += gone;
                        ledger.truncate(new Slot(truncated));
                    }
                    case 1 -> {
                        if (random.nextInt(8) == 0) {
                            truncated += list.size() + random.nextInt(3_000);
                            list.clear();
                            ledger.beginAnew(new Slot(truncated));
                        }
                    }
                    default -> {
                        for (int more = random.nextInt(1_500); more > 0; more--) {
                            ledger.add(decree(truncated + list.size() + 1));
                            list.add(decree(truncated + list.size() + 1));
                        }
                    }
                }
                assertThat(ledger.truncated()).as("seed %d", seed).isEqualTo(new Slot(truncated));
                assertThat(ledger.last()).isEqualTo(new Slot(truncated + list.size()));
                int skipped = random.nextInt(list.size() + 1);
                assertThat(ledger.from(new Slot(truncated + skipped + 1)))
                        .isEqualTo(list.subList(skipped, list.size()));
                if (skipped < list.size()) {
                    assertThat(ledger.get(new Slot(truncated + skipped + 1))).isEqualTo(list.get(skipped));
                }
            }
        }
    }

    @Test
    void aPartShownStaysAsItWas() {
        var ledger = new Ledger();
        for (int number = 1; number <= 1_500; number++) {
            ledger.add(decree(number));
        }
        var shown = ledger.from(new Slot(1_000));
        var before = List.copyOf(shown);
        ledger.add(decree(1_501));
        ledger.truncate(new Slot(1_400));
        ledger.beginAnew(new Slot(2_000));
        ledger.add(decree(2_001));
        assertThat(shown).isEqualTo(before).hasSize(501);
    }

    @Test
    void countsTheBytesOfWhatItHas() {
        var ledger = new Ledger();
        for (int number = 1; number <= 5_000; number++) {
            ledger.add(decree(number));
        }
        long all = ledger.bytes();
        ledger.truncate(new Slot(4_500));
        assertThat(ledger.bytes()).isEqualTo(all / 5_000 * 500);
        ledger.truncate(new Slot(5_000));
        assertThat(ledger.bytes()).isZero();
        ledger.add(decree(5_001));
        assertThat(ledger.bytes()).isEqualTo(all / 5_000);
        ledger.beginAnew(new Slot(9_000));
        assertThat(ledger.bytes()).isZero();
    }

    @Test
    void refusesWhatIsTruncatedOrNotThereYet() {
        var ledger = new Ledger();
        for (int number = 1; number <= 10; number++) {
            ledger.add(decree(number));
        }
        ledger.truncate(new Slot(4));
        assertThat(ledger.from(new Slot(11))).isEmpty();
        assertThatThrownBy(() -> ledger.get(new Slot(4))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ledger.get(new Slot(11))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ledger.from(new Slot(4))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ledger.from(new Slot(12))).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
