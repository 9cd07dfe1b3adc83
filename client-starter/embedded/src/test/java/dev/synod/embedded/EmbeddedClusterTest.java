package dev.synod.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.api.Hold;
import dev.synod.api.HoldRequest;
import dev.synod.api.OpenSessionRequest;
import dev.synod.api.ProblemType;
import dev.synod.client.SynodClient;
import dev.synod.client.SynodException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a cluster can show whose time a test advances. */
@Timeout(60)
class EmbeddedClusterTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTimers timers = new VirtualTimers();
    private final EmbeddedCluster cluster = EmbeddedCluster.on(timers);
    private final EmbeddedSynodClient client = cluster.connect();
    private final EmbeddedSynodClient other = cluster.connect();

    private String session(SynodClient of, String process) {
        return of.open(
                        new OpenSessionRequest(Optional.of(process), Optional.of("10s"), Optional.empty()),
                        process + "-key")
                .id();
    }

    private static HoldRequest in(String session, String wait) {
        return new HoldRequest(
                Optional.of(session),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(wait),
                Optional.empty());
    }

    private static HoldRequest alone(String ttl, String wait) {
        return new HoldRequest(
                Optional.empty(),
                Optional.of(ttl),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(wait),
                Optional.empty());
    }

    private static ProblemType refusal(Runnable request) {
        try {
            request.run();
        } catch (SynodException.Refused refused) {
            return refused.type();
        }
        throw new AssertionError("it was not refused");
    }

    @Test
    void aSessionEndsWhenItsTimeIsAdvancedAndNotBefore() {
        var session = session(client, "a");
        timers.advance(Duration.ofSeconds(9));
        assertThat(client.keepAlive(session).id()).isEqualTo(session);
        timers.advance(Duration.ofSeconds(9));
        assertThat(client.keepAlive(session).id()).isEqualTo(session);

        timers.advance(Duration.ofSeconds(12));

        assertThat(refusal(() -> client.keepAlive(session))).isEqualTo(ProblemType.SESSION_EXPIRED);
    }

    @Test
    void aLockGoesOnToWhoWaitsWhenItsHoldersSessionEnds() {
        var holder = session(client, "holder");
        var first = client.acquire("ledger", "h1", in(holder, "0s"));
        var waiter = CompletableFuture.supplyAsync(() -> other.acquire("ledger", "h2", alone("5s", "60s")));
        Until.holds(() -> cluster.waiting() == 1);

        timers.advance(Duration.ofSeconds(15));

        var second = waiter.join();
        assertThat(second.state()).isEqualTo(Hold.State.held);
        assertThat(second.fencingToken().orElseThrow()).isGreaterThan(first.fencingToken().orElseThrow());
        assertThat(client.isCurrent("ledger", first.fencingToken().orElseThrow())).isFalse();
    }

    @Test
    void aWaitEndsWhenItsTimeIsAdvanced() {
        client.acquire("ledger", "h1", in(session(client, "a"), "0s"));
        var waiting = session(other, "b");
        var waiter = CompletableFuture.supplyAsync(() -> other.acquire("ledger", "h2", in(waiting, "5s")));
        Until.holds(() -> cluster.waiting() == 1);

        timers.advance(Duration.ofSeconds(4));
        assertThat(waiter).isNotDone();
        timers.advance(SECOND);

        assertThatThrownBy(waiter::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SynodException.Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.LOCK_UNAVAILABLE));
    }

    @Test
    void whoIsCutOffHearsNothingAndLeavesTheQueue() {
        var a = session(client, "a");
        client.acquire("ledger", "h1", in(a, "0s"));
        var b = session(other, "b");
        var waiter = CompletableFuture.supplyAsync(() -> other.acquire("ledger", "h2", in(b, "60s")));
        Until.holds(() -> cluster.waiting() == 1);

        other.cutOff();

        assertThatThrownBy(waiter::join).hasCauseInstanceOf(SynodException.UnknownOutcome.class);
        assertThatThrownBy(() -> other.keepAlive(b)).isInstanceOf(SynodException.Unavailable.class);
        client.release("ledger", "h1");
        assertThat(client.acquire("ledger", "h3", in(a, "0s")).state()).isEqualTo(Hold.State.held);

        other.reconnect();
        assertThat(other.keepAlive(b).id()).isEqualTo(b);
    }

    @Test
    void aClosedClusterAnswersNobody() {
        cluster.close();

        assertThatThrownBy(() -> session(client, "a")).isInstanceOf(SynodException.Unavailable.class);
    }

    @Test
    void aDayPassesInNoTime() {
        var session = session(client, "a");

        timers.advance(Duration.ofDays(1));

        assertThat(refusal(() -> client.keepAlive(session))).isEqualTo(ProblemType.SESSION_EXPIRED);
    }
}
