package dev.synod.api;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the API writes them: {@code "250ms"}, {@code "10s"}, {@code "1h"}; it reads {@code "PT10S"} too. */
public final class DurationText {

    private static final Pattern UNITS = Pattern.compile("([0-9]{1,18})(ms|s|m|h)");
    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);
    private static final String REMEDY =
            "must be a whole number with ms, s, m or h, such as \"250ms\" or \"10s\", or ISO-8601 such as \"PT10S\"";

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException with a sentence that a user can act on
     */
    public static Duration parse(String text) {
        Matcher units = UNITS.matcher(text);
        try {
            Duration duration = units.matches()
                    ? inUnits(Long.parseLong(units.group(1)), units.group(2))
                    : Duration.parse(text);
            boolean isWhole = duration.truncatedTo(ChronoUnit.MILLIS).equals(duration);
            if (duration.isNegative() || duration.compareTo(LONGEST) > 0 || !isWhole) {
                throw new IllegalArgumentException(REMEDY + "; not negative, and in whole milliseconds");
            }
            return duration;
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            throw new IllegalArgumentException(REMEDY, unreadable);
        }
    }

    /** Writes a duration of whole milliseconds with the largest unit that is exact; zero is {@code "0s"}. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }

    private static Duration inUnits(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
