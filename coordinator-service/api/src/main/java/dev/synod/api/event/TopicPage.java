package dev.synod.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Part of a listing of topics.
 *
 * @param next what to give as {@code after} to go on; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TopicPage(List<Topic> topics, Optional<String> next) {}
