package dev.synod.paxos;

/**
 * A node that belongs to a configuration.
 *
 * @param address where its peers reach it; nothing to Paxos
 */
public record Member(String address, Part part) {

    /** The most characters that an address may have. */
    public static final int LONGEST_ADDRESS = 300;

    /** What a member may do. */
    public enum Part {
        /** Its votes count. */
        VOTER,
        /** It learns the ledger, and votes as soon as it has caught up. */
        JOINING
    }

    public Member {
        if (address.length() > LONGEST_ADDRESS) {
            throw new IllegalArgumentException(
                    "an address has at most " + LONGEST_ADDRESS + " characters, not " + address.length());
        }
    }

    public boolean votes() {
        return part == Part.VOTER;
    }
}
