package dev.synod.client;

import dev.synod.api.DurationText;
import dev.synod.api.OpenSessionRequest;
import dev.synod.api.ProblemType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens this process's session, keeps it alive, and knows by its own clock when it may be over; then all that lives in
 * it is lost at once, and another is opened.
 *
 * <p>The TTL is counted from when the keep-alive was sent that was answered, less a margin: so the session ends here
 * before it ends in the cluster, whoever of the two hears the other late.
 */
public class SessionKeeper implements Connection, AutoCloseable {

    private static final Logger LOG = System.getLogger(SessionKeeper.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final SynodClient client;
    private final Timers timers;
    private final Executor executor;
    private final SessionSettings settings;
    private final Pauses pauses;
    private final Sequence told;
    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> openings = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();

    private volatile Optional<Life> life = Optional.empty();
    private volatile State state = State.CONNECTING;
    private CompletableFuture<Life> opened = new CompletableFuture<>();
    private Optional<Timers.Timer> watch = Optional.empty();
    private boolean isStarted;
    private long confirmed;
    private volatile String lastFailure = "no answer yet";

    /**
     * Not started yet.
     *
     * @param executor does the requests, which block: it must have a thread for each of a handful at once
     */
    @SuppressWarnings("this-escape") // what escapes calls nothing that the tests' saboteurs, its only kin, override
    public SessionKeeper(SynodClient client, Timers timers, Executor executor, SessionSettings settings) {
        this.client = client;
        this.timers = timers;
        this.executor = executor;
        this.settings = settings;
        told = new Sequence(executor);
        pauses = new Pauses(timers, Duration.ofMillis(500));
        pauses.onPause(length -> look());
    }

    /**
     * Opens a session, as the policy says.
     *
     * @throws SynodException.Unavailable where one is required and there is none in time
     */
    public void start() {
        synchronized (lock) {
            if (isStarted) {
                return;
            }
            isStarted = true;
        }
        executor.execute(() -> open(FIRST_PAUSE));
        if (settings.start() == StartPolicy.LAZY) {
            return;
        }
        try {
            require(settings.patience());
        } catch (SynodException.Unavailable none) {
            if (settings.start() == StartPolicy.REQUIRED) {
                throw none;
            }
            LOG.log(Level.WARNING, none.getMessage() + "; going on without a session, which is opened when it answers");
        }
    }

    @Override
    public Optional<String> session() {
        return life.filter(Life::isAlive).map(Life::session);
    }

    @Override
    public State state() {
        var now = life;
        // The clock knows it before the timer has fired.
        return now.isPresent() && !now.get().isAlive() && state != State.CLOSED ? State.EXPIRED : state;
    }

    @Override
    public Duration remaining() {
        return life.map(now -> Duration.ofNanos(now.remaining())).orElse(Duration.ZERO);
    }

    @Override
    public void onChange(Consumer<State> listener) {
        listeners.add(listener);
    }

    /** Tells how long this process stood still, whenever it did. */
    public Pauses pauses() {
        return pauses;
    }

    /** Why there is no session: what Synod, or the way to it, said last. */
    public String lastFailure() {
        return lastFailure;
    }

    /** The session, once there is one. */
    Life require(Duration patience) {
        CompletableFuture<Life> waiting;
        synchronized (lock) {
            if (state == State.CLOSED) {
                throw new SynodException.Unavailable("this process has closed its session");
            }
            var now = life.filter(Life::isAlive);
            if (now.isPresent()) {
                return now.get();
            }
            waiting = opened.copy();
        }
        var timer = timers.after(patience, () -> waiting.completeExceptionally(new SynodException.Unavailable(
                "there is no session within " + patience.toMillis() + " ms: " + lastFailure)));
        try {
            return timers.await(waiting);
        } catch (CompletionException e) {
            throw e.getCause() instanceof SynodException none ? none : e;
        } finally {
            timer.cancel();
        }
    }

    /** How long a request that needs a session waits for one. */
    Life require() {
        return require(settings.patience());
    }

    Optional<Life> living() {
        return life.filter(Life::isAlive);
    }

    /** Is done whenever a session has been opened, in the executor; at once where there is one. */
    void onOpened(Runnable action) {
        openings.add(action);
        if (living().isPresent()) {
            executor.execute(action);
        }
    }

    /** Synod says that it has ended. */
    void ended(Life over) {
        over.end();
        look();
    }

    private void open(Duration pause) {
        if (state == State.CLOSED) {
            return;
        }
        long sent = timers.nanos();
        try {
            Map<String, @Nullable String> metadata = new HashMap<>(settings.metadata());
            var request = new OpenSessionRequest(
                    Optional.of(settings.process()),
                    Optional.of(DurationText.format(settings.ttl())),
                    Optional.of(metadata));
            // A key of its own each time: another's session may have lived for long already.
            var session = client.open(request, UUID.randomUUID().toString()).id();
            begin(session, timers.nanos() - sent < settings.ttl().toNanos() / 3 ? sent : confirmed(session));
        } catch (RuntimeException e) {
            lastFailure = String.valueOf(e.getMessage());
            LOG.log(Level.DEBUG, "no session yet", e);
            var longer = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            timers.after(pause, () -> executor.execute(() -> open(longer)));
        }
    }

    /** One whose opening took long, retries and all, may be over by that count: asked for once more, it counts anew. */
    private long confirmed(String session) {
        long sent = timers.nanos();
        client.keepAlive(session);
        return sent;
    }

    private void begin(String session, long sent) {
        var begun = live(session, deadline(sent));
        CompletableFuture<Life> waiting;
        synchronized (lock) {
            if (state == State.CLOSED) {
                executor.execute(() -> closeQuietly(session));
                return;
            }
            confirmed = sent;
            life = Optional.of(begun);
            waiting = opened;
            tell(State.SAFE);
        }
        waiting.complete(begun);
        openings.forEach(executor::execute);
        look();
        keepAliveAfter(begun, sent + settings.ttl().toNanos() / 3);
    }

    /** Until when this process is sure of its session: whenever the answer came, the request was sent then. */
    long deadline(long sent) {
        return sent + settings.sure();
    }

    Life live(String session, long deadline) {
        return new Life(session, timers, deadline);
    }

    private void keepAliveAfter(Life kept, long due) {
        var delay = Duration.ofNanos(Math.max(0, due - timers.nanos()));
        timers.after(delay, () -> executor.execute(() -> keepAlive(kept)));
    }

    private void keepAlive(Life kept) {
        if (!kept.isAlive()) {
            look();
            return;
        }
        long sent = timers.nanos();
        try {
            client.keepAlive(kept.session());
            confirm(kept, sent);
            keepAliveAfter(kept, sent + settings.ttl().toNanos() / 3);
        } catch (RuntimeException e) {
            lastFailure = String.valueOf(e.getMessage());
            if (hasEnded(e)) {
                ended(kept);
            } else {
                LOG.log(Level.DEBUG, "a keep-alive failed", e);
                keepAliveAfter(kept, timers.nanos() + settings.ttl().toNanos() / 12);
            }
        }
    }

    /** Whether Synod says by this that the session has ended. */
    static boolean hasEnded(RuntimeException e) {
        return e instanceof SynodException.Refused refused
                && (refused.type() == ProblemType.SESSION_EXPIRED || refused.type() == ProblemType.NO_SUCH_SESSION);
    }

    private void confirm(Life kept, long sent) {
        synchronized (lock) {
            if (kept.extend(deadline(sent)) && sent - confirmed > 0) {
                confirmed = sent;
            }
        }
        look();
    }

    /** Compares the clock with what is due, and sees to it that it is done again when the next is. */
    private void look() {
        Life over;
        synchronized (lock) {
            watch.ifPresent(Timers.Timer::cancel);
            watch = Optional.empty();
            if (state == State.CLOSED || life.isEmpty()) {
                return;
            }
            over = life.get();
            if (over.isAlive()) {
                long overdue = confirmed + settings.ttl().toNanos() / 2 - timers.nanos();
                tell(overdue > 0 ? State.SAFE : State.JEOPARDY);
                long next = overdue > 0 ? Math.min(overdue, over.remaining()) : over.remaining();
                watch = Optional.of(timers.after(Duration.ofNanos(Math.max(1, next)), this::look));
                return;
            }
            life = Optional.empty();
            opened = new CompletableFuture<>();
            tell(State.EXPIRED);
        }
        over.end();
        // Where only this process could not hear the cluster, the others need not wait for the rest of the TTL.
        executor.execute(() -> closeQuietly(over.session()));
        executor.execute(() -> open(FIRST_PAUSE));
    }

    private void tell(State now) {
        if (state != now) {
            state = now;
            LOG.log(now == State.SAFE || now == State.CLOSED ? Level.INFO : Level.WARNING, "session state={0}", now);
            told.execute(() -> listeners.forEach(
                    listener -> Sequence.guarded(() -> listener.accept(now)).run()));
        }
    }

    private void closeQuietly(String session) {
        try {
            client.close(session);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "the session ends by itself, its closing failed", e);
        }
    }

    /** Closes the session, with all that lives in it; waits for that no longer than the settings say. */
    @Override
    public void close() {
        Optional<Life> last;
        CompletableFuture<Life> waiting;
        synchronized (lock) {
            if (state == State.CLOSED) {
                return;
            }
            tell(State.CLOSED);
            last = life;
            life = Optional.empty();
            waiting = opened;
            watch.ifPresent(Timers.Timer::cancel);
        }
        pauses.close();
        waiting.completeExceptionally(new SynodException.Unavailable("this process has closed its session"));
        last.ifPresent(this::farewell);
    }

    private void farewell(Life last) {
        last.end();
        try {
            CompletableFuture.runAsync(() -> closeQuietly(last.session()), executor)
                    .get(settings.farewell().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(Level.DEBUG, "the session ends by itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
