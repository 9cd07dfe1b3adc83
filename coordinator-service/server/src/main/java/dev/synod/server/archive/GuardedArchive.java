package dev.synod.server.archive;

import dev.synod.coordination.Content;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An archive whose database may be slow, gone, or not there yet. A circuit breaker keeps away from one that fails, so
 * that nobody waits for it; after a while one call tries again.
 */
public final class GuardedArchive implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedArchive.class);

    private static final CircuitBreakerConfig RULES = CircuitBreakerConfig.custom()
            .slidingWindowSize(4)
            .minimumNumberOfCalls(2)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(1))
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();

    private final ArchiveSettings settings;
    private final Function<Content, String> json;
    private final CircuitBreaker breaker = CircuitBreaker.of("archive", RULES);
    private volatile Optional<Archive> archive = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();
    private boolean told;

    /** Connects to nothing yet. */
    public GuardedArchive(ArchiveSettings settings, Function<Content, String> json) {
        this.settings = settings;
        this.json = json;
        breaker.getEventPublisher().onStateTransition(event -> log(event.getStateTransition().getToState()));
    }

    ArchiveSettings settings() {
        return settings;
    }

    /**
     * Does something with the archive, which is opened first where it is not open. From one thread only.
     *
     * @throws ArchiveUnavailable now; where a transaction failed, nobody knows whether it counts
     */
    <T> T use(Function<Archive, T> work) {
        return guarded(() -> work.apply(opened()));
    }

    /**
     * Asks the archive, in the caller's thread. From any thread.
     *
     * @throws ArchiveUnavailable now
     */
    public <T> T ask(Function<ArchiveReader, T> question) {
        var open = archive.orElseThrow(() -> new ArchiveUnavailable("the archive is not open yet"));
        return guarded(() -> question.apply(open.reader()));
    }

    /** Why the database was last left alone; empty while it does what is asked. */
    public Optional<String> failure() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN, HALF_OPEN -> failure;
            case CLOSED, DISABLED, METRICS_ONLY -> Optional.empty();
        };
    }

    private Archive opened() {
        var open = archive.orElseGet(() -> Archive.open(settings, json));
        archive = Optional.of(open);
        return open;
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return breaker.executeSupplier(() -> noted(work));
        } catch (CallNotPermittedException leftAlone) {
            throw new ArchiveUnavailable("the archive's database failed, and is left alone for a moment", leftAlone);
        } catch (RuntimeException failed) {
            throw new ArchiveUnavailable("the archive's database failed: " + reason(failed), failed);
        }
    }

    /** Remembers why, before the breaker tells that it opens. */
    private <T> T noted(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failed) {
            failure = Optional.of(reason(failed));
            throw failed;
        }
    }

    /** One line when the database is lost and one when it is back, however often it was tried meanwhile. */
    private synchronized void log(CircuitBreaker.State state) {
        switch (state) {
            case OPEN, FORCED_OPEN -> {
                if (!told) {
                    LOG.warn("archive={} fails: {}; events wait in the replicated state", settings, failure.orElse(""));
                }
                told = true;
            }
            case CLOSED, DISABLED, METRICS_ONLY -> {
                LOG.info("archive={} answers again", settings);
                told = false;
            }
            case HALF_OPEN -> {
                // one call is tried: no news
            }
        }
    }

    /** The innermost reason, in one line. */
    private static String reason(Throwable failure) {
        var innermost = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .reduce(failure, (outer, inner) -> inner);
        return String.valueOf(innermost.getMessage()).lines().map(String::strip).findFirst().orElse("no reason given");
    }

    @Override
    public void close() {
        archive.ifPresent(Archive::close);
    }
}
