package dev.synod.server.rest.request;

import dev.synod.api.Problem.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is wrong with one request: gathered field by field, so that one answer tells all of it.
 *
 * <p>Each reading gives a value, or notes why not; {@link #check} then refuses the request if anything was noted.
 * Between the two an empty Optional says nothing: check first.
 */
public final class Demands {

    private static final String RESERVED = "synod.";

    private final List<FieldError> errors = new ArrayList<>(0);

    /** Notes a fault. */
    public void refuse(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    /** Whether no fault was noted so far. */
    public boolean areMet() {
        return errors.isEmpty();
    }

    /** Refuses the request where a fault was noted. */
    public void check() {
        if (!errors.isEmpty()) {
            throw new Refused(errors);
        }
    }

    /** Reads with a reader that throws {@link IllegalArgumentException} with a sentence that a user can act on. */
    public <T> Optional<T> read(String field, String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException unreadable) {
            refuse(field, String.valueOf(unreadable.getMessage()));
            return Optional.empty();
        }
    }

    /** As {@link #read} for something that the request may create: the names of the cluster itself are refused. */
    public <T> Optional<T> readNew(String field, String text, Function<String, T> reader) {
        if (text.startsWith(RESERVED)) {
            refuse(field, "must not begin with \"synod.\": such names are the cluster's own");
            return Optional.empty();
        }
        return read(field, text, reader);
    }

    /** Reads what must be there. */
    public <T> Optional<T> readRequired(String field, Optional<String> text, Function<String, T> reader) {
        if (text.isEmpty()) {
            refuse(field, "is required");
            return Optional.empty();
        }
        return read(field, text.get(), reader);
    }

    /** Reads a duration within {@code range}, whose normal one stands in where the text is absent or at fault. */
    public Duration duration(String field, Optional<String> text, Range range) {
        return text.flatMap(given -> read(field, given, range::read)).orElse(range.normal());
    }

    /** Reads a whole number of at least {@code least}, written in digits alone. */
    public Optional<Long> number(String field, Optional<String> text, long least) {
        return text.flatMap(given -> read(field, given, digits -> wholeNumber(digits, least)));
    }

    /** Notes a text that is too long, or that cannot be written in UTF-8. */
    public void text(String field, String text, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            refuse(field, "must be at most " + most + " characters");
        } else if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            refuse(field, "must not have half a surrogate pair");
        }
    }

    private static Long wholeNumber(String digits, long least) {
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("must be a whole number in digits");
        }
        long number = Long.parseLong(digits);
        if (number < least) {
            throw new IllegalArgumentException("must be " + least + " or more");
        }
        return number;
    }
}
