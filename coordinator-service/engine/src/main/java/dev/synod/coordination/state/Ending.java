package dev.synod.coordination.state;

/** Why a session ends. Only expiry makes a lock delay begin. */
enum Ending {
    CLOSED,
    EXPIRED
}
