package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.client.SynodException;
import dev.synod.spring.bridge.LockLostException;
import dev.synod.spring.bridge.SynodLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lock of the cluster, as code of one JVM takes it. */
@SynodTest
@Timeout(60)
@SuppressWarnings("LockNotBeforeTry") // what becomes of a lock between its steps is what is tested
class SynodLockTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SynodControl synod;
    private final Bridged process;
    private final SynodLock ledger;

    SynodLockTest(SynodControl synod) {
        this.synod = synod;
        process = Bridged.begin(synod);
        ledger = process.threads().lock("ledger");
    }

    @BeforeEach
    void isFree() {
        assertThat(process.isFree("ledger")).isTrue();
    }

    @Test
    void aThreadMayLockItAgainAndItIsFreeWhenUnlockedAsOften() {
        ledger.lock();
        assertThat(process.threads().lock("ledger").tryLock()).isTrue();

        ledger.unlock();
        assertThat(process.isFree("ledger")).isFalse();
        ledger.unlock();

        assertThat(process.isFree("ledger")).isTrue();
        assertThat(ledger.lease()).isEmpty();
    }

    @Test
    void anotherThreadNeitherGetsItNorUnlocksIt() throws Exception {
        ledger.lock();

        var another = Bridged.begin(() -> {
            assertThat(ledger.tryLock()).isFalse();
            assertThatThrownBy(ledger::unlock).isInstanceOf(IllegalMonitorStateException.class);
            return ledger.lease().isEmpty();
        });

        assertThat(another.task().get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.isFree("ledger")).isFalse();
        ledger.unlock();
    }

    @Test
    void whoHasNotLockedItMayNotUnlockIt() {
        assertThatThrownBy(ledger::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("ledger");
    }

    @Test
    void anotherProcessIsWaitedForAsLongAsIsSaid() throws Exception {
        var theirs = synod.otherTakesLock("ledger");
        var begun = synod.clock().instant();

        assertThat(synod.passing(Bridged.MINUTE, () -> ledger.tryLock(5, TimeUnit.SECONDS))).isFalse();

        assertThat(Duration.between(begun, synod.clock().instant()))
                .isBetween(SECOND.multipliedBy(5), SECOND.multipliedBy(6));
        var waiting = Bridged.begin(() -> {
            ledger.lock();
            var token = ledger.lease().orElseThrow().fencingToken();
            ledger.unlock();
            return token;
        });
        Bridged.await(() -> synod.waiting() == 1);
        theirs.close();
        assertThat(ended(waiting)).isGreaterThan(theirs.fencingToken());
    }

    private <T> T ended(Bridged.Begun<T> begun) throws Exception {
        Bridged.await(() -> {
            synod.advance(Duration.ofMillis(10));
            return begun.task().isDone();
        });
        return begun.task().get();
    }

    @Test
    void oneThatIsLostSaysSoAtEachUnlockAndCanBeLockedAnew() {
        ledger.lock();
        ledger.lock();
        var lost = ledger.lease().orElseThrow();
        var told = new AtomicInteger();
        lost.onLost(told::incrementAndGet);

        synod.expireSession(Bridged.TTL);
        try (var theirs = synod.otherTakesLock("ledger")) {
            assertThat(theirs.fencingToken()).isGreaterThan(lost.fencingToken());
            assertThat(lost.isValid()).isFalse();
            assertThat(told).hasValue(1);
            assertThatThrownBy(ledger::lock).isInstanceOf(LockLostException.class);
            assertThatThrownBy(ledger::unlock).isInstanceOf(LockLostException.class);
            assertThatThrownBy(ledger::unlock)
                    .isInstanceOf(LockLostException.class)
                    .hasMessageContaining("token " + lost.fencingToken());
            assertThat(ledger.tryLock()).isFalse();
            assertThat(process.locks().isCurrent("ledger", theirs.fencingToken())).isTrue();
        }

        assertThat(ledger.tryLock()).isTrue();
        assertThat(ledger.lease().orElseThrow().isValid()).isTrue();
        ledger.unlock();
    }

    @Test
    void whoStandsStillHasLostItWhenItGoesOn() {
        ledger.lock();

        synod.pause();
        synod.advance(Bridged.TTL.multipliedBy(3));
        synod.otherTakesLock("ledger").close();
        synod.resume();

        assertThatThrownBy(ledger::unlock).isInstanceOf(LockLostException.class);
    }

    @Test
    void withATimeToLiveItIsLostThoughItsProcessLives() {
        ledger.lock(SECOND.multipliedBy(3));
        var lease = ledger.lease().orElseThrow();
        var told = new AtomicInteger();
        lease.onLost(told::incrementAndGet);

        synod.advance(SECOND.multipliedBy(2));
        assertThat(lease.isValid()).isTrue();
        assertThat(lease.remaining()).isEqualTo(SECOND);
        assertThat(process.isFree("ledger")).isFalse();
        synod.advance(SECOND);

        assertThat(lease.isValid()).isFalse();
        assertThat(lease.remaining()).isZero();
        assertThat(told).hasValue(1);
        assertThat(process.isFree("ledger")).isTrue();
        assertThatThrownBy(ledger::unlock).isInstanceOf(LockLostException.class);
    }

    @Test
    void aThreadOfTheSameProcessGetsItWhenItsTimeIsOver() throws Exception {
        ledger.lock(SECOND.multipliedBy(3));
        var begun = synod.clock().instant();

        boolean isLocked = synod.passing(Bridged.MINUTE, () -> {
            boolean isMine = ledger.tryLock(5, TimeUnit.SECONDS);
            ledger.unlock();
            return isMine;
        });

        assertThat(isLocked).isTrue();
        assertThat(Duration.between(begun, synod.clock().instant()))
                .isBetween(SECOND.multipliedBy(3), SECOND.multipliedBy(4));
    }

    @Test
    void lockingAgainProlongsATimeToLiveAndNeverShortensIt() throws Exception {
        ledger.lock(SECOND.multipliedBy(3));
        assertThat(ledger.tryLock(Duration.ZERO, SECOND)).isTrue();
        assertThat(ledger.lease().orElseThrow().remaining()).isEqualTo(SECOND.multipliedBy(3));

        ledger.lock(SECOND.multipliedBy(5));
        synod.advance(SECOND.multipliedBy(4));

        assertThat(ledger.lease().orElseThrow().isValid()).isTrue();
        ledger.unlock();
        ledger.unlock();
        ledger.unlock();
        synod.advance(SECOND.multipliedBy(2));
        assertThat(process.isFree("ledger")).isTrue();
    }

    @Test
    void whoWaitsInterruptiblyEndsWhenInterruptedAndIsNotGrantedItLater() throws Exception {
        var theirs = synod.otherTakesLock("ledger");
        var waiting = Bridged.begin(() -> {
            ledger.lockInterruptibly();
            return true;
        });
        Bridged.await(() -> synod.waiting() == 1);

        waiting.thread().interrupt();

        assertThatThrownBy(() -> ended(waiting))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        theirs.close();
        synod.advance(SECOND);
        assertThat(process.isFree("ledger")).isTrue();
    }

    @Test
    void whoWaitsUninterruptiblyGetsItAndIsInterruptedThen() throws Exception {
        var theirs = synod.otherTakesLock("ledger");
        var waiting = Bridged.begin(() -> {
            ledger.lock();
            boolean wasInterrupted = Thread.interrupted();
            ledger.unlock();
            return wasInterrupted;
        });
        Bridged.await(() -> synod.waiting() == 1);

        waiting.thread().interrupt();
        Bridged.await(() -> !waiting.thread().isInterrupted());
        theirs.close();

        assertThat(ended(waiting)).isTrue();
        assertThat(process.isFree("ledger")).isTrue();
    }

    /** Counts without a lock of the JVM: each increment sees the one before it. */
    @Test
    void threadsOfOneProcessExcludeEachOther() throws Exception {
        var count = new int[1];
        List<Future<Boolean>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(Bridged.begin(() -> {
                        for (int i = 0; i < 25; i++) {
                            ledger.lock();
                            try {
                                int before = count[0];
                                LockSupport.parkNanos(1);
                                count[0] = before + 1;
                            } finally {
                                ledger.unlock();
                            }
                        }
                        return true;
                    })
                    .task());
        }

        Bridged.await(() -> {
            synod.advance(Duration.ofMillis(10));
            return all.stream().allMatch(Future::isDone);
        });

        for (var each : all) {
            assertThat(each.get()).isTrue();
        }
        assertThat(count[0]).isEqualTo(100);
    }

    @Test
    void aSmallestTimeToLiveAndConditionsAreRefused() {
        assertThatThrownBy(() -> ledger.lock(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(ledger::newCondition).isInstanceOf(UnsupportedOperationException.class);
        assertThat(process.isFree("ledger")).isTrue();
    }

    @Test
    void withoutItsClusterNothingIsLocked() {
        synod.cutOff();

        assertThatThrownBy(ledger::tryLock).isInstanceOf(SynodException.class);
        assertThat(ledger.lease()).isEmpty();
    }

    @Test
    void whatAThreadHoldsIsCountedUntilItIsUnlockedOrLost() {
        ledger.lock();
        ledger.lock();
        assertThat(process.threads().held()).isEqualTo(1);
        ledger.unlock();
        assertThat(process.threads().held()).isEqualTo(1);
        ledger.unlock();
        assertThat(process.threads().held()).isZero();

        ledger.lock(SECOND);
        synod.advance(SECOND);
        assertThat(process.threads().held()).isZero();
        assertThatThrownBy(ledger::unlock).isInstanceOf(LockLostException.class);
    }
}
