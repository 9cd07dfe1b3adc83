package dev.synod.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "0s, 0, 0s",
        "0h, 0, 0s",
        "250ms, 250, 250ms",
        "1000ms, 1000, 1s",
        "90s, 90000, 90s",
        "60s, 60000, 1m",
        "90m, 5400000, 90m",
        "60m, 3600000, 1h",
        "24h, 86400000, 24h",
        "PT10S, 10000, 10s",
        "PT0.5S, 500, 500ms",
        "P1D, 86400000, 24h",
        "010s, 10000, 10s"
    })
    void readsADurationAndWritesItInTheLargestExactUnit(String text, long millis, String written) {
        Duration read = DurationText.parse(text);

        assertThat(read).isEqualTo(Duration.ofMillis(millis));
        assertThat(DurationText.format(read)).isEqualTo(written);
        assertThat(DurationText.parse(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "5", "s", "5 s", "5S", "+5s", "-5s", "1.5s", "5d", "5us", "1s1ms", "PT", "PT-1S", "PT0.0001S",
                "P1M", "999999999999999999h", "9999999999999999999s", "PT9999999999999999S", "\u0665s"
            })
    void refusesWhatIsNoDurationWithTheRemedy(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a whole number with ms, s, m or h");
    }
}
