package dev.synod.api;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a session.
 *
 * @param process the client's name for itself
 * @param ttl 1 s to 24 h; 10 s where absent
 * @param metadata at most 16 strings of at most 256 characters, under keys of at most 256; none may be null
 */
public record OpenSessionRequest(
        Optional<String> process, Optional<String> ttl, Optional<Map<String, @Nullable String>> metadata) {}
