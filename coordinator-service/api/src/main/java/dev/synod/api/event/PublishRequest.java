package dev.synod.api.event;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks to publish an event.
 *
 * @param session an open session: the process whose event it is
 * @param type what kind of event it is, in its publisher's words: 1 to 200 characters
 * @param key what it concerns, at most 500 characters; nothing where absent
 * @param data any JSON, at most 256 KiB; null where absent
 * @param causes ids of at most 100 events that it happened after, beside all that its session knows
 */
public record PublishRequest(
        Optional<String> session,
        Optional<String> type,
        Optional<String> key,
        @Nullable Object data,
        Optional<List<@Nullable String>> causes) {}
