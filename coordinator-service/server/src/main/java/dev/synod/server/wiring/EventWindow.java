package dev.synod.server.wiring;

import dev.synod.coordination.Command;
import dev.synod.coordination.event.Topics;
import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.node.Standing;
import dev.synod.paxos.Ballot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How many events a topic keeps, as this instance's settings have it. What counts stands in the replicated state: a
 * president that finds another window there proposes its own, so a setting should be the same at all nodes.
 */
final class EventWindow {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Coordinator node;
    private final Optional<Topics.Window> wanted;
    private CompletableFuture<Boolean> look = CompletableFuture.completedFuture(false);
    /** The presidency in which the newest look was taken. */
    private Optional<Ballot> lookedIn = Optional.empty();
    /** The presidency in which the state was seen to have the window. */
    private Optional<Ballot> seenIn = Optional.empty();

    /** Wants that window; empty where the settings say nothing. */
    EventWindow(Coordinator node, Optional<Topics.Window> wanted) {
        this.node = node;
        this.wanted = wanted;
    }

    /** The window that the settings name, what they leave out being as it is by default. */
    static Optional<Topics.Window> of(SynodProperties.Events events) {
        var standard = Topics.Window.STANDARD;
        if (events.perTopic() == null && events.bytesPerTopic() == null) {
            return Optional.empty();
        }
        int most = events.perTopic() == null ? standard.events() : events.perTopic();
        long bytes = events.bytesPerTopic() == null ? standard.bytes() : events.bytesPerTopic().toBytes();
        if (most < 1 || bytes < 1) {
            throw new WrongSetting("synod.events.per-topic is " + most + " and synod.events.bytes-per-topic " + bytes
                    + ": a topic keeps at least one event, so set both to 1 or more, or leave them out");
        }
        return Optional.of(new Topics.Window(most, bytes));
    }

    /** Proposes the window where this node presides and the state has another. Waits for nothing: it looks again. */
    void look() {
        if (wanted.isEmpty() || !look.isDone()) {
            return;
        }
        var standing = node.standing();
        var presidency = Optional.of(standing.ballot())
                .filter(ballot -> standing.role() == Standing.Role.PRESIDING && ballot.node().equals(standing.self()));
        seenIn = look.getNow(false) ? lookedIn : seenIn;
        if (presidency.isEmpty() || presidency.equals(seenIn)) {
            return;
        }
        lookedIn = presidency;
        look = node.readLocally(state -> state.topics().window())
                .thenCompose(now -> has(now, wanted.get()))
                .exceptionally(nodeEnded -> false);
    }

    /** Whether the state has the window; where it has not, that is proposed. */
    private CompletableFuture<Boolean> has(Answer<Topics.Window> now, Topics.Window window) {
        if (now instanceof Answer.Done<Topics.Window> done && done.value().equals(window)) {
            return CompletableFuture.completedFuture(true);
        }
        var keep = new Command.KeepEvents(window.events(), window.bytes());
        return node.submit(keep, WITHIN).thenApply(answer -> false); // the next look sees what came of it
    }
}
