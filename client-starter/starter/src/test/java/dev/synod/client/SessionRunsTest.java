package dev.synod.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does one thread of one process have a run, and does its outcome reach the cluster? */
class SessionRunsTest {

    private final HandTimers timers = new HandTimers();
    private final ScriptedClient client = new ScriptedClient();
    private final SessionKeeper keeper = new SessionKeeper(
            client, timers, timers, SessionSettings.of("p", Duration.ofSeconds(10)));
    private final SessionRuns runs = new SessionRuns(client, keeper, timers, timers);

    @BeforeEach
    void start() {
        keeper.start();
        timers.run();
        client.asked.clear();
    }

    private static Run run(Run.State state) {
        return new Run(
                "report",
                ScriptedClient.WHENEVER,
                state,
                "p",
                "s1",
                1,
                3,
                42,
                42,
                ScriptedClient.WHENEVER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<Runs.ClaimedRun> claim() {
        return runs.claim("report", ScriptedClient.WHENEVER, 3);
    }

    @Test
    void aSecondThreadOfTheSameProcessDoesNotGetTheRunToo() {
        client.runs.add(() -> run(Run.State.claimed));
        client.runs.add(() -> run(Run.State.claimed));

        assertThat(claim()).isPresent();
        assertThat(claim()).isEmpty();
    }

    @Test
    void aRunThatThisSessionHasFinishedIsOver() {
        client.runs.add(() -> run(Run.State.succeeded));

        assertThat(claim()).isEmpty();
    }

    @Test
    void aRunOfAnotherIsAbsent() {
        client.runs.add(() -> {
            throw ScriptedClient.refused(ProblemType.ALREADY_CLAIMED);
        });

        assertThat(claim()).isEmpty();
    }

    @Test
    void anOutcomeThatNobodyHearsIsToldAgain() {
        client.runs.add(() -> run(Run.State.claimed));
        client.runs.add(() -> {
            throw new SynodException.UnknownOutcome("lost");
        });
        client.runs.add(() -> run(Run.State.succeeded));
        var claimed = claim().orElseThrow();

        claimed.succeeded();
        timers.advance(Duration.ofSeconds(1));

        assertThat(client.asked).containsExactly("finish succeeded", "finish succeeded");
    }

    @Test
    void whoFinishesAfterTheSessionsEndIsToldThatTheRunIsLost() {
        client.runs.add(() -> run(Run.State.claimed));
        var claimed = claim().orElseThrow();
        client.isSilent = true;
        timers.advance(Duration.ofSeconds(10));

        assertThatThrownBy(claimed::succeeded).isInstanceOf(LostException.class);
        assertThat(client.asked).doesNotContain("finish succeeded");
    }
}
