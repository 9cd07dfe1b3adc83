package dev.synod.spring.advice;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What waits for a commit. Touched only where Spring's transactions are there. */
final class AfterCommit {

    private AfterCommit() {}

    /** Once the current transaction has committed, never if it does not; at once where there is none. */
    static void run(Runnable task) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            task.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                task.run();
            }
        });
    }
}
