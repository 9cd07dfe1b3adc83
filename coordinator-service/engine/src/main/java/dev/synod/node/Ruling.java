package dev.synod.node;

/** What became of a {@link Motion}. */
public sealed interface Ruling {

    /** It will be done, or is done already. */
    record Carried() implements Ruling {}

    /**
     * Nothing happens.
     *
     * @param reason a sentence that says what to do about it
     */
    record Declined(String reason) implements Ruling {}
}
