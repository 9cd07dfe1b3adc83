package dev.synod.paxos;

import java.util.Arrays;

/** What is agreed on in a slot. Its meaning is nothing to Paxos. */
public sealed interface Decree {

    /** The decree that fills a slot without changing anything. Source: the "olive-day decree", PTP section 3.1. */
    NoOp NO_OP = new NoOp();

    /** Bytes of memory that it takes, about. */
    int size();

    /** Nothing: it closes a gap, or proves that a ballot can get a decree chosen. */
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
