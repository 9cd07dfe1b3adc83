package dev.synod.server.rest;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.node.Motion;
import dev.synod.node.Ruling;
import dev.synod.node.Snapshot;
import dev.synod.node.Standing;
import dev.synod.node.Subject;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A node that can be told what to answer next, so that a test sees how the door takes answers that a healthy cluster of
 * one never gives. What is not told goes to the node itself.
 */
final class ScriptedCoordinator implements Coordinator {

    private final Coordinator node;
    private final Deque<Told> told = new ArrayDeque<>();
    private final List<Command> submitted = new CopyOnWriteArrayList<>();
    private final AtomicInteger awaited = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Optional<Standing> standing = Optional.empty();
    private final List<Motion> moved = new CopyOnWriteArrayList<>();
    private volatile Optional<Answer<Ruling>> ruling = Optional.empty();
    private volatile Duration lastWithin = Duration.ZERO;

    /** What is asked of a coordinator. */
    enum Asked {
        SUBMIT,
        READ,
        RENEW,
        AWAIT,
        CAUGHT_UP
    }

    private record Told(Asked asked, Class<?> command, Object answer) {}

    ScriptedCoordinator(Coordinator node) {
        this.node = node;
    }

    /** The next command of this type is not done, but answered so. */
    void answerNext(Class<? extends Command> command, Answer<Outcome> answer) {
        synchronized (told) {
            told.add(new Told(Asked.SUBMIT, command, answer));
        }
    }

    /** The next question of this kind is answered so. */
    void answerNext(Asked asked, Answer<?> answer) {
        synchronized (told) {
            told.add(new Told(asked, Void.class, answer));
        }
    }

    /** From now on it says that it stands so. */
    void stands(Standing standing) {
        this.standing = Optional.of(standing);
    }

    /** From now on the president rules so. */
    void rules(Answer<Ruling> ruling) {
        this.ruling = Optional.of(ruling);
    }

    /** The motions that were passed on since {@link #forget}. */
    List<Motion> moved() {
        return moved;
    }

    /** What was submitted since {@link #forget}. */
    List<Command> submitted() {
        return submitted;
    }

    /** How many questions were asked that wait for a change. */
    int awaited() {
        return awaited.get();
    }

    /** How many questions were asked of all kinds, commands included. */
    int asked() {
        return asked.get();
    }

    /** The time that the last question was given. */
    Duration lastWithin() {
        return lastWithin;
    }

    void forget() {
        submitted.clear();
        standing = Optional.empty();
        ruling = Optional.empty();
        moved.clear();
        synchronized (told) {
            told.clear();
        }
    }

    private Optional<Object> next(Asked asked, Class<?> command) {
        synchronized (told) {
            Told first = told.peek();
            if (first == null || first.asked() != asked || !first.command().equals(command)) {
                return Optional.empty();
            }
            return Optional.of(told.remove().answer());
        }
    }

    @SuppressWarnings("unchecked") // the test knows what it scripts
    private <T> Optional<CompletableFuture<Answer<T>>> scripted(Asked asked, Class<?> command) {
        return next(asked, command).map(answer -> CompletableFuture.completedFuture((Answer<T>) answer));
    }

    @Override
    public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
        asked.incrementAndGet();
        lastWithin = within;
        Optional<CompletableFuture<Answer<Outcome>>> scripted = scripted(Asked.SUBMIT, command.getClass());
        submitted.add(command);
        return scripted.orElseGet(() -> node.submit(command, within));
    }

    @Override
    public <T> CompletableFuture<Answer<T>> read(Function<Coordination, T> query, Duration within) {
        asked.incrementAndGet();
        lastWithin = within;
        Optional<CompletableFuture<Answer<T>>> scripted = scripted(Asked.READ, Void.class);
        return scripted.orElseGet(() -> node.read(query, within));
    }

    @Override
    public <T> CompletableFuture<Answer<T>> readLocally(Function<Coordination, T> query) {
        asked.incrementAndGet();
        return node.readLocally(query);
    }

    @Override
    public <T> CompletableFuture<Answer<T>> renew(SessionId session, Function<Coordination, T> query, Duration within) {
        asked.incrementAndGet();
        lastWithin = within;
        Optional<CompletableFuture<Answer<T>>> scripted = scripted(Asked.RENEW, Void.class);
        return scripted.orElseGet(() -> node.renew(session, query, within));
    }

    @Override
    public <T> CompletableFuture<Answer<Optional<T>>> await(
            Subject subject, Function<Coordination, Optional<T>> query, Duration within) {
        asked.incrementAndGet();
        Optional<CompletableFuture<Answer<Optional<T>>>> scripted = scripted(Asked.AWAIT, Void.class);
        CompletableFuture<Answer<Optional<T>>> answer = scripted.orElseGet(() -> node.await(subject, query, within));
        awaited.incrementAndGet();
        return answer;
    }

    @Override
    public CompletableFuture<Answer<Position>> caughtUp(Position position, Duration within) {
        asked.incrementAndGet();
        lastWithin = within;
        Optional<CompletableFuture<Answer<Position>>> scripted = scripted(Asked.CAUGHT_UP, Void.class);
        return scripted.orElseGet(() -> node.caughtUp(position, within));
    }

    @Override
    public CompletableFuture<Answer<Duration>> delayLeft(LockName lock) {
        asked.incrementAndGet();
        return node.delayLeft(lock);
    }

    @Override
    public CompletableFuture<Answer<Ruling>> move(Motion motion, Duration within) {
        moved.add(motion);
        return ruling.map(CompletableFuture::completedFuture).orElseGet(() -> node.move(motion, within));
    }

    @Override
    public CompletableFuture<Snapshot> snapshot() {
        return node.snapshot();
    }

    @Override
    public Standing standing() {
        return standing.orElseGet(node::standing);
    }

    @Override
    public CompletableFuture<Boolean> handOver(Optional<NodeId> to, Duration within) {
        return node.handOver(to, within);
    }
}
