package dev.synod.paxos;

import java.util.Optional;

/**
 * What a node is doing about the presidency. Each role holds only what it may know.
 *
 * <pre>
 * Following  -> Probing     patience is over
 * Following  -> Preparing   the president asked this node to take over
 * Probing    -> Preparing   a quorum hears no president either
 * Probing    -> Following   a president was heard, or patience with the probe is over
 * Preparing  -> Presiding   a quorum promised, and the ledger is known as far as any of it knows
 * Preparing  -> Following   refused, or a president of a higher ballot was heard, or patience is over
 * Presiding  -> Following   refused, or a higher ballot was promised or heard, or no quorum confirms
 * </pre>
 */
sealed interface Role permits Following, Probing, Preparing, Presiding {

    /** The ballot in which somebody presides as far as this node hears. */
    Optional<Ballot> presidency();
}
