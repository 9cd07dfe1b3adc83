package dev.synod.embedded;

import dev.synod.api.DurationText;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads requests as the REST API does, and refuses what that refuses; of several faults it tells the first. */
final class Asked {

    private static final int MOST_PERMITS = 1_000_000;
    private static final int LONGEST_KEY = 200;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private Asked() {}

    /** The owner of a hold or candidacy. */
    static Owner owner(Optional<String> session, Optional<String> ttl, Optional<String> process) {
        if (session.isPresent() == ttl.isPresent()) {
            throw Refusals.invalid(
                    "session", session.isPresent() ? "excludes ttl: give one of the two" : "or ttl is required");
        }
        if (session.isPresent()) {
            if (process.isPresent()) {
                throw Refusals.invalid("process", "goes with ttl only: a session has its process");
            }
            return new Owner.InSession(read("session", session.get(), SessionId::parse));
        }
        return new Owner.OwnSession(named("process", process.orElse("anonymous"), ProcessName::new), ttl(ttl));
    }

    static Mode mode(Optional<String> mode, Optional<Integer> permits) {
        String given = mode.orElse("exclusive");
        if (permits.isPresent() != given.equals("permit")) {
            throw Refusals.invalid(
                    "permits", permits.isPresent() ? "goes with mode permit only" : "is required with mode permit");
        }
        return switch (given) {
            case "exclusive" -> Mode.EXCLUSIVE;
            case "shared" -> Mode.SHARED;
            case "permit" -> new Mode.Permit(number("permits", permits.orElseThrow(), MOST_PERMITS));
            default -> throw Refusals.invalid("mode", "must be exclusive, shared or permit");
        };
    }

    static Waiting waiting(Optional<Boolean> queue, Duration wait) {
        if (queue.orElse(false)) {
            return new Waiting.InQueue();
        }
        return wait.isZero() ? new Waiting.No() : new Waiting.AtMost(wait);
    }

    /** How long an answer may take. */
    static Duration checkedWait(Duration wait) {
        return within("wait", wait, Duration.ZERO, LONGEST_WAIT);
    }

    /** As {@link #checkedWait}, as text; none where there is no text. */
    static Duration waitOf(Optional<String> text) {
        return text.map(given -> checkedWait(read("wait", given, DurationText::parse))).orElse(Duration.ZERO);
    }

    static Duration lockDelay(Optional<String> text) {
        return text.map(given -> read("lockDelay", given, DurationText::parse))
                .map(delay -> within("lockDelay", delay, Duration.ZERO, LONGEST_WAIT))
                .orElse(Duration.ZERO);
    }

    static Duration ttl(Optional<String> text) {
        return text.map(given -> read("ttl", given, DurationText::parse))
                .map(ttl -> within("ttl", ttl, Duration.ofSeconds(1), Duration.ofHours(24)))
                .orElse(Duration.ofSeconds(10));
    }

    static String key(String key) {
        if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Refusals.invalid("Idempotency-Key", "must be 1 to " + LONGEST_KEY + " visible ASCII characters");
        }
        return key;
    }

    /** A number from 1 on. */
    static int number(String field, int number, int most) {
        if (number < 1 || number > most) {
            throw Refusals.invalid(field, "must be 1 to " + most);
        }
        return number;
    }

    static String text(String field, String text, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            throw Refusals.invalid(field, "must be at most " + most + " characters");
        }
        if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw Refusals.invalid(field, "must not have half a surrogate pair");
        }
        return text;
    }

    static <T> T required(String field, Optional<T> value) {
        return value.orElseThrow(() -> Refusals.invalid(field, "is required"));
    }

    /** With a reader whose IllegalArgumentException has a sentence that a user can act on. */
    static <T> T read(String field, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException unreadable) {
            throw Refusals.invalid(field, String.valueOf(unreadable.getMessage()));
        }
    }

    /** The name of something that the request may create: those of the cluster itself are refused. */
    static <T> T named(String field, String text, Function<String, T> reader) {
        if (text.startsWith("synod.")) {
            throw Refusals.invalid(field, "must not begin with \"synod.\": such names are the cluster's own");
        }
        return read(field, text, reader);
    }

    private static Duration within(String field, Duration duration, Duration least, Duration most) {
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw Refusals.invalid(field, "must be " + DurationText.format(least) + " to "
                    + DurationText.format(most) + ", not " + DurationText.format(duration));
        }
        return duration;
    }
}
