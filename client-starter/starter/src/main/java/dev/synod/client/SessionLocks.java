package dev.synod.client;

import dev.synod.api.DurationText;
import dev.synod.api.Hold;
import dev.synod.api.HoldRequest;
import dev.synod.api.ManyHoldRequest;
import dev.synod.api.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Locks held by this process's session; each hold has an id of its own, and whoever has it may give it back. */
public final class SessionLocks implements Locks {

    /** The longest that one request may wait. */
    private static final Duration ONE_WAIT = Duration.ofSeconds(60);

    private final SynodClient client;
    private final SessionKeeper keeper;
    private final Timers timers;
    private final Executor executor;

    public SessionLocks(SynodClient client, SessionKeeper keeper, Timers timers, Executor executor) {
        this.client = client;
        this.keeper = keeper;
        this.timers = timers;
        this.executor = executor;
    }

    @Override
    public Optional<HeldLock> tryAcquire(String lock, Duration wait) {
        return take(new One(lock), wait);
    }

    @Override
    public Optional<HeldLock> tryAcquireAll(SortedSet<String> locks, Duration wait) {
        return take(new Several(List.copyOf(locks)), wait);
    }

    @Override
    public boolean isCurrent(String lock, long fencingToken) {
        return client.isCurrent(lock, fencingToken);
    }

    private Optional<HeldLock> take(Wanted wanted, Duration wait) {
        long end = timers.nanos() + wait.toNanos();
        while (true) {
            var left = left(end);
            var life = keeper.require(left);
            var granted = new Acquiring(wanted, life, end).granted();
            if (granted.isPresent()) {
                return granted.map(held -> held);
            }
            // The place in the queue went with the session: where there is time, again in the next one.
            if (life.isAlive() || left(end).isZero()) {
                return Optional.empty();
            }
        }
    }

    private Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - timers.nanos()));
    }

    /** What is wanted, and the requests for it. */
    private interface Wanted {

        String name();

        /** The token; empty while it waits in the queue. */
        Optional<Long> ask(String hold, String session, Duration wait, Optional<Boolean> queue);

        void release(String hold);
    }

    private final class One implements Wanted {

        private final String lock;

        One(String lock) {
            this.lock = lock;
        }

        @Override
        public String name() {
            return lock;
        }

        @Override
        public Optional<Long> ask(String hold, String session, Duration wait, Optional<Boolean> queue) {
            var answer = client.acquire(
                    lock,
                    hold,
                    new HoldRequest(
                            Optional.of(session),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(DurationText.format(wait)),
                            queue));
            return answer.state() == Hold.State.held ? answer.fencingToken() : Optional.empty();
        }

        @Override
        public void release(String hold) {
            client.release(lock, hold);
        }
    }

    private final class Several implements Wanted {

        private final List<String> locks;

        Several(List<String> locks) {
            this.locks = locks;
        }

        @Override
        public String name() {
            return String.join(",", locks);
        }

        @Override
        public Optional<Long> ask(String hold, String session, Duration wait, Optional<Boolean> queue) {
            var shares = locks.stream()
                    .map(lock -> new ManyHoldRequest.Share(Optional.of(lock), Optional.empty(), Optional.empty()))
                    .toList();
            var answer = client.acquireAll(
                    hold,
                    new ManyHoldRequest(
                            Optional.of(session),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(shares),
                            Optional.empty(),
                            Optional.of(DurationText.format(wait)),
                            queue));
            return answer.state() == Hold.State.held ? answer.fencingToken() : Optional.empty();
        }

        @Override
        public void release(String hold) {
            client.releaseAll(hold);
        }
    }

    /** One hold in one session, from the first request to the grant or the end of the wait. */
    private final class Acquiring {

        private final Wanted wanted;
        private final Life life;
        private final long end;
        private final String hold = UUID.randomUUID().toString();

        Acquiring(Wanted wanted, Life life, long end) {
            this.wanted = wanted;
            this.life = life;
            this.end = end;
        }

        /** Empty where it is not free in time, or the session is over. */
        Optional<Held> granted() {
            boolean isQueued = false;
            try {
                while (life.isAlive()) {
                    var left = left(end);
                    boolean isLast = left.compareTo(ONE_WAIT) <= 0;
                    isQueued |= !isLast;
                    var token = wanted.ask(
                            hold,
                            life.session(),
                            isLast ? Duration.ofMillis(left.toMillis()) : ONE_WAIT,
                            isLast ? Optional.empty() : Optional.of(true));
                    if (token.isPresent()) {
                        return admitted(token.get());
                    }
                }
                return Optional.empty();
            } catch (SynodException.Refused refused) {
                if (SessionKeeper.hasEnded(refused)) {
                    keeper.ended(life);
                } else if (refused.type() != ProblemType.LOCK_UNAVAILABLE) {
                    throw refused;
                }
                return Optional.empty();
            } catch (SynodException.UnknownOutcome unknown) {
                // It may be held by now, and nobody would know of it.
                new Release(wanted, hold, life).inBackground();
                throw unknown;
            } catch (SynodException.Unavailable unavailable) {
                if (isQueued) {
                    new Release(wanted, hold, life).inBackground();
                }
                throw unavailable;
            }
        }

        private Optional<Held> admitted(long token) {
            var held = new Held(new Release(wanted, hold, life), token);
            if (life.admit(held)) {
                return Optional.of(held);
            }
            new Release(wanted, hold, life).inBackground();
            return Optional.empty();
        }
    }

    private final class Held extends SessionLease implements HeldLock {

        private final Release release;

        Held(Release release, long token) {
            super(release.life, release.wanted.name(), token, executor);
            this.release = release;
        }

        @Override
        public void close() {
            if (giveBack()) {
                release.now();
            }
        }
    }

    /** A hold that nobody has any more: released until Synod says so, or its session is over. */
    private final class Release {

        private static final Duration PAUSE = Duration.ofMillis(500);

        private final Wanted wanted;
        private final String hold;
        private final Life life;

        Release(Wanted wanted, String hold, Life life) {
            this.wanted = wanted;
            this.hold = hold;
            this.life = life;
        }

        void now() {
            try {
                wanted.release(hold);
            } catch (SynodException.Refused over) {
                // Broken by an operator, or gone with the session: in any case not held.
            } catch (RuntimeException e) {
                if (life.isAlive()) {
                    timers.after(PAUSE, this::inBackground);
                }
            }
        }

        /** With what this thread knows: whoever takes the lock next shall know it too. */
        void inBackground() {
            var known = Knowledge.current();
            executor.execute(() -> Knowledge.with(known, () -> {
                now();
                return hold;
            }));
        }
    }
}
