package dev.synod.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.api.Candidate;
import dev.synod.api.CandidateRequest;
import dev.synod.api.Hold;
import dev.synod.api.HoldRequest;
import dev.synod.api.OpenSessionRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.clock.CausalContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of a {@link SynodClient} do again and again. */
public abstract class ClientSteps {

    static final Duration LONG = Duration.ofSeconds(20);

    /** Differs in each test: all may share one cluster. */
    private final String own = UUID.randomUUID().toString();

    /** The one under test; several threads use it at once. */
    protected abstract SynodClient client();

    /** Lets time pass where it does not pass by itself, for those who wait. */
    protected void letPass(Duration time) {}

    @BeforeEach
    @AfterEach
    void knowNothing() {
        Knowledge.replace(CausalContext.EMPTY);
    }

    String named(String what) {
        return what + "-" + own;
    }

    String session(String process) {
        var request = new OpenSessionRequest(Optional.of(process), Optional.of("30s"), Optional.empty());
        return client().open(request, UUID.randomUUID().toString()).id();
    }

    private static HoldRequest inSession(String session, String wait, Optional<Boolean> queue) {
        return new HoldRequest(
                Optional.of(session),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(wait),
                queue);
    }

    Hold acquire(String lock, String hold, String session, String wait) {
        return client().acquire(lock, hold, inSession(session, wait, Optional.empty()));
    }

    Hold queue(String lock, String hold, String session) {
        return client().acquire(lock, hold, inSession(session, "0s", Optional.of(true)));
    }

    Candidate stand(String election, String candidate, String session) {
        return client()
                .stand(
                        election,
                        candidate,
                        new CandidateRequest(
                                Optional.of(session),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("http://" + candidate),
                                Optional.empty()));
    }

    static void refused(ProblemType type, ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOfSatisfying(SynodException.Refused.class, refused ->
                assertThat(refused.type()).isEqualTo(type));
    }

    static <T> CompletableFuture<T> elsewhere(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        var thread = new Thread(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    static <T> T got(CompletableFuture<T> result) {
        return result.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    }
}
