package dev.synod.spring.advice;

import org.jspecify.annotations.Nullable;

/** Interrupts the thread of a call while that runs, and never what the thread does after it. */
final class Interruption implements Runnable {

    private @Nullable Thread caller = Thread.currentThread();
    private boolean interrupted;

    @Override
    public synchronized void run() {
        if (caller != null) {
            caller.interrupt();
            interrupted = true;
        }
    }

    /** In the thread of the call, when it is over. */
    synchronized void end() {
        caller = null;
        if (interrupted) {
            // It was meant for the call alone, which may not have noticed it.
            Thread.interrupted();
        }
    }
}
