package dev.synod.api.event;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stamp of an event, as its JSON shows it. */
public record StampRequest(
        Optional<String> process, Optional<Long> lamport, Optional<Map<String, @Nullable Long>> vector) {}
