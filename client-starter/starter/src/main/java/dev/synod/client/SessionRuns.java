package dev.synod.client;

import dev.synod.api.ClaimRequest;
import dev.synod.api.OutcomeRequest;
import dev.synod.api.ProblemType;
import dev.synod.api.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Runs claimed by this process's session. */
public final class SessionRuns implements Runs {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int LONGEST_DETAIL = 1_024;

    private final SynodClient client;
    private final SessionKeeper keeper;
    private final Timers timers;
    private final Executor executor;

    /** Synod answers the same session as often as it asks: two threads of this process must not both have a run. */
    private final Set<Named> claimed = ConcurrentHashMap.newKeySet();

    public SessionRuns(SynodClient client, SessionKeeper keeper, Timers timers, Executor executor) {
        this.client = client;
        this.keeper = keeper;
        this.timers = timers;
        this.executor = executor;
    }

    @Override
    public Optional<ClaimedRun> claim(String job, Instant firing, int maxAttempts) {
        var life = keeper.require();
        var named = new Named(life.session(), job, firing);
        if (!claimed.add(named)) {
            return Optional.empty();
        }
        Optional<ClaimedRun> run = Optional.empty();
        try {
            run = ask(life, named, maxAttempts);
            return run;
        } finally {
            if (run.isEmpty()) {
                claimed.remove(named);
            }
        }
    }

    private Optional<ClaimedRun> ask(Life life, Named named, int maxAttempts) {
        try {
            var request =
                    new ClaimRequest(Optional.of(life.session()), Optional.empty(), Optional.of(maxAttempts));
            var run = client.claim(named.job, named.firing, request);
            var mine = new Mine(life, named, run);
            // One that this session has finished is answered too.
            if (run.state() != Run.State.claimed || !life.admit(mine)) {
                return Optional.empty();
            }
            mine.onLost(() -> claimed.remove(named));
            return Optional.of(mine);
        } catch (SynodException.Refused refused) {
            if (refused.type() == ProblemType.ALREADY_CLAIMED) {
                return Optional.empty();
            }
            if (SessionKeeper.hasEnded(refused)) {
                keeper.ended(life);
            }
            throw refused;
        }
    }

    private record Named(String session, String job, Instant firing) {}

    private final class Mine extends SessionLease implements ClaimedRun {

        private final Named named;
        private final int attempt;

        Mine(Life life, Named named, Run run) {
            super(life, named.job, run.fencingToken(), executor);
            this.named = named;
            attempt = run.attempt();
        }

        @Override
        public Instant firing() {
            return named.firing;
        }

        @Override
        public int attempt() {
            return attempt;
        }

        @Override
        public void succeeded() {
            finish("succeeded", Optional.empty());
        }

        @Override
        public void failed(String detail) {
            boolean isLong = detail.length() > LONGEST_DETAIL;
            finish("failed", Optional.of(isLong ? detail.substring(0, LONGEST_DETAIL) : detail));
        }

        private void finish(String outcome, Optional<String> detail) {
            if (!giveBack()) {
                throw new LostException(named.job, fencingToken());
            }
            var request = new OutcomeRequest(Optional.of(fencingToken()), Optional.of(outcome), detail);
            try {
                client.finish(named.job, named.firing, request);
                claimed.remove(named);
            } catch (SynodException.Refused refused) {
                claimed.remove(named);
                if (refused.type() == ProblemType.STALE_FENCING_TOKEN) {
                    throw new LostException(named.job, fencingToken());
                }
                throw refused;
            } catch (SynodException.Unavailable | SynodException.UnknownOutcome open) {
                again(request);
            }
        }

        /** Until Synod has heard it, or the session is over and the run abandoned. */
        private void again(OutcomeRequest request) {
            timers.after(PAUSE, () -> executor.execute(() -> {
                try {
                    if (life().isAlive()) {
                        client.finish(named.job, named.firing, request);
                    }
                    claimed.remove(named);
                } catch (SynodException.Refused over) {
                    claimed.remove(named);
                } catch (SynodException.Unavailable | SynodException.UnknownOutcome open) {
                    again(request);
                }
            }));
        }
    }
}
