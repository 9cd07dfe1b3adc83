package dev.synod.client.rest;

import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import dev.synod.client.SynodException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The instances that may answer: a request goes to the one that answered last, then to each of the others, and then
 * again, until one settles it or the time is up.
 */
final class Endpoints {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final Retry RETRY = Retry.of(
            "synod",
            RetryConfig.custom()
                    // Bounded by the time of each request, not by a number.
                    .maxAttempts(Integer.MAX_VALUE)
                    .retryOnException(TryAgain.class::isInstance)
                    .intervalBiFunction((attempt, result) -> pause(attempt, result.getLeft()))
                    .build());

    private final List<Endpoint> endpoints;
    private final Json json;
    private volatile int preferred;

    Endpoints(RestSettings settings, Json json) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
        endpoints = settings.endpoints().stream()
                .map(address -> new Endpoint(address, http))
                .toList();
        this.json = json;
    }

    /** The answer, which is a good one. */
    Answer settle(Request request) {
        var context = context();
        var round = new Rounds(request, context);
        try {
            var answer = Retry.decorateSupplier(RETRY, round::once).get();
            answer.context().map(CausalContext::parse).ifPresent(Knowledge::learn);
            return answer;
        } catch (TryAgain interrupted) {
            throw (SynodException) interrupted.getCause();
        }
    }

    private static Optional<String> context() {
        var known = Knowledge.current();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        if (!known.fitsText()) {
            throw new IllegalStateException("this thread knows of more processes than a request can carry: "
                    + known.vector().size());
        }
        return Optional.of(known.toString());
    }

    private static long pause(int attempt, Throwable failure) {
        var least = failure instanceof TryAgain again ? again.pause() : Duration.ZERO;
        long grown = SHORTEST_PAUSE.toMillis() << Math.min(attempt - 1, 5);
        return Math.min(Math.max(grown, least.toMillis()), LONGEST_PAUSE.toMillis());
    }

    /** One request, sent to all of them, again and again. */
    private final class Rounds {

        private final Request request;
        private final Optional<String> context;
        private final long begin = System.nanoTime();
        private boolean mayHaveHappened;

        Rounds(Request request, Optional<String> context) {
            this.request = request;
            this.context = context;
        }

        /** A round; ends with what the last of them said where none settles the request. */
        Answer once() {
            SynodException last = new SynodException.Unavailable("no endpoint was asked");
            var pause = Duration.ZERO;
            int first = preferred;
            for (int i = 0; i < endpoints.size(); i++) {
                int next = (first + i) % endpoints.size();
                try {
                    var answer = endpoints.get(next).send(request, context);
                    if (answer.isGood()) {
                        preferred = next;
                        return answer;
                    }
                    last = unsettled(answer);
                    pause = answer.retryAfter().map(Endpoints::seconds).orElse(pause);
                } catch (SynodException.Unavailable | SynodException.UnknownOutcome silent) {
                    last = silent;
                }
                mayHaveHappened |= last instanceof SynodException.UnknownOutcome && !request.isRead();
            }
            throw end(last, pause);
        }

        /** What leaves the request open; a refusal does not, and is thrown. */
        private SynodException unsettled(Answer answer) {
            var refused = json.refused(answer);
            if (answer.status() < 500 && answer.status() != ProblemType.TOO_MANY_REQUESTS.status()) {
                throw refused;
            }
            var type = refused.type();
            if (type == ProblemType.TOO_MANY_REQUESTS) {
                return refused;
            }
            return type.happened() == ProblemType.Happened.NO
                    ? new SynodException.Unavailable(String.valueOf(refused.getMessage()), refused)
                    : new SynodException.UnknownOutcome(String.valueOf(refused.getMessage()), refused);
        }

        private RuntimeException end(SynodException last, Duration pause) {
            var said = last;
            if (last instanceof SynodException.UnknownOutcome && request.isRead()) {
                said = new SynodException.Unavailable(String.valueOf(last.getMessage()), last);
            } else if (mayHaveHappened) {
                said = new SynodException.UnknownOutcome(String.valueOf(last.getMessage()), last);
            }
            var limit = request.patience().plus(request.waitAtMost());
            boolean isTime = System.nanoTime() - begin < limit.toNanos();
            return isTime && !Thread.currentThread().isInterrupted() ? new TryAgain(said, pause) : said;
        }
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(text.strip())));
        } catch (NumberFormatException isADate) {
            return SHORTEST_PAUSE;
        }
    }
}
