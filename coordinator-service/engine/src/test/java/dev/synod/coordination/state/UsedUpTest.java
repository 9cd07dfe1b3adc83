package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory for names that are used up, against a plain queue. */
class UsedUpTest {

    private static HoldKey key(int number) {
        return new HoldKey(new LockName("lock-" + number % 7), new HoldName("hold-" + number));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 100, 10_000})
    void remembersTheNewestAndNoOther(int remembered) {
        var usedUp = new UsedUp(remembered);
        var expected = new ArrayDeque<HoldKey>();
        var random = new Random(remembered);
        for (int number = 0; number < 30_000; number++) {
            usedUp.add(key(number));
            expected.add(key(number));
            if (expected.size() > remembered) {
                HoldKey forgotten = expected.remove();
                assertThat(usedUp.contains(forgotten)).as("%s", forgotten).isFalse();
            }
            HoldKey any = key(random.nextInt(number + 1));
            boolean kept = remembered > 0 && Integer.parseInt(any.hold().text().substring(5)) > number - remembered;
            assertThat(usedUp.contains(any)).as("%s after %s", any, number).isEqualTo(kept);
        }
        assertThat(usedUp.size()).isEqualTo(remembered);
        expected.forEach(key -> assertThat(usedUp.contains(key)).isTrue());
    }

    @Test
    void namesThatAreAlikeHaveFingerprintsOfTheirOwn() {
        var usedUp = new UsedUp(2_000_000);
        int refused = 0;
        for (int lock = 0; lock < 1_000; lock++) {
            for (int hold = 0; hold < 1_000; hold++) {
                var key = new HoldKey(new LockName(Integer.toString(lock)), new HoldName(Integer.toString(hold)));
                refused += usedUp.contains(key) ? 1 : 0;
                usedUp.add(key);
            }
        }
        assertThat(refused).isZero();
    }

    @Test
    void whereTheLockEndsAndTheHoldBeginsMatters() {
        var usedUp = new UsedUp(10);
        usedUp.add(new HoldKey(new LockName("ab"), new HoldName("c")));

        assertThat(usedUp.contains(new HoldKey(new LockName("a"), new HoldName("bc")))).isFalse();
        assertThat(usedUp.contains(new HoldKey(new LockName("c"), new HoldName("ab")))).isFalse();
        assertThat(usedUp.contains(new HoldKey(new LockName("ab"), new HoldName("c")))).isTrue();
    }
}
