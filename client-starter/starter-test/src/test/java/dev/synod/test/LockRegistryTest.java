package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.spring.bridge.SynodLock;
import dev.synod.spring.bridge.SynodLockRegistry;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;

/** Spring Integration's locks, and its leader, in a cluster. */
@SynodTest
@Timeout(60)
@SuppressWarnings("LockNotBeforeTry") // what becomes of a lock between its steps is what is tested
class LockRegistryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String NAME = "integration.orders";

    private final SynodControl synod;
    private final Bridged process;
    private final SynodLockRegistry registry;

    LockRegistryTest(SynodControl synod) {
        this.synod = synod;
        process = Bridged.begin(synod);
        registry = new SynodLockRegistry(process.threads(), "integration.");
    }

    @Test
    void whatRunsLockedKeepsOtherProcessesOutUntilItEnds() throws Exception {
        boolean wasFree = registry.executeLocked("orders", () -> process.isFree(NAME));

        assertThat(wasFree).isFalse();
        assertThat(process.isFree(NAME)).isTrue();
    }

    @Test
    void whatWouldRunLockedDoesNotWhereAnotherHasItForTooLong() {
        synod.otherTakesLock(NAME);

        assertThatThrownBy(() -> synod.passing(
                        Bridged.MINUTE, () -> registry.<Boolean, Exception>executeLocked("orders", SECOND, () -> true)))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void allThatIsObtainedForAKeyIsOneLock() {
        registry.obtain("orders").lock();
        assertThat(registry.obtain("orders").tryLock()).isTrue();

        registry.obtain("orders").unlock();
        assertThat(process.isFree(NAME)).isFalse();
        registry.obtain("orders").unlock();

        assertThat(process.isFree(NAME)).isTrue();
    }

    /** spring-integration#1888, #2660: the lock of the JVM stayed locked when the other was lost. */
    @Test
    void aLockThatWasLostIsSaidToBeAndCanBeLockedAnew() {
        var lock = registry.obtain("orders");
        lock.lock();

        synod.expireSession(Bridged.TTL);

        assertThatThrownBy(lock::unlock).isInstanceOf(ConcurrentModificationException.class);
        assertThat(lock.tryLock()).isTrue();
        assertThatCode(lock::unlock).doesNotThrowAnyException();
    }

    /** spring-integration#3272: a lock outlives no time to live that nobody renews, and the session renews the rest. */
    @Test
    void aLockWithoutATimeToLiveIsKeptWhileTheSessionIs() {
        var lock = registry.obtain("orders");
        lock.lock();

        synod.advance(Duration.ofHours(1));
        registry.renewLock("orders");

        assertThat(process.isFree(NAME)).isFalse();
        assertThatCode(lock::unlock).doesNotThrowAnyException();
    }

    @Test
    void renewingHasATimeToLiveBeginAnew() {
        var lock = registry.obtain("orders");
        lock.lock(SECOND.multipliedBy(5));

        synod.advance(SECOND.multipliedBy(4));
        registry.renewLock("orders");
        synod.advance(SECOND.multipliedBy(4));
        assertThat(process.isFree(NAME)).isFalse();
        registry.renewLock("orders", SECOND.multipliedBy(10));
        synod.advance(SECOND.multipliedBy(9));
        assertThat(process.isFree(NAME)).isFalse();
        synod.advance(SECOND);

        assertThat(process.isFree(NAME)).isTrue();
        assertThatThrownBy(() -> registry.renewLock("orders")).isInstanceOf(ConcurrentModificationException.class);
        assertThatThrownBy(lock::unlock).isInstanceOf(ConcurrentModificationException.class);
    }

    @Test
    void onlyWhoHasItRenewsIt() {
        assertThatThrownBy(() -> registry.renewLock("orders")).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void aLockOfTheRegistryHasAFencingToken() {
        var lock = (SynodLock) registry.obtain("orders");
        lock.lock();

        var token = lock.lease().orElseThrow().fencingToken();

        assertThat(process.locks().isCurrent(NAME, token)).isTrue();
        lock.unlock();
        assertThat(process.locks().isCurrent(NAME, token)).isFalse();
    }

    /** Spring Integration's pull requests 2098 and 3095: a leader that had lost its lock was not revoked. */
    @Test
    void aLeaderByTheRegistryIsRevokedWhenItsLockIsLostAndGrantedAnew() throws Exception {
        var candidate = new Heard();
        var initiator = new LockRegistryLeaderInitiator(registry, candidate);
        initiator.setHeartBeatMillis(5);
        initiator.setBusyWaitMillis(5);
        initiator.start();
        try {
            Bridged.await(() -> heardAsTimePasses(candidate, "granted"));
            synod.cutOff();
            synod.advance(Bridged.TTL.multipliedBy(2));
            Bridged.await(() -> heardAsTimePasses(candidate, "granted", "revoked"));

            synod.reconnect();

            Bridged.await(() -> heardAsTimePasses(candidate, "granted", "revoked", "granted"));
        } finally {
            initiator.stop();
        }
        Bridged.await(() -> heardAsTimePasses(candidate, "granted", "revoked", "granted", "revoked"));
        Bridged.await(() -> process.isFree("integration.leader"));
    }

    private boolean heardAsTimePasses(Heard candidate, String... all) {
        synod.advance(Duration.ofMillis(10));
        return candidate.heard.equals(List.of(all));
    }

    private static final class Heard extends DefaultCandidate {

        private final CopyOnWriteArrayList<String> heard = new CopyOnWriteArrayList<>();

        Heard() {
            super("app", "leader");
        }

        @Override
        public void onGranted(Context context) {
            heard.add("granted");
        }

        @Override
        public void onRevoked(Context context) {
            heard.add("revoked");
        }
    }
}
