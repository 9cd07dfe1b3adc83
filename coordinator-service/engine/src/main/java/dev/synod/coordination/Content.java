package dev.synod.coordination;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an event tells: a client's own data, or what became of a thing of the cluster. */
public sealed interface Content {

    /**
     * A client's data, opaque to the state.
     *
     * @param bytes JSON in UTF-8; not copied: whoever makes it gives the array away and never writes to it again
     */
    @SuppressWarnings("ArrayRecordComponent") // equality by content is written out below
    record Json(byte[] bytes) implements Content {

        /** In bytes. */
        public static final int LONGEST = 256 * 1024;

        public Json {
            if (bytes.length > LONGEST) {
                throw new IllegalArgumentException(
                        "the data of an event must have at most " + LONGEST + " bytes, not " + bytes.length);
            }
        }

        public static Json of(String text) {
            return new Json(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Json json && Arrays.equals(bytes, json.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** A session that was opened, or that is over: then without what it held. */
    record OfSession(Session session) implements Content {}

    /** A hold after it was granted or began to wait; as it stood last, where it is gone. */
    record OfHold(Hold hold) implements Content {}

    /** A run after it was claimed, finished or abandoned. */
    record OfRun(Run run) implements Content {}

    /** A candidate after it entered or was elected; as it stood last, where it is gone or leads no longer. */
    record OfCandidate(Candidate candidate) implements Content {}

    /**
     * A member that was added, or whose vote counts from now on.
     *
     * @param votes whether its vote counts already
     */
    record OfMember(int id, String address, Votes votes) implements Content {}

    /** A node that was a member, and never will be again. */
    record OfFormerMember(int id) implements Content {}

    /** Whether a member's vote counts. */
    enum Votes {
        YES,
        NOT_YET
    }

    /** The node that presides from now on. */
    record OfPresident(int node, long round) implements Content {}
}
