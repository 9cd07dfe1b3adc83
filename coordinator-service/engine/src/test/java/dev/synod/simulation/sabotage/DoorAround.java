package dev.synod.simulation.sabotage;

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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Passes everything on to an honest node; a liar changes what it likes. */
class DoorAround implements Coordinator {

    private final Coordinator honest;

    DoorAround(Coordinator honest) {
        this.honest = honest;
    }

    @Override
    public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
        return honest.submit(command, within);
    }

    @Override
    public <T> CompletableFuture<Answer<T>> read(Function<Coordination, T> query, Duration within) {
        return honest.read(query, within);
    }

    @Override
    public <T> CompletableFuture<Answer<T>> readLocally(Function<Coordination, T> query) {
        return honest.readLocally(query);
    }

    @Override
    public <T> CompletableFuture<Answer<T>> renew(
            SessionId session, Function<Coordination, T> query, Duration within) {
        return honest.renew(session, query, within);
    }

    @Override
    public <T> CompletableFuture<Answer<Optional<T>>> await(
            Subject subject, Function<Coordination, Optional<T>> query, Duration within) {
        return honest.await(subject, query, within);
    }

    @Override
    public CompletableFuture<Answer<Position>> caughtUp(Position position, Duration within) {
        return honest.caughtUp(position, within);
    }

    @Override
    public CompletableFuture<Answer<Duration>> delayLeft(LockName lock) {
        return honest.delayLeft(lock);
    }

    @Override
    public CompletableFuture<Answer<Ruling>> move(Motion motion, Duration within) {
        return honest.move(motion, within);
    }

    @Override
    public CompletableFuture<Snapshot> snapshot() {
        return honest.snapshot();
    }

    @Override
    public Standing standing() {
        return honest.standing();
    }

    @Override
    public CompletableFuture<Boolean> handOver(Optional<NodeId> to, Duration within) {
        return honest.handOver(to, within);
    }
}
