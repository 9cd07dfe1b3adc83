package dev.synod.paxos;

import java.util.Optional;

/**
 * A node that belongs to a configuration.
 *
 * @param address where its peers reach it; nothing to Paxos
 * @param replaces the member that goes when this one begins to vote
 */
public record Member(String address, Part part, Optional<NodeId> replaces) {

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

    /** One whose votes count. */
    public static Member voter(String address) {
        return new Member(address, Part.VOTER, Optional.empty());
    }

    /** One that is to vote later, and perhaps in another's place. */
    public static Member joining(String address, Optional<NodeId> replaces) {
        return new Member(address, Part.JOINING, replaces);
    }

    public boolean votes() {
        return part == Part.VOTER;
    }
}
