package dev.synod.test;

import dev.synod.api.Candidate;
import dev.synod.api.CandidateRequest;
import dev.synod.api.ClaimRequest;
import dev.synod.api.Hold;
import dev.synod.api.HoldRequest;
import dev.synod.api.OpenSessionRequest;
import dev.synod.client.SynodClient;
import dev.synod.client.Timers;
import dev.synod.embedded.EmbeddedCluster;
import dev.synod.embedded.EmbeddedSynodClient;
import dev.synod.embedded.VirtualTimers;
import dev.synod.test.DatabaseFaults.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in the test's JVM, the process under test that is its client, and the time in which both live.
 *
 * <p>Time stands still but for {@link #advance} and {@link #passing}; what is due meanwhile has been done when they
 * return.
 */
public final class SynodControl implements AutoCloseable {

    /** Of the process's session, where nothing else is said. */
    static final Duration TTL = Duration.ofSeconds(10);

    private static final Optional<String> NONE = Optional.empty();
    private static final Duration STEP = Duration.ofMillis(10);

    /** More than a process takes until it has a session again and stands in its elections. */
    private static final Duration TO_RECOVER = Duration.ofSeconds(5);

    private final Duration ttl;
    private final DatabaseFaults faults = new DatabaseFaults();
    private final List<String> theirs = new ArrayList<>();
    private final VirtualTimers timers = new VirtualTimers();
    private final EmbeddedCluster cluster = EmbeddedCluster.on(timers);
    private final EmbeddedSynodClient mine = cluster.connect();
    private final EmbeddedSynodClient others = cluster.connect();
    private int processes;
    private boolean isHarmed;

    private SynodControl(Duration ttl) {
        this.ttl = ttl;
    }

    /** A cluster that knows of nothing yet. */
    public static SynodControl begin() {
        return new SynodControl(TTL);
    }

    /** The same, for a process whose session has this TTL. */
    static SynodControl begin(Duration ttl) {
        return new SynodControl(ttl);
    }

    /** How the process under test asks the cluster. */
    public SynodClient client() {
        return mine;
    }

    /** The clock of the process under test. */
    public Timers timers() {
        return timers;
    }

    /** Where the process under test does its requests: time waits for what is done here. */
    public Executor executor() {
        return timers.executor();
    }

    /** What o'clock it is for the process and for the cluster. */
    public Clock clock() {
        return timers.clock();
    }

    /** Lets time pass for the process and for the cluster. */
    public void advance(Duration time) {
        timers.advance(time);
    }

    /**
     * Does something that may wait, as for a lock, and lets time pass until it has come to its end: who waits in the
     * test's own thread waits for ever, since nobody advances time.
     *
     * @throws IllegalStateException where it has not ended after that time
     */
    public <T extends @Nullable Object> T passing(Duration atMost, Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        timers.executor().execute(task);
        timers.settle();
        for (var left = atMost; !task.isDone() && left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
            advance(STEP);
        }
        if (!task.isDone()) {
            task.cancel(true);
            throw new IllegalStateException("it has not come to its end within " + atMost);
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        }
    }

    /** How many threads wait for something to change, such as for a lock. */
    public int waiting() {
        return cluster.waiting();
    }

    /** The process stands still, as in a long collection of garbage; the cluster does not. */
    public void pause() {
        isHarmed = true;
        timers.pause();
    }

    /** The process goes on, and does what was due meanwhile. */
    public void resume() {
        timers.resume();
    }

    /** The process reaches nobody any more. */
    public void cutOff() {
        isHarmed = true;
        mine.cutOff();
    }

    /** The process reaches the cluster again. */
    public void reconnect() {
        mine.reconnect();
    }

    /** As {@link #expireSession(Duration)} with the TTL that the process's settings say. */
    public void expireSession() {
        expireSession(ttl);
    }

    /**
     * Has the process's session end as it does where the cluster has not heard of it for too long, and lets the process
     * find that out.
     *
     * @param ttl the session's
     */
    public void expireSession(Duration ttl) {
        cutOff();
        advance(ttl.plus(ttl).plusSeconds(1));
        reconnect();
        advance(ttl);
    }

    /** No connection to the application's databases is to be had, and those that there were are dead. */
    public void failDatabase() {
        faults.befall(Fault.GONE);
    }

    /** Commits to the application's databases fail, as where a connection ends at that moment; nothing is written. */
    public void loseCommits() {
        faults.befall(Fault.COMMITS_LOST);
    }

    /** Ends what {@link #failDatabase} or {@link #loseCommits} began. */
    public void mendDatabase() {
        faults.befall(Fault.NONE);
    }

    DatabaseFaults faults() {
        return faults;
    }

    /** As a test expects it: nobody else has anything, the process is well, all that was due is done. */
    void restore() {
        mendDatabase();
        reconnect();
        if (timers.isPaused()) {
            resume();
        }
        theirs.forEach(others::close);
        theirs.clear();
        timers.settle();
        if (isHarmed) {
            isHarmed = false;
            advance(ttl.plus(TO_RECOVER));
        }
    }

    /**
     * Another process takes a lock, and holds it until the handle is closed.
     *
     * @throws dev.synod.client.SynodException.Refused where the lock is not free
     */
    public Other otherTakesLock(String lock) {
        var session = otherSession();
        var request = new HoldRequest(Optional.of(session), NONE, NONE, NONE, Optional.empty(), NONE, NONE,
                Optional.empty());
        Hold hold = others.acquire(lock, "theirs-" + processes, request);
        return new Other(hold.fencingToken().orElseThrow(), () -> others.release(lock, hold.hold()));
    }

    /** Another process leads an election, whoever led before, until the handle is closed. */
    public Other otherLeads(String election) {
        var session = otherSession();
        var name = "other-" + processes;
        var request = new CandidateRequest(Optional.of(session), NONE, NONE, Optional.of(name), Optional.empty());
        others.stand(election, name, request);
        others.transferLead(election, name);
        timers.settle();
        var term = others.election(election, 0, Duration.ZERO).leader().flatMap(Candidate::term);
        return new Other(term.orElseThrow(), () -> others.withdraw(election, name));
    }

    /**
     * Another process has the run of a job's firing, and leaves it behind when the handle is closed: whoever is told of
     * it then may take it over.
     *
     * @throws dev.synod.client.SynodException.Refused where the run is another's already
     */
    public Other otherRuns(String job, Instant firing) {
        var session = otherSession();
        var run = others.claim(job, firing, new ClaimRequest(Optional.of(session), NONE, Optional.empty()));
        return new Other(run.fencingToken(), () -> others.close(session));
    }

    private String otherSession() {
        processes++;
        var request = new OpenSessionRequest(Optional.of("other-" + processes), Optional.of("24h"), Optional.empty());
        var session = others.open(request, "key-" + processes).id();
        theirs.add(session);
        return session;
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** What another process has, until it gives it back. */
    public final class Other implements AutoCloseable {

        private final long fencingToken;
        private final Runnable giveBack;

        private Other(long fencingToken, Runnable giveBack) {
            this.fencingToken = fencingToken;
            this.giveBack = giveBack;
        }

        public long fencingToken() {
            return fencingToken;
        }

        /** Gives it back; the process under test has heard of it when this returns. */
        @Override
        public void close() {
            giveBack.run();
            timers.settle();
        }
    }
}
