package dev.synod.server.rest.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Each query parameter of the API, with what its page says of it. */
public enum Parameter {
    CONSISTENCY(
            "consistency",
            "linearizable",
            "`linearizable` (default), or `local`: from what this instance has learned, asking nobody."),
    PREFIX("prefix", "billing", "Only names that begin so."),
    LIMIT("limit", "100", "How many at most: 1 to 1,000, by default 100."),
    AFTER("after", "ledger", "Only what comes after this one: the `next` of the answer before."),
    FENCING_TOKEN("fencingToken", "1077", "The fencing token in question."),
    REASON("reason", "its holder hangs", "Why, for people to read: at most 256 characters."),
    AFTER_POSITION("afterPosition", "1042", "Answer as soon as the last change of leadership is newer than this position."),
    WAIT("wait", "30s", "How long the answer may take while nothing has changed: at most `60s`, by default `0s`.");

    private final String text;
    private final String example;
    private final String description;

    Parameter(String text, String example, String description) {
        this.text = text;
        this.example = example;
        this.description = description;
    }

    /** As it stands in a request. */
    public String text() {
        return text;
    }

    public String example() {
        return example;
    }

    public String description() {
        return description;
    }

    /** Its value in {@code request}. */
    public Optional<String> in(HttpServletRequest request) {
        return request.getQueryString() == null ? Optional.empty() : Optional.ofNullable(request.getParameter(text));
    }
}
