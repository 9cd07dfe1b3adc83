package dev.synod.node;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One coordinator: takes inputs from any thread into its mailbox, and does all its work in {@link #turn}, which one
 * thread calls (in production {@link NodeLoop}, in a simulation the simulator).
 *
 * <p>Futures complete inside a turn: whoever attaches work to one makes the loop do it.
 */
public final class Node implements Coordinator, Transport.Inbox {

    private final Clock clock;
    private final Mailbox mailbox;
    private final Chamber chamber;
    private volatile Standing standing;

    /** Reads the journal back and begins to follow. */
    public Node(Settings settings, Ports ports) {
        clock = ports.clock();
        mailbox = new Mailbox(settings.limits().mailbox());
        chamber = new Chamber(settings, ports, mailbox::insist);
        standing = chamber.standing(0);
    }

    /** Takes what is in the mailbox and what is due, steps the pure rooms, persists, sends, answers. */
    public void turn() {
        chamber.begin();
        mailbox.drain();
        chamber.end();
        standing = chamber.standing(mailbox.size());
    }

    /** When the next turn is due though no input comes, by {@link Clock#nanos}. */
    public long dueNanos() {
        return mailbox.size() > 0 ? clock.nanos() : chamber.dueNanos();
    }

    /** Parks the calling thread until a turn is due. */
    void sleep() {
        long nanos = dueNanos() - clock.nanos();
        if (nanos > 0) {
            mailbox.sleep(nanos);
        }
    }

    /** The node has ended: everybody who waits is told what is known, and whoever comes is refused. */
    void end() {
        mailbox.close();
        chamber.giveUp();
    }

    @Override
    public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
        var at = clock.wall();
        return ask(answer -> chamber.submit(command, at, within, answer));
    }

    @Override
    public <T> CompletableFuture<Answer<T>> read(Function<Coordination, T> query, Duration within) {
        return ask(answer -> chamber.read(Optional.empty(), query, within, answer));
    }

    @Override
    public <T> CompletableFuture<Answer<T>> readLocally(Function<Coordination, T> query) {
        return ask(answer -> chamber.answer(query, answer));
    }

    @Override
    public <T> CompletableFuture<Answer<T>> renew(SessionId session, Function<Coordination, T> query, Duration within) {
        return ask(answer -> chamber.read(Optional.of(session), query, within, answer));
    }

    @Override
    public <T> CompletableFuture<Answer<Optional<T>>> await(
            Subject subject, Function<Coordination, Optional<T>> query, Duration within) {
        return ask(answer -> chamber.await(subject, query, within, answer));
    }

    @Override
    public CompletableFuture<Answer<Position>> caughtUp(Position position, Duration within) {
        return ask(answer -> chamber.caughtUp(position, within, answer));
    }

    @Override
    public CompletableFuture<Answer<Duration>> delayLeft(LockName lock) {
        return ask(answer -> chamber.delayLeft(lock, answer));
    }

    private <T> CompletableFuture<Answer<T>> ask(Consumer<CompletableFuture<Answer<T>>> input) {
        var answer = new CompletableFuture<Answer<T>>();
        mailbox.put(() -> input.accept(answer), () -> answer.complete(new Answer.Overloaded<>()));
        return answer;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public CompletableFuture<Boolean> handOver(Optional<NodeId> to, Duration within) {
        var done = new CompletableFuture<Boolean>();
        mailbox.put(() -> chamber.handOver(to, within, done), () -> done.complete(false));
        return done;
    }

    @Override
    public CompletableFuture<Answer<Ruling>> move(Motion motion, Duration within) {
        return ask(answer -> chamber.move(motion, within, answer));
    }

    @Override
    public CompletableFuture<Snapshot> snapshot() {
        var made = new CompletableFuture<Snapshot>();
        mailbox.put(
                () -> chamber.makeSnapshot(made),
                () -> made.completeExceptionally(new IllegalStateException("the node has no room for this now")));
        return made;
    }

    @Override
    public void received(NodeId from, PeerMessage message) {
        mailbox.put(() -> chamber.received(from, message), () -> {}); // to Paxos, one more lost message
    }

    @Override
    public void lost(NodeId peer) {
        mailbox.put(() -> chamber.lost(peer), () -> {}); // patience will notice instead
    }
}
