package dev.synod.embedded;

import dev.synod.client.SynodException;
import dev.synod.embedded.EmbeddedCluster.Drive;
import dev.synod.node.Coordinator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What connects a process to its cluster, and can be cut. */
final class Line {

    /** What a request may take beside its wait, as in the REST API. */
    static final Duration REQUEST_TIME = Duration.ofSeconds(5);

    private final Drive drive;
    private final CompletableFuture<Void> closed;
    private final AtomicInteger waiting;
    private volatile CompletableFuture<Void> cut = new CompletableFuture<>();

    /** @param waiting counts who waits over any of a cluster's lines */
    Line(Drive drive, CompletableFuture<Void> closed, AtomicInteger waiting) {
        this.drive = drive;
        this.closed = closed;
        this.waiting = waiting;
    }

    /** An answer that never came. */
    static final class Dead extends Exception {

        private static final long serialVersionUID = 1;

        Dead(String message) {
            super(message);
        }
    }

    /** The answer to what the node is asked, which needs no time. */
    <T> T ask(Function<Coordinator, CompletableFuture<T>> question) {
        checkAlive();
        var answer = question.apply(drive.node());
        drive.settle();
        return answer.join();
    }

    /** As {@link #ask}, by one who has already asked: also over a line that is dead now. */
    <T> T follow(Function<Coordinator, CompletableFuture<T>> question) {
        var answer = question.apply(drive.node());
        drive.settle();
        return answer.join();
    }

    /** The answer to what may take its time. */
    <T> T await(Function<Coordinator, CompletableFuture<T>> question) throws Dead {
        checkAlive();
        var cutNow = cut;
        var answer = question.apply(drive.node());
        drive.settle();
        if (!answer.isDone()) {
            try {
                drive.await(CompletableFuture.anyOf(answer, cutNow, closed), waiting);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Dead("interrupted while it waited for an answer");
            }
        }
        if (!answer.isDone()) {
            throw new Dead("the connection was lost while it waited for an answer");
        }
        return answer.join();
    }

    /** To be called when a request is over that may have waited: in virtual time, time waits for it. */
    void answered() {
        drive.answered();
    }

    void cut() {
        cut.complete(null);
    }

    void mend() {
        if (cut.isDone()) {
            cut = new CompletableFuture<>();
        }
    }

    private void checkAlive() {
        if (closed.isDone()) {
            throw new SynodException.Unavailable("the embedded cluster is closed");
        }
        if (cut.isDone()) {
            throw new SynodException.Unavailable("the connection to the embedded cluster is cut");
        }
    }
}
