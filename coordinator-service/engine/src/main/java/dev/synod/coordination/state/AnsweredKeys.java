package dev.synod.coordination.state;

import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.TopicName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest idempotency keys of a session, each with what it was answered; the oldest are forgotten first.
 *
 * <p>Of keys that are whole numbers the largest forgotten is remembered for good: one that is not larger may have been
 * used, and is never used again. So a client whose keys grow is safe however late its retry comes.
 */
final class AnsweredKeys {

    /** No number that a client can choose as its key. */
    private static final long NONE = 0;

    private static final int MOST_DIGITS = 18;

    private final int remembered;
    private final Map<String, Answered> answers = new LinkedHashMap<>(2);
    private long largestForgotten = NONE;

    AnsweredKeys(int remembered) {
        this.remembered = remembered;
    }

    /**
     * What a key stands for.
     *
     * @param first the sequence of the first event published; those of the same command follow
     * @param print of what was asked to be published
     */
    record Answered(TopicName topic, long first, int count, long print) {}

    Optional<Answered> find(String key) {
        return Optional.ofNullable(answers.get(key));
    }

    /** Whether the key may have been used and forgotten. */
    boolean isForgotten(String key) {
        long number = number(key);
        return number != NONE && number <= largestForgotten;
    }

    void remember(String key, Answered answered) {
        answers.put(key, answered);
        if (answers.size() > remembered) {
            String oldest = answers.keySet().iterator().next();
            answers.remove(oldest);
            largestForgotten = Math.max(largestForgotten, number(oldest));
        }
    }

    /** The key as a number from 1 on, written in its one way; 0 where it is none. */
    private static long number(String key) {
        if (key.isEmpty() || key.length() > MOST_DIGITS || key.charAt(0) == '0') {
            return NONE;
        }
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return NONE;
            }
        }
        return Long.parseLong(key);
    }

    void digest(Digest digest) {
        digest.add(largestForgotten).add(answers.size());
        answers.forEach((key, answered) -> digest.add(key).add(answered.topic().text()).add(answered.first())
                .add(answered.count()).add(answered.print()));
    }

    void write(Writer out) {
        out.number(largestForgotten).number(answers.size());
        answers.forEach((key, answered) -> out.text(key).text(answered.topic().text()).number(answered.first())
                .number(answered.count()).bits(answered.print()));
    }

    /** Reads what a session has been answered into one that has been answered nothing yet. */
    void read(Reader in) {
        largestForgotten = in.number();
        int count = in.count();
        if (count > remembered) {
            throw Reader.malformed(count + " keys, and " + remembered + " are remembered");
        }
        for (int i = 0; i < count; i++) {
            String key = in.text();
            var answered = new Answered(Parts.topic(in), in.number(), in.count(), in.bits());
            if (answers.put(key, answered) != null) {
                throw Reader.malformed("the key " + key + " twice in one session");
            }
        }
    }
}
