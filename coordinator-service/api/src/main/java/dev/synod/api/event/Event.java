package dev.synod.api.event;

import dev.synod.api.clock.CausalStamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as it was chosen: it never changes.
 *
 * @param id such as {@code billing-0@1042:17}: whose it is, and its number among the events of that process
 * @param sequence its number in its topic, from 1 on without a gap
 * @param key what it concerns; null where its publisher named nothing
 * @param data any JSON; null is one of them
 * @param position of its decree; events of one decree share it
 * @param causes those that its publisher named
 * @param stamp what it happened after
 * @param publishedAt wall-clock time for people to read; decides nothing
 */
public record Event(
        String id,
        String topic,
        long sequence,
        String type,
        Optional<String> key,
        @Nullable Object data,
        long position,
        List<String> causes,
        CausalStamp stamp,
        Instant publishedAt) {}
