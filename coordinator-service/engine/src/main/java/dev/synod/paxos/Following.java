package dev.synod.paxos;

import java.util.Optional;

/**
 * A node that proposes nothing.
 *
 * @param presidency the ballot of the president that it hears; empty once patience with it is over
 */
record Following(Optional<Ballot> presidency) implements Role {

    static final Following NOBODY = new Following(Optional.empty());

    static Following president(Ballot ballot) {
        return new Following(Optional.of(ballot));
    }
}
