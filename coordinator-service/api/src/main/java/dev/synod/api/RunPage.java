package dev.synod.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of a listing, newest firing first.
 *
 * @param next {@code before} of the next page; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RunPage(List<Run> runs, Optional<Instant> next) {}
