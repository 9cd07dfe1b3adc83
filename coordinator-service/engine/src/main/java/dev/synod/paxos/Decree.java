package dev.synod.paxos;

import java.util.Arrays;

/** What is agreed on in a slot. Its meaning is nothing to Paxos. */
public sealed interface Decree {

    /** Fills a gap. Source: the "olive-day decree", The Part-Time Parliament, section 3.1. */
    NoOp NO_OP = new NoOp();

    /** Bytes of memory that it takes, about. */
    int size();

    /** Nothing: it closes a gap in which no quorum can have chosen anything. */
    record NoOp() implements Decree {

        @Override
        public int size() {
            return 0;
        }

        @Override
        public String toString() {
            return "no-op";
        }
    }

    /**
     * The first decree that a presidency proposes of its own: it changes nothing in the state machine, and tells
     * everybody what {@code ballot}'s quorum has told its president. No lower ballot has chosen, or ever will choose,
     * anything in this decree's slot or above: votes of lower ballots there are void.
     *
     * <p>So whoever has applied it knows of each request proposed before that it has happened by now, or never will.
     */
    record Opened(Ballot ballot) implements Decree {

        @Override
        public int size() {
            return 0;
        }

        @Override
        public String toString() {
            return "opened " + ballot;
        }
    }

    /** Who belongs to the cluster from alpha slots on. */
    record Reconfigured(Configuration configuration) implements Decree {

        private static final int MEMBER_SIZE = 100;

        @Override
        public int size() {
            return MEMBER_SIZE * configuration.members().size();
        }

        @Override
        public String toString() {
            return configuration.toString();
        }
    }

    /**
     * What a client asked for, encoded.
     *
     * @param bytes not copied: whoever makes a payload gives the array away and never writes to it again
     */
    @SuppressWarnings("ArrayRecordComponent") // equality by content is written out below
    record Payload(byte[] bytes) implements Decree {

        @Override
        public int size() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return bytes.length + " bytes #" + Integer.toHexString(hashCode());
        }
    }
}
