package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.Connection.State;
import dev.synod.client.SessionElections;
import dev.synod.client.SessionKeeper;
import dev.synod.client.SessionLocks;
import dev.synod.client.SessionSettings;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process as the starter builds it, and what a test does to it. */
@SynodTest
@Timeout(60)
class SynodControlTest {

    private static final Duration TTL = Duration.ofSeconds(10);

    private final SynodControl synod;
    private final SessionKeeper keeper;
    private final SessionLocks locks;
    private final SessionElections elections;

    SynodControlTest(SynodControl synod) {
        this.synod = synod;
        var client = synod.client();
        keeper = new SessionKeeper(client, synod.timers(), synod.executor(), SessionSettings.of("app", TTL));
        locks = new SessionLocks(client, keeper, synod.timers(), synod.executor());
        elections = new SessionElections(
                client, keeper, synod.timers(), new SessionElections.ServedBy(synod.executor(), "app"));
    }

    @BeforeEach
    void start() {
        keeper.start();
        synod.advance(Duration.ofSeconds(1));
    }

    @Test
    void aSessionIsKeptHoweverMuchTimePasses() {
        var session = keeper.session();

        synod.advance(Duration.ofMinutes(10));

        assertThat(keeper.state()).isEqualTo(State.SAFE);
        assertThat(keeper.session()).isEqualTo(session).isPresent();
    }

    @Test
    void aLockThatAnotherHasIsNotToBeHadUntilThatGivesItBack() {
        try (var theirs = synod.otherTakesLock("ledger")) {
            assertThat(theirs.fencingToken()).isPositive();
            assertThat(locks.tryAcquire("ledger", Duration.ZERO)).isEmpty();
        }

        assertThat(locks.tryAcquire("ledger", Duration.ZERO)).isPresent();
    }

    @Test
    void aLockSurvivesNoTest() {
        assertThat(locks.tryAcquire("ledger", Duration.ZERO)).isPresent();
    }

    @Test
    void whoIsCutOffForLongerThanItsTimeToLiveHasLostItsLock() {
        var held = locks.tryAcquire("ledger", Duration.ZERO).orElseThrow();
        var session = keeper.session();

        synod.expireSession(TTL);

        assertThat(held.isValid()).isFalse();
        assertThat(keeper.state()).isEqualTo(State.SAFE);
        assertThat(keeper.session()).isPresent().isNotEqualTo(session);
        assertThat(locks.isCurrent("ledger", held.fencingToken())).isFalse();
    }

    @Test
    void aPausedProcessLosesItsLockToAnotherAndKnowsItWhenItGoesOn() {
        var held = locks.tryAcquire("ledger", Duration.ZERO).orElseThrow();

        synod.pause();
        synod.advance(TTL.multipliedBy(3));
        try (var theirs = synod.otherTakesLock("ledger")) {
            assertThat(theirs.fencingToken()).isGreaterThan(held.fencingToken());
        }
        synod.resume();

        assertThat(held.isValid()).isFalse();
    }

    @Test
    void theLeadGoesToAnotherAndComesBack() {
        var candidacy = elections.stand("reports");
        synod.advance(Duration.ofSeconds(1));
        var first = candidacy.leadership().orElseThrow();

        try (var theirs = synod.otherLeads("reports")) {
            assertThat(theirs.fencingToken()).isGreaterThan(first.fencingToken());
            synod.advance(Duration.ofSeconds(1));
            assertThat(candidacy.leadership()).isEmpty();
            assertThat(first.isValid()).isFalse();
        }
        synod.advance(Duration.ofSeconds(1));

        assertThat(candidacy.leadership().orElseThrow().fencingToken()).isGreaterThan(first.fencingToken());
    }
}
