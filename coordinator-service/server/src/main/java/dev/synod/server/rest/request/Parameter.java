package dev.synod.server.rest.request;

import dev.synod.api.clock.CausalContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Each parameter of the API, with what its page says of it. */
public enum Parameter {
    CONSISTENCY(
            Place.QUERY,
            "consistency",
            "linearizable",
            "`linearizable` (default), or `local`: from what this instance has learned, asking nobody."),
    PREFIX(Place.QUERY, "prefix", "billing", "Only names that begin so."),
    LIMIT(Place.QUERY, "limit", "100", "How many at most: 1 to 1,000, by default 100."),
    AFTER(Place.QUERY, "after", "ledger", "Only what comes after this one: the `next` of the answer before."),
    BEFORE(
            Place.QUERY,
            "before",
            "2026-01-01T12:00:00Z",
            "Only firings before this one: the `next` of the answer before."),
    FENCING_TOKEN(Place.QUERY, "fencingToken", "1077", "The fencing token in question."),
    REASON(Place.QUERY, "reason", "its holder hangs", "Why, for people to read: at most 256 characters."),
    AFTER_POSITION(
            Place.QUERY,
            "afterPosition",
            "1042",
            "Answer as soon as the last change of leadership is newer than this position."),
    WAIT(
            Place.QUERY,
            "wait",
            "30s",
            "How long the answer may take while nothing has changed: at most `60s`, by default `0s`."),
    IDEMPOTENCY_KEY(
            Place.HEADER,
            Headers.IDEMPOTENCY_KEY,
            "5f2c-1",
            "Names the request: a retry with the same key answers as the first did. 1 to 200 visible characters."),
    LAST_EVENT_ID(
            Place.HEADER,
            Headers.LAST_EVENT_ID,
            "1042",
            "The id of the newest event seen: only what came later is sent."),
    AFTER_SEQUENCE(
            Place.QUERY,
            "after",
            "412",
            "Only events after this sequence: the `next` of the answer before. 0 is before the first."),
    TYPE(Place.QUERY, "type", "order.placed", "Only events of this type."),
    KEY(Place.QUERY, "key", "order-7", "Only events that concern this."),
    PROCESS(Place.QUERY, "process", "billing-0@1042", "Only events of this session, or of `synod`."),
    FROM(Place.QUERY, "from", "2026-01-01T12:00:00Z", "Only events not published before; wall clocks order nothing."),
    UNTIL(Place.QUERY, "until", "2026-01-01T13:00:00Z", "Only events published before."),
    BEFORE_EVENT(
            Place.QUERY,
            "before",
            "billing-0@1042:17",
            "Only events that happened before this one, as its stamp tells: what it may have been caused by."),
    FORMAT(Place.QUERY, "format", "json", "`json`, `cloudevents` or `shiviz`; wins over the header Accept."),
    REWIND(Place.QUERY, "rewind", "true", "`true` puts the cursor back too; otherwise a lower value is ignored."),
    SYNOD_CONTEXT(
            Place.HEADER,
            CausalContext.HEADER,
            "lamport=45;billing-0@1042=17,web-1@988=3",
            "What the caller knows: the newest that an answer told it. The session learns it first."),
    SYNOD_SESSION(
            Place.HEADER,
            Headers.SYNOD_SESSION,
            "billing-0@1042",
            "The session that publishes, where the body is CloudEvents.");

    /** Where in a request a parameter stands. */
    public enum Place {
        QUERY,
        HEADER
    }

    private final Place place;
    private final String text;
    private final String example;
    private final String description;

    Parameter(Place place, String text, String example, String description) {
        this.place = place;
        this.text = text;
        this.example = example;
        this.description = description;
    }

    public Place place() {
        return place;
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

    /** The value of a query parameter in {@code request}. */
    public Optional<String> in(HttpServletRequest request) {
        return request.getQueryString() == null ? Optional.empty() : Optional.ofNullable(request.getParameter(text));
    }
}
