package dev.synod.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.api.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Is a hold always one of the session that lives now, and is none left that nobody knows of? */
class SessionLocksTest {

    private final HandTimers timers = new HandTimers();
    private final ScriptedClient client = new ScriptedClient();
    private final SessionKeeper keeper = new SessionKeeper(
            client, timers, timers, SessionSettings.of("p", Duration.ofSeconds(10)));
    private final SessionLocks locks = new SessionLocks(client, keeper, timers, timers);

    @BeforeEach
    void start() {
        keeper.start();
        timers.run();
        client.asked.clear();
    }

    @Test
    void aHoldHasItsTokenAndIsReleasedOnce() {
        client.holds.add(() -> ScriptedClient.held("s1", 42));

        var held = locks.acquire("ledger", Duration.ofSeconds(5));
        assertThat(held.fencingToken()).isEqualTo(42);
        assertThat(held.isValid()).isTrue();
        held.close();
        held.close();

        assertThat(held.isValid()).isFalse();
        assertThatThrownBy(held::requireValid).isInstanceOf(LostException.class);
        assertThat(client.asked).containsExactly("acquire in s1 waiting 5s", "release ledger");
    }

    @Test
    void oneThatIsNotFreeInTimeIsAbsent() {
        client.holds.add(() -> {
            timers.jump(Duration.ofMillis(5));
            throw ScriptedClient.refused(ProblemType.LOCK_UNAVAILABLE);
        });

        assertThat(locks.tryAcquire("ledger", Duration.ofMillis(5))).isEmpty();
        timers.run();
        assertThat(client.asked).containsExactly("acquire in s1 waiting 5ms");
    }

    /** etcd#11456, curator#1121. */
    @Test
    void aGrantThatComesAfterTheSessionsEndIsNotReturned() {
        client.holds.add(() -> {
            timers.jump(Duration.ofSeconds(11));
            timers.advance(Duration.ofMillis(1));
            return ScriptedClient.held("s1", 42);
        });
        client.holds.add(() -> ScriptedClient.held("s2", 77));

        var held = locks.acquire("ledger", Duration.ofSeconds(30));

        assertThat(held.fencingToken()).isEqualTo(77);
        assertThat(held.isValid()).isTrue();
        timers.run();
        assertThat(client.asked).contains("release ledger");
    }

    @Test
    void anAcquisitionWithoutAnAnswerIsReleasedBehindItsCallersBack() {
        client.holds.add(() -> {
            throw new SynodException.UnknownOutcome("lost");
        });

        assertThatThrownBy(() -> locks.tryAcquire("ledger", Duration.ZERO))
                .isInstanceOf(SynodException.UnknownOutcome.class);
        timers.run();

        assertThat(client.asked).containsExactly("acquire in s1 waiting 0s", "release ledger");
    }

    @Test
    void aLongWaitKeepsItsPlaceOverSeveralRequests() {
        client.holds.add(() -> {
            timers.advance(Duration.ofSeconds(60));
            return ScriptedClient.waiting("s1");
        });
        client.holds.add(() -> ScriptedClient.held("s1", 42));

        assertThat(locks.tryAcquire("ledger", Duration.ofSeconds(90))).isPresent();

        assertThat(client.asked)
                .containsExactly("acquire in s1 waiting 1m queued", "acquire in s1 waiting 30s");
    }

    @Test
    void aReleaseThatNobodyHearsIsTriedAgain() {
        client.holds.add(() -> ScriptedClient.held("s1", 42));
        client.releases.add(() -> {
            throw new SynodException.Unavailable("nobody");
        });
        var held = locks.acquire("ledger", Duration.ZERO);

        held.close();
        timers.advance(Duration.ofSeconds(1));

        assertThat(client.asked).containsExactly("acquire in s1 waiting 0s", "release ledger", "release ledger");
    }

    @Test
    void theEndOfTheSessionIsTheLossOfTheHold() {
        client.holds.add(() -> ScriptedClient.held("s1", 42));
        var held = locks.acquire("ledger", Duration.ZERO);
        var lost = new ArrayList<Long>();
        held.onLost(() -> lost.add(held.fencingToken()));
        client.isSilent = true;

        timers.advance(Duration.ofSeconds(10));
        held.close();

        assertThat(lost).containsExactly(42L);
        assertThat(client.asked).doesNotContain("release ledger");
    }
}
