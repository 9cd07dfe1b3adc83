package dev.synod.server.cli.process;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** SIGTERM and Ctrl-C as an interrupt of the thread at work, which then cleans up and says the exit code. */
public final class Stop {

    /** Longer than any clean-up takes by itself; a supervisor's own patience is usually 10 s or 30 s. */
    private static final long CLEAN_UP_SECONDS = 25;

    private Stop() {}

    /** Does the work in this thread. Where it is stopped, the process ends with what the work returns all the same. */
    public static int interrupts(Callable<Integer> work) throws Exception {
        var worker = Thread.currentThread();
        var code = new CompletableFuture<Integer>();
        var hook = new Thread(() -> end(worker, code), "synod-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            code.complete(work.call());
        } finally {
            code.complete(ExitCode.FAILED); // where the work threw
            unhook(hook);
        }
        return code.join();
    }

    private static void end(Thread worker, CompletableFuture<Integer> code) {
        worker.interrupt();
        Runtime.getRuntime().halt(within(code));
    }

    private static int within(CompletableFuture<Integer> code) {
        try {
            return code.get(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException late) {
            return ExitCode.STOPPED;
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The hook runs already, and ends the process with the code.
        }
    }
}
