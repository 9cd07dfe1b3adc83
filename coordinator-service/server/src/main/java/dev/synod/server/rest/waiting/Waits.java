package dev.synod.server.rest.waiting;

import dev.synod.node.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.context.SmartLifecycle;

/**
 * Where requests wait, each on its own virtual thread, and look up now and then.
 *
 * <p>Closes before the web server does: what waits then ends, so that the server need not wait for it.
 */
public final class Waits implements SmartLifecycle {

    private volatile boolean open = true;

    /** Waits for an answer. Looks up every {@code lookUp} whether the client is still there, and this instance open. */
    public <T> Ended<Answer<T>> forAnswer(CompletableFuture<Answer<T>> answer, Connection connection, Duration lookUp) {
        return forAnswer(answer, connection, lookUp, () -> {});
    }

    /** The same, and does {@code meanwhile} whenever it has looked up and goes on waiting. */
    public <T> Ended<Answer<T>> forAnswer(
            CompletableFuture<Answer<T>> answer, Connection connection, Duration lookUp, Runnable meanwhile) {
        while (true) {
            try {
                return new Ended.Answered<>(answer.get(lookUp.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException stillWaiting) {
                if (!open) {
                    answer.cancel(false);
                    return new Ended.Closing<>();
                }
                if (connection.isGone()) {
                    answer.cancel(false);
                    return new Ended.ClientGone<>();
                }
                meanwhile.run();
            } catch (ExecutionException nodeEnded) {
                return new Ended.Closing<>();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return new Ended.Closing<>();
            }
        }
    }

    @Override
    public void start() {
        open = true;
    }

    @Override
    public void stop() {
        open = false;
    }

    @Override
    public boolean isRunning() {
        return open;
    }
}
