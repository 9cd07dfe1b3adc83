package dev.synod.test;

import dev.synod.api.Candidate;
import dev.synod.api.CandidateRequest;
import dev.synod.api.Hold;
import dev.synod.api.HoldRequest;
import dev.synod.api.OpenSessionRequest;
import dev.synod.client.SynodClient;
import dev.synod.client.Timers;
import dev.synod.embedded.EmbeddedCluster;
import dev.synod.embedded.EmbeddedSynodClient;
import dev.synod.embedded.VirtualTimers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A cluster in the test's JVM, the process under test that is its client, and the time in which both live.
 *
 * <p>Time stands still but for {@link #advance}; what is due meanwhile has been done when that returns.
 */
public final class SynodControl implements AutoCloseable {

    private static final Optional<String> NONE = Optional.empty();

    private final VirtualTimers timers = new VirtualTimers();
    private final EmbeddedCluster cluster = EmbeddedCluster.on(timers);
    private final EmbeddedSynodClient mine = cluster.connect();
    private final EmbeddedSynodClient others = cluster.connect();
    private int processes;

    private SynodControl() {}

    /** A cluster that knows of nothing yet. */
    public static SynodControl begin() {
        return new SynodControl();
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

    /** Lets time pass for the process and for the cluster. */
    public void advance(Duration time) {
        timers.advance(time);
    }

    /** How many threads wait for something to change, such as for a lock. */
    public int waiting() {
        return cluster.waiting();
    }

    /** The process stands still, as in a long collection of garbage; the cluster does not. */
    public void pause() {
        timers.pause();
    }

    /** The process goes on, and does what was due meanwhile. */
    public void resume() {
        timers.resume();
    }

    /** The process reaches nobody any more. */
    public void cutOff() {
        mine.cutOff();
    }

    /** The process reaches the cluster again. */
    public void reconnect() {
        mine.reconnect();
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

    private String otherSession() {
        processes++;
        var request = new OpenSessionRequest(Optional.of("other-" + processes), Optional.of("24h"), Optional.empty());
        return others.open(request, "key-" + processes).id();
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
