package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.spring.bridge.SynodLockProvider;
import java.time.Duration;
import java.time.Instant;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockExtender;
import net.javacrumbs.shedlock.core.LockingTaskExecutor.TaskResult;
import net.javacrumbs.shedlock.core.LockingTaskExecutor.TaskWithResult;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** ShedLock's locks, held by a cluster. */
@SynodTest
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ShedLockTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final String NAME = "shedlock.cleanup";

    private final SynodControl synod;
    private final Bridged process;
    private final SynodLockProvider provider;

    ShedLockTest(SynodControl synod) {
        this.synod = synod;
        process = Bridged.begin(synod);
        provider = new SynodLockProvider(process.locks(), synod.timers(), synod.executor(), "shedlock.");
    }

    private static LockConfiguration cleanup(Duration atMost, Duration atLeast) {
        return new LockConfiguration(Instant.now(), "cleanup", atMost, atLeast);
    }

    private SimpleLock locked(Duration atMost, Duration atLeast) {
        return provider.lock(cleanup(atMost, atLeast)).orElseThrow();
    }

    private <T> TaskResult<T> run(Duration atMost, TaskWithResult<T> work) throws Exception {
        try {
            return new DefaultLockingTaskExecutor(provider).executeWithLock(work, cleanup(atMost, Duration.ZERO));
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTaskRunsInOneProcessAtATime() throws Exception {
        try (var theirs = synod.otherTakesLock(NAME)) {
            assertThat(theirs.fencingToken()).isPositive();
            assertThat(run(HALF_A_DAY, () -> "ran").wasExecuted()).isFalse();
        }

        assertThat(run(HALF_A_DAY, () -> process.isFree(NAME)).getResult()).isFalse();
        assertThat(process.isFree(NAME)).isTrue();
    }

    /** ShedLock has a lock of its own not re-entered, and so has this. */
    @Test
    void theSameProcessDoesNotGetItTwice() {
        var lock = locked(HALF_A_DAY, Duration.ZERO);

        assertThat(provider.lock(cleanup(HALF_A_DAY, Duration.ZERO))).isEmpty();

        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalStateException.class);
        assertThat(process.isFree(NAME)).isTrue();
    }

    /** ShedLock#1587: a pod was killed, and its job locked for twelve hours. */
    @Test
    void aProcessThatDiesKeepsItNoLongerThanItsSession() {
        locked(HALF_A_DAY, HALF_A_DAY);

        synod.cutOff();
        synod.advance(Bridged.TTL.plus(SECOND));

        assertThat(process.isFree(NAME)).isTrue();
    }

    /** ShedLock#1596: a job longer than lockAtMostFor ran twice, and nobody heard of it. */
    @Test
    void aTaskThatTakesLongerThanAtMostHasLostItAndThatIsSaid(CapturedOutput output) throws Exception {
        var result = run(SECOND.multipliedBy(5), () -> {
            synod.advance(SECOND.multipliedBy(4));
            boolean wasFree = process.isFree(NAME);
            synod.advance(SECOND);
            return !wasFree && process.isFree(NAME);
        });

        assertThat(result.getResult()).isTrue();
        assertThat(output).contains("shedlock.cleanup").contains("lockAtMostFor");
    }

    @Test
    void aTaskThatEndsInTimeHasNothingSaid(CapturedOutput output) throws Exception {
        run(SECOND.multipliedBy(5), () -> true);

        assertThat(output).doesNotContain("lockAtMostFor");
    }

    @Test
    void aTaskMayExtendIt() throws Exception {
        var result = run(SECOND.multipliedBy(5), () -> {
            synod.advance(SECOND.multipliedBy(4));
            LockExtender.extendActiveLock(SECOND.multipliedBy(5), Duration.ZERO);
            synod.advance(SECOND.multipliedBy(4));
            return process.isFree(NAME);
        });

        assertThat(result.getResult()).isFalse();
        assertThat(process.isFree(NAME)).isTrue();
    }

    @Test
    void whatIsLostCannotBeExtended() {
        var lock = locked(SECOND, Duration.ZERO);
        synod.advance(SECOND);

        assertThat(lock.extend(SECOND, Duration.ZERO)).isEmpty();
    }

    /** ShedLock#8, #231: short tasks ran on every node one after the other, and so did nodes with different clocks. */
    @Test
    void aShortTaskKeepsItForAtLeastAsLongAsIsSaid() {
        locked(HALF_A_DAY, SECOND.multipliedBy(30)).unlock();

        synod.advance(SECOND.multipliedBy(29));
        assertThat(process.isFree(NAME)).isFalse();
        synod.advance(SECOND);

        assertThat(process.isFree(NAME)).isTrue();
    }

    @Test
    void anExtensionHasAtLeastBeginAnew() {
        var lock = locked(HALF_A_DAY, SECOND.multipliedBy(30));
        synod.advance(SECOND.multipliedBy(20));

        lock.extend(HALF_A_DAY, SECOND.multipliedBy(30)).orElseThrow().unlock();

        synod.advance(SECOND.multipliedBy(29));
        assertThat(process.isFree(NAME)).isFalse();
        synod.advance(SECOND);
        assertThat(process.isFree(NAME)).isTrue();
    }

    /** ShedLock#639: what a clock on the wall says decides nothing. */
    @Test
    void aClockThatIsWrongByYearsChangesNothing() {
        var years = Duration.ofDays(4_000);
        for (var wrong : new Instant[] {Instant.EPOCH, Instant.now().plus(years)}) {
            var lock = provider.lock(new LockConfiguration(wrong, "cleanup", HALF_A_DAY, Duration.ZERO));
            synod.advance(SECOND);
            assertThat(process.isFree(NAME)).isFalse();
            lock.orElseThrow().unlock();
            assertThat(process.isFree(NAME)).isTrue();
        }
    }

    /** ShedLock#2047: unlocking late must not take away what the next has. */
    @Test
    void whoUnlocksLateLeavesTheNextHolderItsLock() {
        var lock = locked(SECOND, Duration.ZERO);
        synod.advance(SECOND);
        try (var theirs = synod.otherTakesLock(NAME)) {
            assertThatCode(lock::unlock).doesNotThrowAnyException();
            assertThat(process.locks().isCurrent(NAME, theirs.fencingToken())).isTrue();
        }
    }

    @Test
    void aNameThatSynodWouldNotTakeIsALockToo() {
        var configuration = new LockConfiguration(Instant.now(), "clean up / daily", HALF_A_DAY, Duration.ZERO);

        assertThat(provider.lock(configuration)).isPresent();
        assertThat(provider.lock(configuration)).isEmpty();
    }

    @Test
    void onlyWorkThatGoesOnKeepsAShutdownWaiting() {
        var lock = locked(HALF_A_DAY, HALF_A_DAY);
        assertThat(provider.held()).isEqualTo(1);
        lock = lock.extend(HALF_A_DAY, HALF_A_DAY).orElseThrow();
        assertThat(provider.held()).isEqualTo(1);

        lock.unlock();

        assertThat(provider.held()).isZero();
        assertThat(process.isFree(NAME)).isFalse();
    }

    @Test
    void workThatHasLostItsLockKeepsNoShutdownWaiting() {
        locked(SECOND, Duration.ZERO);

        synod.advance(SECOND);

        assertThat(provider.held()).isZero();
    }
}
