package dev.synod.server.cli.lock;

import dev.synod.server.cli.http.Instance;
import dev.synod.server.cli.http.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One hold of one lock, on a session of its own: taken, kept alive, given back. Used by one thread at a time.
 *
 * <p>Its holder gives up before the cluster does: it counts the time to live from the moment it sent the renewal that
 * was answered, and takes off what a slow clock could cost.
 */
final class LockHold {

    /** The twentieth part, 5 %: how much slower than the president's clock this machine's may run. */
    private static final int RATE_BOUND = 20;

    private static final Duration LONGEST_POLL = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    /** An instance answers within 5 s and the poll's own time; what takes longer is lost. */
    private static final Duration ANSWER = Duration.ofSeconds(7);

    private final Instance instance;
    private final String path;
    private final String process;
    private final Duration ttl;

    /** When this holder must have given up, by {@link System#nanoTime}. */
    private long givesUpNanos;

    LockHold(Instance instance, String path, String process, Duration ttl) {
        this.instance = instance;
        this.path = path;
        this.process = process;
        this.ttl = ttl;
    }

    /** What came of asking for the lock. */
    sealed interface Taken {

        record Held(long fencingToken) implements Taken {}

        /** Others have it. */
        record Unavailable(String why) implements Taken {}

        /** The request itself is wrong, or not allowed. */
        record Refused(String why) implements Taken {}
    }

    /**
     * Takes the lock, waiting in its queue for at most {@code wait}.
     *
     * @throws IOException where no answer settled it within the wait
     */
    Taken take(Duration wait) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            var taken = ask(left);
            if (taken.isPresent()) {
                return taken.get();
            }
        }
    }

    /** One request and what follows from it; empty where it is worth asking again. */
    private Optional<Taken> ask(Duration left) throws IOException, InterruptedException {
        // A third of the TTL at most: a place in the queue must be kept alive too.
        var poll = shortest(left, shortest(ttl.dividedBy(3), LONGEST_POLL));
        try {
            var reply = instance.put(path, request(poll, left.compareTo(poll) > 0), poll.plus(ANSWER));
            return switch (reply.status()) {
                case 200 -> granted(reply);
                case 409, 410 -> refusedFor(left, new Taken.Unavailable(reply.summary()));
                case 429, 503, 504 -> throw new IOException(instance.url() + " answered " + reply.summary());
                default -> Optional.of(new Taken.Refused(reply.summary()));
            };
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException unsettled) {
            if (left.isZero()) {
                throw unsettled;
            }
            pause(shortest(left, BETWEEN_TRIES));
            return Optional.empty();
        }
    }

    private Map<String, ?> request(Duration poll, boolean queue) {
        return Map.of(
                "ttl", ttl.toMillis() + "ms", "process", process, "wait", poll.toMillis() + "ms", "queue", queue);
    }

    /** Only a renewal tells how long the hold is good for: the session may be as old as the first request. */
    private Optional<Taken> granted(Reply reply) throws IOException {
        var hold = reply.json();
        var renewed = renew(ANSWER).ok();
        return renewed && hold.path("state").asString("").equals("held")
                ? Optional.of(new Taken.Held(hold.path("fencingToken").asLong()))
                : Optional.empty();
    }

    private static Optional<Taken> refusedFor(Duration left, Taken taken) throws InterruptedException {
        if (left.isZero()) {
            return Optional.of(taken);
        }
        pause(shortest(left, BETWEEN_TRIES));
        return Optional.empty();
    }

    /** Renews the hold again and again, and returns, once it is lost, why. */
    String keepAlive() throws InterruptedException {
        var lost = Optional.<String>empty();
        while (lost.isEmpty()) {
            pause(ttl.dividedBy(3));
            lost = renewInTime();
        }
        return lost.get();
    }

    /** Empty where it was renewed. */
    private Optional<String> renewInTime() throws InterruptedException {
        while (true) {
            var left = Duration.ofNanos(givesUpNanos - System.nanoTime());
            if (!left.isPositive()) {
                return Optional.of("no renewal was answered in time");
            }
            try {
                var reply = renew(shortest(left, ANSWER));
                switch (reply.status()) {
                    case 200 -> {
                        return Optional.empty();
                    }
                    case 404, 410 -> {
                        return Optional.of(reply.summary());
                    }
                    default -> pause(shortest(left, BETWEEN_TRIES));
                }
            } catch (InterruptedIOException stopped) {
                throw new InterruptedException(stopped.getMessage());
            } catch (IOException unanswered) {
                pause(shortest(left, BETWEEN_TRIES));
            }
        }
    }

    private Reply renew(Duration within) throws IOException {
        var sent = System.nanoTime();
        var reply = instance.post(path + "/renew", Map.of(), within);
        if (reply.ok()) {
            givesUpNanos = sent + ttl.minus(ttl.dividedBy(RATE_BOUND)).toNanos();
        }
        return reply;
    }

    /** Gives the hold back, or leaves the queue. Whether that was heard: if not, the TTL ends it. */
    boolean leave() {
        try {
            return instance.delete(path, ANSWER).ok();
        } catch (IOException unheard) {
            return false;
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
