package dev.synod.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error, as RFC 9457 writes it.
 *
 * @param type a {@link ProblemType}'s
 * @param detail what went wrong here, and what to do
 * @param fields what this type of problem tells besides, beside the others in the JSON object
 */
public record Problem(String type, String title, int status, String detail, @JsonAnyGetter Map<String, Object> fields) {

    public Problem {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static Problem of(ProblemType type, String detail, Map<String, Object> fields) {
        return new Problem(type.urn(), type.title(), type.status(), detail, fields);
    }

    /**
     * What is wrong with one part of a request.
     *
     * @param field the path in the JSON body, or the name of the parameter or header
     * @param message what it must be instead
     */
    public record FieldError(String field, String message) {}
}
