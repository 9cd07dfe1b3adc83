package dev.synod.server.rest.event;

import dev.synod.node.Answer;
import dev.synod.server.archive.ArchiveReader;
import dev.synod.server.archive.ArchiveUnavailable;
import dev.synod.server.archive.Excerpt;
import dev.synod.server.archive.GuardedArchive;
import dev.synod.server.rest.asking.NodeRequests;
import dev.synod.server.rest.asking.NodeRequests.Consistency;
import dev.synod.server.rest.event.Sought.Found;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Topics from their first event on: what the replicated state has let go of, the archive has, where one is kept. */
@Component
class History {

    private final NodeRequests node;
    private final Optional<GuardedArchive> archive;

    History(NodeRequests node, ObjectProvider<GuardedArchive> archive) {
        this.node = node;
        this.archive = archive.stream().findFirst();
    }

    /** What there is of what is sought. */
    Answer<Found> look(Consistency consistency, Sought sought) {
        return older(sought, node.ask(consistency, switch (consistency) {
            case LINEARIZABLE -> sought::inNewest;
            // This instance may be behind what its reader knows.
            case LOCAL -> sought::in;
        }));
    }

    /** The answer of the state, or what the archive has where the state has it no longer. */
    Answer<Found> older(Sought sought, Answer<Found> newest) {
        boolean isOlder = newest instanceof Answer.Done<Found> done && done.value() instanceof Found.Trimmed;
        if (archive.isEmpty() || !isOlder) {
            return newest;
        }
        try {
            Excerpt old = archive.get().ask(reader -> reader.excerpt(
                    sought.topic(), sought.after().orElseThrow(), sought.filter().query(), sought.limit()));
            return node.ask(Consistency.LOCAL, state -> sought.behind(old, state));
        } catch (ArchiveUnavailable unavailable) {
            return node.ask(Consistency.LOCAL, state -> new Found.OutOfReach());
        }
    }

    /**
     * Asks the archive; without one there is nothing.
     *
     * @throws ArchiveUnavailable where it cannot be asked now
     */
    <T> Optional<T> ask(Function<ArchiveReader, T> question) {
        return archive.map(it -> it.ask(question));
    }
}
