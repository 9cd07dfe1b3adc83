package dev.synod.server.rest.event;

import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.Relation;
import dev.synod.coordination.Event;
import dev.synod.server.archive.EventQuery;
import dev.synod.server.rest.request.Demands;
import dev.synod.server.rest.request.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which events of a topic are wanted: those that are all of what is given.
 *
 * @param from not published before, by the wall clocks of presidents
 * @param until published before
 * @param before happened before the event with this stamp, as that stamp tells
 */
record Filter(
        Optional<String> type,
        Optional<String> key,
        Optional<String> process,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<CausalStamp> before) {

    /** Wants each. */
    static final Filter NONE = new Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** What a request asks for; the event that they happened before is looked up by the one who has the request. */
    static Filter of(HttpServletRequest request, Demands demands) {
        return new Filter(
                Parameter.TYPE.in(request),
                Parameter.KEY.in(request),
                Parameter.PROCESS.in(request),
                instant(Parameter.FROM, request, demands),
                instant(Parameter.UNTIL, request, demands),
                Optional.empty());
    }

    private static Optional<Instant> instant(Parameter parameter, HttpServletRequest request, Demands demands) {
        return parameter.in(request).flatMap(text -> demands.read(parameter.text(), text, Filter::instant));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("must be an instant in UTC, such as 2026-01-01T12:00:00Z", unreadable);
        }
    }

    Filter before(CausalStamp stamp) {
        return new Filter(type, key, process, from, until, Optional.of(stamp));
    }

    boolean wantsAll() {
        return equals(NONE);
    }

    boolean wants(Event event) {
        return isOr(type, event.type()::equals)
                && isOr(key, wanted -> event.key().equals(Optional.of(wanted)))
                && isOr(process, event.id().process()::equals)
                && isOr(from, first -> !event.publishedAt().isBefore(first))
                && isOr(until, end -> event.publishedAt().isBefore(end))
                && isOr(before, end -> event.stamp().relation(end) == Relation.BEFORE);
    }

    private static <T> boolean isOr(Optional<T> wanted, Predicate<T> test) {
        return wanted.map(test::test).orElse(true);
    }

    /** The same question to an archive. */
    EventQuery query() {
        return new EventQuery(Optional.empty(), type, key, process, from, until, before);
    }
}
