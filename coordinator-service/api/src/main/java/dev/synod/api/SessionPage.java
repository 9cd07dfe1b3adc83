package dev.synod.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Some of the open sessions.
 *
 * @param next what to ask for with {@code after}; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SessionPage(List<Session> sessions, Optional<String> next) {}
