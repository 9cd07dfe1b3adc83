package dev.synod.server.cli.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The end of processes: SIGTERM, a time to leave in order, then SIGKILL. */
public final class Ending {

    private Ending() {}

    /** Ends a process and all that it started, and returns when they are gone. */
    public static void of(Process process, Duration patience) {
        // Before the first signal: a shell that is gone no longer tells whom it started.
        var family = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        ofAll(family, patience);
    }

    /** Ends all of them at once, so that the patience is spent once. */
    public static void ofAll(List<ProcessHandle> processes, Duration patience) {
        processes.forEach(ProcessHandle::destroy);
        var gone = CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        if (!within(gone, patience)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            within(gone, Duration.ofSeconds(2));
        }
    }

    private static boolean within(CompletableFuture<Void> gone, Duration patience) {
        try {
            gone.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
