package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.client.Locks;
import dev.synod.client.NotFreeException;
import dev.synod.spring.fence.FenceGuard;
import dev.synod.spring.fence.StaleFencingTokenException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessResourceFailureException;

/** An application in a test's time: each annotation, and each thing that a test does to it. */
@SynodTest
@SpringBootTest(classes = Shop.Application.class, properties = "spring.datasource.generate-unique-name=true")
@Timeout(60)
class ShopTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    private Shop shop;

    @Autowired
    private Locks locks;

    @Autowired
    private FenceGuard guard;

    /** Whatever the test before it has left. */
    @BeforeEach
    void allIsWell() {
        assertThat(shop.report()).isEqualTo("reported");
        try (var held = locks.tryAcquire("ledger", Duration.ZERO).orElseThrow()) {
            assertThat(held.isValid()).isTrue();
        }
        assertThat(shop.booked()).isNotNegative();
    }

    @Test
    void whereAnotherLeadsTheLeadersMethodIsSkippedUntilThatGoes(SynodControl synod) {
        try (var theirs = synod.otherLeads("reports")) {
            assertThat(theirs.fencingToken()).isPositive();
            assertThat(shop.report()).isNull();
        }

        assertThat(shop.report()).isEqualTo("reported");
    }

    @Test
    void aLockThatAnotherHasIsWaitedForInTheTestsTime(SynodControl synod) throws Exception {
        var begun = synod.clock().instant();
        synod.otherTakesLock("ledger");

        assertThatThrownBy(() -> synod.passing(MINUTE, () -> shop.pay(null))).isInstanceOf(NotFreeException.class);

        assertThat(Duration.between(begun, synod.clock().instant()))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void aLockIsLostWithTheSession(SynodControl synod) {
        assertThat(shop.keepsWhile(() -> synod.advance(MINUTE), null)).isTrue();

        assertThat(shop.keepsWhile(synod::expireSession, null)).isFalse();
    }

    @Test
    void whoIsCutOffLeadsNoMoreWhenItsSessionMayBeOver(SynodControl synod) {
        shop.states().clear();

        synod.cutOff();
        synod.advance(Duration.ofSeconds(4));
        assertThat(shop.report()).isEqualTo("reported");
        synod.advance(Duration.ofSeconds(6));

        assertThat(shop.report()).isNull();
        assertThat(shop.states()).containsExactly("JEOPARDY", "EXPIRED");

        synod.reconnect();
        synod.advance(Duration.ofSeconds(5));

        assertThat(shop.report()).isEqualTo("reported");
        assertThat(shop.states()).containsExactly("JEOPARDY", "EXPIRED", "SAFE");
    }

    @Test
    void whoStandsStillForTooLongHasLostItsLeadWhenItGoesOn(SynodControl synod) {
        synod.pause();
        synod.advance(Duration.ofMinutes(1));
        var theirs = synod.otherLeads("reports");
        synod.resume();

        assertThat(shop.report()).isNull();
        assertThat(theirs.fencingToken()).isPositive();
    }

    @Test
    void scheduledMethodsFireWhenTimeComesToThem(SynodControl synod) {
        synod.advance(Duration.between(synod.clock().instant(), nextMinute(synod)).minusMillis(1));
        shop.billed().clear();
        shop.swept().clear();
        var first = nextMinute(synod);

        synod.advance(Duration.ofMillis(1));
        assertThat(shop.billed()).containsExactly(first);
        synod.advance(MINUTE.multipliedBy(2));

        assertThat(shop.billed()).containsExactly(first, first.plus(MINUTE), first.plus(MINUTE.multipliedBy(2)));
        assertThat(shop.swept()).hasSizeBetween(12, 13);
    }

    @Test
    void aRunThatAnotherLeavesBehindIsTakenOver(SynodControl synod) {
        var firing = nextMinute(synod);
        var theirs = synod.otherRuns("bills", firing);
        synod.advance(Duration.between(synod.clock().instant(), firing).plusSeconds(1));
        assertThat(shop.billed()).doesNotContain(firing);
        shop.billed().clear();

        theirs.close();

        assertThat(shop.billed()).containsExactly(synod.clock().instant());
        assertThat(shop.token()).isGreaterThan(theirs.fencingToken());
    }

    private static Instant nextMinute(SynodControl synod) {
        long minutes = synod.clock().instant().getEpochSecond() / 60;
        return Instant.ofEpochSecond((minutes + 1) * 60);
    }

    @Test
    void eachAnnotationThatGivesATokenHasItGuardItsData(SynodControl synod) {
        shop.book(7, before -> {});
        assertThat(shop.guard("ledger")).isEqualTo(shop.token());
        shop.close();
        assertThat(shop.guard("reports")).isEqualTo(shop.token());
        synod.advance(MINUTE);
        assertThat(shop.guard("bills")).isEqualTo(shop.token());
    }

    @Test
    void whatAnotherHolderHasOvertakenIsNotCommitted(SynodControl synod) {
        int booked = shop.booked();

        assertThatThrownBy(() -> shop.book(7, before -> {
                    synod.expireSession();
                    guard.raise("ledger", synod.otherTakesLock("ledger").fencingToken());
                }))
                .isInstanceOf(StaleFencingTokenException.class);

        assertThat(shop.booked()).isEqualTo(booked);
    }

    @Test
    void aDatabaseThatIsGoneFailsWhateverAsksIt(SynodControl synod) {
        synod.failDatabase();
        assertThatThrownBy(() -> shop.book(7, before -> {})).isInstanceOf(DataAccessResourceFailureException.class);
        synod.mendDatabase();

        int booked = shop.booked();
        assertThatThrownBy(() -> shop.book(7, before -> synod.failDatabase())).isInstanceOf(RuntimeException.class);

        synod.mendDatabase();
        assertThat(shop.booked()).isEqualTo(booked);
    }

    @Test
    void aCommitThatIsLostHasWrittenNothing(SynodControl synod) {
        int booked = shop.booked();

        assertThatThrownBy(() -> shop.book(7, before -> synod.loseCommits()))
                .hasRootCauseMessage("SynodControl: the connection ended at the commit");

        synod.mendDatabase();
        assertThat(shop.booked()).isEqualTo(booked);
        shop.book(7, before -> {});
        assertThat(shop.booked()).isEqualTo(booked + 1);
    }

    /** Nested tests ask for the same application. */
    @Nested
    class Within {

        @Test
        void itsControlIsTheApplications(SynodControl synod, @Autowired SynodControl bean) {
            assertThat(synod).isSameAs(bean);
        }
    }
}
