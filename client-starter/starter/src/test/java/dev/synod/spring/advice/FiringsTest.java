package dev.synod.spring.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.scheduling.support.CronExpression;

/** Do all processes name the same instant for the same firing? */
class FiringsTest {

    @ParameterizedTest
    @CsvSource({
        "0 0 2 * * *, 2026-03-10T02:00:00Z, 2026-03-10T02:00:00.004Z",
        "0 0 2 * * *, 2026-03-10T02:00:00Z, 2026-03-10T01:59:59.998Z",
        "0 0 2 * * *, 2026-03-10T02:00:00Z, 2026-03-10T09:17:00Z",
        "0 0 2 * * *, 2026-03-09T02:00:00Z, 2026-03-10T01:59:50Z",
        "* * * * * *, 2026-03-10T02:00:07Z, 2026-03-10T02:00:07.700Z",
        "* * * * * *, 2026-03-10T02:00:08Z, 2026-03-10T02:00:07.800Z",
        "0 0 0 1 1 *, 2026-01-01T00:00:00Z, 2026-11-10T02:00:00Z",
        "0 0 0 29 2 *, 2024-02-29T00:00:00Z, 2026-11-10T02:00:00Z"
    })
    void aCallIsForTheNewestFiringOrOneThatIsAboutToCome(String cron, Instant firing, Instant call) {
        assertThat(new Firings.Cron(CronExpression.parse(cron), ZoneOffset.UTC).at(call)).isEqualTo(firing);
    }

    @Test
    void aFiringIsOfItsZone() {
        var berlin = new Firings.Cron(CronExpression.parse("0 0 2 * * *"), ZoneId.of("Europe/Berlin"));
        assertThat(berlin.at(Instant.parse("2026-07-10T00:00:01Z"))).isEqualTo("2026-07-10T00:00:00Z");
    }

    /** A process began 1 ms before a multiple of the rate: its calls would be of two multiples by turns. */
    @Test
    void callsThatComeEarlyAndLateLeaveOutNoFiring() {
        var random = new Random(7);
        var rate = Duration.ofMillis(200);
        var firings = new Firings.Rate(rate);
        var begin = Instant.parse("2026-03-10T02:00:00.199Z");
        var named = new HashSet<Instant>();
        for (int call = 0; call < 1_000; call++) {
            var late = call == 0 ? 0 : random.nextInt(-60, 90);
            named.add(firings.at(begin.plus(rate.multipliedBy(call)).plusMillis(late)));
        }
        assertThat(named).hasSize(1_000);
    }

    @Test
    void processesThatBeganAtDifferentTimesNameTheSameInstants() {
        var one = new Firings.Rate(Duration.ofSeconds(10));
        var other = new Firings.Rate(Duration.ofSeconds(10));
        assertThat(one.at(Instant.parse("2026-03-10T02:00:03Z"))).isEqualTo("2026-03-10T02:00:00Z");
        assertThat(other.at(Instant.parse("2026-03-10T02:00:09Z"))).isEqualTo("2026-03-10T02:00:00Z");
        assertThat(one.at(Instant.parse("2026-03-10T02:00:13.1Z"))).isEqualTo("2026-03-10T02:00:10Z");
        assertThat(other.at(Instant.parse("2026-03-10T02:00:18.9Z"))).isEqualTo("2026-03-10T02:00:10Z");
    }

    @Test
    void callsThatTheSchedulerMakesUpForAreForTheFiringsThatWereMissed() {
        var firings = new Firings.Rate(Duration.ofMillis(200));
        var noon = Instant.parse("2026-03-10T12:00:00.050Z");
        assertThat(firings.at(noon)).isEqualTo("2026-03-10T12:00:00Z");
        var named = new ArrayList<Instant>();
        for (int call = 0; call < 5; call++) {
            named.add(firings.at(noon.plusMillis(1_010 + call)));
        }
        assertThat(named)
                .extracting(Instant::toString)
                .containsExactly(
                        "2026-03-10T12:00:00.200Z",
                        "2026-03-10T12:00:00.400Z",
                        "2026-03-10T12:00:00.600Z",
                        "2026-03-10T12:00:00.800Z",
                        "2026-03-10T12:00:01Z");
        assertThat(firings.at(noon.plusMillis(1_200))).isEqualTo("2026-03-10T12:00:01.200Z");
    }

    /** As under load, where each claim takes almost as long as a period. */
    @Test
    void noFiringIsLeftOutWhereTheCallsAreLateAndComeSlowly() {
        var random = new Random(7);
        var firings = new Firings.Rate(Duration.ofMillis(200));
        var now = Instant.parse("2026-03-10T12:00:00.199Z");
        var expected = firings.at(now);
        for (int call = 1; call < 1_000; call++) {
            var due = Instant.parse("2026-03-10T12:00:00.020Z").plusMillis(200L * call);
            now = call == 100 ? due.plusSeconds(3) : now.plusMillis(190);
            now = now.isBefore(due) ? due.plusMillis(random.nextInt(80)) : now;
            var firing = firings.at(now);
            if (!firing.equals(expected)) {
                expected = expected.plusMillis(200);
            }
            assertThat(firing).isEqualTo(expected);
        }
    }

    @Test
    void aClockThatJumpedLeavesNobodyBehindForEver() {
        var firings = new Firings.Rate(Duration.ofMillis(200));
        var noon = Instant.parse("2026-03-10T12:00:00Z");
        firings.at(noon);
        var last = noon;
        for (int call = 0; call < 302; call++) {
            last = firings.at(noon.plusSeconds(30).plusMillis(200L * call));
        }
        assertThat(last).isEqualTo("2026-03-10T12:01:30.200Z");
        assertThat(firings.at(noon.plusSeconds(3_600))).isEqualTo("2026-03-10T13:00:00Z");
        assertThat(firings.at(noon.plusSeconds(100))).isEqualTo("2026-03-10T12:01:40Z");
    }

    @Test
    void aClockThatWasSetBackALittleNamesNoFiringTwiceInARow() {
        var firings = new Firings.Rate(Duration.ofMillis(200));
        var noon = Instant.parse("2026-03-10T12:00:00Z");
        firings.at(noon);
        assertThat(firings.at(noon.minusMillis(900))).isEqualTo(noon);
        assertThat(firings.at(noon.plusMillis(180))).isEqualTo("2026-03-10T12:00:00.200Z");
    }

    @Test
    void aRateOfAnHourLeavesNoneOutWhereItsCallsComeAboutTheHour() {
        var firings = new Firings.Rate(Duration.ofHours(1));
        assertThat(firings.at(Instant.parse("2026-03-10T12:59:59.99Z"))).isEqualTo("2026-03-10T12:00:00Z");
        assertThat(firings.at(Instant.parse("2026-03-10T14:00:00.01Z"))).isEqualTo("2026-03-10T13:00:00Z");
        assertThat(firings.at(Instant.parse("2026-03-10T14:59:59.98Z"))).isEqualTo("2026-03-10T14:00:00Z");
    }
}
