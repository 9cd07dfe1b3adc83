package dev.synod.spring.fence;

/** An application as a process: it takes the lock, reads, says so, waits for a line, writes, commits. */
final class LockHolderProcess {

    private LockHolderProcess() {}

    /** With the database's and the coordinator's address, and {@code fenced} or {@code unfenced}; it writes 7. */
    public static void main(String[] arguments) {
        try (var application = LockedLedger.start(arguments[0], arguments[1])) {
            var ledger = application.getBean(LockedLedger.class);
            if (arguments[2].equals("fenced")) {
                ledger.fenced(7, HolderProcess::waitForALine);
            } else {
                ledger.unfenced(7, HolderProcess::waitForALine);
            }
            HolderProcess.say("committed");
        } catch (StaleFencingTokenException stale) {
            HolderProcess.say("StaleFencingTokenException");
        }
    }
}
