package dev.synod.server.wiring.archive;

import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.node.Standing;
import dev.synod.server.archive.ArchiveSource;
import dev.synod.server.archive.Mandate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Events for the archive from what this node has learned. It asks nobody but the node, and the node only to look. */
public final class LocalLedger implements ArchiveSource {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    /** Of data in one page, about: a page is in memory several times until the database has it. */
    private static final long LARGEST = 8L << 20;

    private final Coordinator node;

    /** What that node has learned. */
    public LocalLedger(Coordinator node) {
        this.node = node;
    }

    @Override
    public Position applied() {
        return new Position(node.standing().appliedThrough().number());
    }

    @Override
    public Page after(Position position, int limit) {
        var through = applied(); // before the events: they are those of this position at least
        return ask(state -> state.topics().eventsAfter(position, limit))
                .map(events -> new Page(wholeDecrees(events), through.isAfter(position) ? through : position))
                .orElseGet(() -> Page.nothingAfter(position));
    }

    /** Those from the first on that are not too much at once, and the first decree in any case. */
    private static List<Event> wholeDecrees(List<Event> events) {
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            boolean isNext = i > 0 && events.get(i).position().isAfter(events.get(i - 1).position());
            if (isNext && bytes > LARGEST) {
                return events.subList(0, i);
            }
            bytes += events.get(i).content() instanceof Content.Json(byte[] data) ? data.length : 0;
        }
        return events;
    }

    @Override
    public Optional<Mandate> presiding() {
        var standing = node.standing();
        return standing.role() == Standing.Role.PRESIDING
                ? Optional.of(new Mandate(
                        standing.ballot().round(), standing.ballot().node().number()))
                : Optional.empty();
    }

    @Override
    public Optional<Position> told() {
        return ask(state -> state.topics().archived()).flatMap(told -> told);
    }

    @Override
    public void tell(Optional<Position> through) {
        var _ = node.submit(new Command.ArchiveReached(through), WITHIN);
    }

    /** Empty where the node cannot say now. */
    private <T> Optional<T> ask(Function<Coordination, T> question) {
        try {
            var answer = node.readLocally(question).get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return answer instanceof Answer.Done<T> done ? Optional.of(done.value()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException busy) {
            return Optional.empty();
        }
    }
}
