package dev.synod.client;

import dev.synod.api.Candidate;
import dev.synod.api.CandidateRequest;
import dev.synod.api.Election;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One candidacy over all sessions. It leads only when Synod's answer names the candidate that stands for the session
 * that lives now; every lead that begins ends once: by an answer, with the session, or by withdrawing.
 */
final class StandingCandidacy implements Elections.Candidacy {

    private static final Logger LOG = System.getLogger(StandingCandidacy.class.getName());
    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String election;
    private final Surroundings with;
    private final Sequence losses;
    private final Sequence grants;
    private final List<Consumer<Leadership>> listeners = new ArrayList<>();
    private Optional<Attempt> attempt = Optional.empty();
    private boolean isWithdrawn;
    private volatile Optional<Lead> lead = Optional.empty();
    private volatile Optional<Leadership> shown = Optional.empty();
    private volatile Optional<String> leader = Optional.empty();

    StandingCandidacy(String election, Surroundings with) {
        this.election = election;
        this.with = with;
        losses = new Sequence(with.executor);
        grants = new Sequence(with.executor);
    }

    /** Whom it asks, and as what it stands. */
    record Surroundings(SynodClient client, SessionKeeper keeper, Timers timers, Executor executor, String value) {}

    /** One candidate of one session, or what is left of it. */
    private record Attempt(Life life, String candidate) {}

    private static final class Lead extends SessionLease implements Leadership {
        Lead(Life life, String election, long term, Executor losses) {
            super(life, election, term, losses);
        }
    }

    void begin() {
        with.keeper.onOpened(this::standIn);
    }

    @Override
    public String election() {
        return election;
    }

    @Override
    public Optional<Leadership> leadership() {
        var now = lead;
        return now.isPresent() && now.get().isValid() ? shown : Optional.empty();
    }

    @Override
    public Optional<String> leader() {
        return leader;
    }

    @Override
    public synchronized void onGranted(Consumer<Leadership> listener) {
        listeners.add(listener);
        leadership().ifPresent(now -> tell(listener, now));
    }

    @Override
    public void withdraw() {
        Optional<Attempt> last;
        synchronized (this) {
            isWithdrawn = true;
            last = attempt;
            attempt = Optional.empty();
            lead.ifPresent(SessionLease::giveBack);
            end();
        }
        last.ifPresent(this::withdraw);
    }

    @Override
    public void standAgain() {
        synchronized (this) {
            if (!isWithdrawn) {
                return;
            }
            isWithdrawn = false;
        }
        with.executor.execute(this::standIn);
    }

    /** Until Synod has heard it, or the session is over. */
    private void withdraw(Attempt last) {
        try {
            with.client.withdraw(election, last.candidate);
        } catch (SynodException.Refused over) {
            LOG.log(Level.DEBUG, "stood no more", over);
        } catch (RuntimeException e) {
            if (last.life.isAlive()) {
                with.timers.after(PAUSE, () -> with.executor.execute(() -> withdraw(last)));
            }
        }
    }

    /** Stands as a new candidate of the session that lives now, unless one of it does already. */
    private void standIn() {
        Attempt begun;
        synchronized (this) {
            var living = with.keeper.living();
            if (isWithdrawn || living.isEmpty() || attempt.map(Attempt::life).equals(living)) {
                return;
            }
            begun = new Attempt(living.get(), UUID.randomUUID().toString());
            attempt = Optional.of(begun);
        }
        follow(begun);
    }

    /** Asks until this attempt is over; in the executor. */
    private void follow(Attempt mine) {
        try {
            var request = new CandidateRequest(
                    Optional.of(mine.life.session()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(with.value),
                    Optional.empty());
            hear(mine, with.client.stand(election, mine.candidate, request));
            long position = 0;
            boolean stands = true;
            while (stands && isCurrent(mine)) {
                var now = with.client.election(election, position, position == 0 ? Duration.ZERO : POLL);
                hear(mine, now);
                // An election that nobody led before has position 0, and is waited for like any other.
                position = Math.max(1, now.position());
                stands = now.candidates().stream().anyMatch(other -> other.candidate().equals(mine.candidate));
            }
            if (isCurrent(mine)) {
                forget(mine);
                standIn();
            } else {
                afterwards(mine);
            }
        } catch (RuntimeException e) {
            if (e instanceof SynodException.Refused && SessionKeeper.hasEnded(e)) {
                with.keeper.ended(mine.life);
            } else if (isCurrent(mine)) {
                LOG.log(Level.DEBUG, "an election is asked again", e);
                with.timers.after(PAUSE, () -> with.executor.execute(() -> follow(mine)));
            } else {
                afterwards(mine);
            }
        }
    }

    /** One that was withdrawn while its request to stand was under way may stand after all. */
    private void afterwards(Attempt mine) {
        if (mine.life.isAlive()) {
            withdraw(mine);
        }
    }

    private synchronized boolean isCurrent(Attempt mine) {
        return attempt.filter(mine::equals).isPresent() && mine.life.isAlive();
    }

    /** A new candidate is needed: this one has been withdrawn by somebody else, and its lead with it. */
    private synchronized void forget(Attempt mine) {
        if (attempt.filter(mine::equals).isPresent()) {
            attempt = Optional.empty();
            lead.ifPresent(SessionLease::lose);
            end();
        }
    }

    private void hear(Attempt mine, Candidate answer) {
        if (answer.state() == Candidate.State.leader) {
            answer.term().ifPresent(term -> leads(mine, term));
        }
    }

    private synchronized void hear(Attempt mine, Election now) {
        if (!isCurrent(mine)) {
            return;
        }
        leader = now.leader().map(Candidate::value);
        boolean isMine = now.leader()
                .filter(candidate -> candidate.candidate().equals(mine.candidate)
                        && candidate.session().equals(mine.life.session()))
                .isPresent();
        if (isMine) {
            now.term().ifPresent(term -> leads(mine, term));
        } else {
            lead.ifPresent(SessionLease::lose);
            end();
        }
    }

    private synchronized void leads(Attempt mine, long term) {
        if (!isCurrent(mine)) {
            return;
        }
        if (lead.filter(held -> held.isValid() && held.fencingToken() >= term).isPresent()) {
            return;
        }
        lead.ifPresent(SessionLease::lose);
        end();
        var begun = new Lead(mine.life, election, term, losses);
        if (mine.life.admit(begun)) {
            lead = Optional.of(begun);
            shown = Optional.of(begun);
            leader = Optional.of(with.value);
            listeners.forEach(listener -> tell(listener, begun));
        }
    }

    private void end() {
        lead = Optional.empty();
        shown = Optional.empty();
    }

    /** After all losses before it have been told; those need not wait for a listener that works while it leads. */
    private void tell(Consumer<Leadership> listener, Leadership granted) {
        losses.execute(() -> grants.execute(Sequence.guarded(() -> listener.accept(granted))));
    }
}
