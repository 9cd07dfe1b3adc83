package dev.synod.coordination;

import dev.synod.coordination.name.EventId;
import java.util.List;
import java.util.Optional;

/**
 * An event that a session asks to publish.
 *
 * @param type what kind of event it is, in its publisher's words: 1 to 200 characters, none of them a control character
 * @param key what it concerns, at most 500 characters
 * @param causes events that it happened after, beside all that its session knows; at most 100
 */
public record Draft(String type, Optional<String> key, Content.Json data, List<EventId> causes) {

    public static final int LONGEST_TYPE = 200;
    public static final int LONGEST_KEY = 500;
    public static final int MOST_CAUSES = 100;

    public Draft {
        Texts.check("a type", type);
        if (type.isEmpty() || type.length() > LONGEST_TYPE || type.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a type must be 1 to " + LONGEST_TYPE
                    + " characters, none of them a control character");
        }
        key.ifPresent(Draft::checkKey);
        if (causes.size() > MOST_CAUSES) {
            throw new IllegalArgumentException(
                    "an event must have at most " + MOST_CAUSES + " causes, not " + causes.size());
        }
        causes = List.copyOf(causes);
    }

    private static void checkKey(String key) {
        Texts.check("a key", key);
        if (key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "a key must have at most " + LONGEST_KEY + " characters, not " + key.length());
        }
    }
}
