package dev.synod.coordination.state;

import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;

/** A hold among all holds. */
record HoldKey(LockName lock, HoldName hold) {

    @Override
    public String toString() {
        return "hold " + hold + " of lock " + lock;
    }
}
