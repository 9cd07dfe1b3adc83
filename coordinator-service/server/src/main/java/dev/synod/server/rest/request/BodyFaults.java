package dev.synod.server.rest.request;

import dev.synod.api.Problem.FieldError;
import dev.synod.api.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What Jackson finds wrong with a body, in words that name the field and the remedy. */
public final class BodyFaults {

    private static final String WHOLE = "body";

    private BodyFaults() {}

    /** How a body that could not be read is answered. */
    public static Problem problem(Throwable unreadable) {
        return has(unreadable, BodyTooLarge.class).isPresent()
                ? BodyLimit.problem()
                : Refused.problem(List.of(error(unreadable)));
    }

    private static FieldError error(Throwable unreadable) {
        Optional<JacksonException> found = has(unreadable, JacksonException.class);
        if (found.isEmpty()) {
            return new FieldError(WHOLE, "is required: a JSON object");
        }
        return new FieldError(path(found.get()), message(found.get()));
    }

    private static String message(JacksonException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> "is unknown: the fields here are " + known(unknown);
            case MismatchedInputException mismatched -> "must be " + wanted(mismatched.getTargetType());
            case InputCoercionException coerced -> "must be " + wanted(coerced.getTargetType());
            case StreamReadException malformed -> "must be well-formed JSON: " + malformed.getOriginalMessage()
                    + where(malformed.getLocation());
            case JacksonException other -> "could not be read: " + other.getOriginalMessage();
        };
    }

    private static String where(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String known(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        return known == null || known.isEmpty()
                ? "none"
                : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String wanted(@Nullable Class<?> type) {
        if (type == null || type == Optional.class) {
            return "of another type";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Integer.class || type == int.class) {
            return "a whole number from -2147483648 to 2147483647, without quotes";
        }
        if (type == Long.class || type == long.class) {
            return "a whole number, without quotes";
        }
        if (type == List.class) {
            return "an array";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false, without quotes";
        }
        return "an object";
    }

    private static String path(JacksonException fault) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : fault.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? WHOLE : path.toString();
    }

    private static <T extends Throwable> Optional<T> has(@Nullable Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
