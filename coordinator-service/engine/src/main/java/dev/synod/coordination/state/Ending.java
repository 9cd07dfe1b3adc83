package dev.synod.coordination.state;

/** Why a session ends, or a hold. Only expiry makes a lock delay begin. */
enum Ending {
    CLOSED,
    EXPIRED,
    /** An operator broke the lock; a session ends so only with the one hold that it was there for. */
    BROKEN
}
