package dev.synod.server.cli.demo;

import dev.synod.server.cli.http.Instance;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a cluster is silent after its president was killed: from the kill to the next answered write, at each of the
 * survivors, the slowest counting.
 */
final class Gap {

    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    private Gap() {}

    /**
     * Kills the president and writes.
     *
     * @param lock a lock that nobody uses; each survivor takes one beside it
     */
    static Duration after(DemoNode president, List<DemoNode> survivors, String lock) throws IOException, WalkFailed {
        var killed = System.nanoTime();
        president.kill();
        var answers = survivors.stream()
                .map(node -> CompletableFuture.supplyAsync(
                        () -> answered(node.instance(), lock + "-" + node.id(), killed), Thread::startVirtualThread))
                .toList();
        var slowest = Duration.ZERO;
        for (var answer : answers) {
            var gap = joined(answer)
                    .orElseThrow(() -> new WalkFailed(
                            "after the kill a survivor answered no write within " + ENOUGH.toSeconds() + " s"));
            slowest = gap.compareTo(slowest) > 0 ? gap : slowest;
        }
        return slowest;
    }

    private static Optional<Duration> joined(CompletableFuture<Optional<Duration>> answer) throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As a client does it: the same request again until it is answered. Empty where it never was. */
    private static Optional<Duration> answered(Instance instance, String lock, long killed) {
        while (System.nanoTime() - killed < ENOUGH.toNanos()) {
            try {
                if (instance.put("/v1/locks/" + lock + "/holds/demo", Map.of("ttl", "10s"), ENOUGH).ok()) {
                    return Optional.of(Duration.ofNanos(System.nanoTime() - killed));
                }
            } catch (IOException unanswered) {
                // The connection may have been one to the dead: the next try opens another.
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return Optional.empty();
    }
}
