package dev.synod.coordination.state;

import dev.synod.coordination.codec.Parts;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;

/** A hold among all holds. */
record HoldKey(LockName lock, HoldName hold) {

    void write(Writer out) {
        out.text(lock.text()).text(hold.text());
    }

    static HoldKey read(Reader in) {
        return new HoldKey(Parts.lock(in), Parts.hold(in));
    }

    @Override
    public String toString() {
        return "hold " + hold + " of lock " + lock;
    }
}
