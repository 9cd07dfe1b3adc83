package dev.synod.node;

import dev.synod.node.PeerMessage.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Motions of this node's clients that the president has not ruled on yet. Asking it again is harmless. */
final class Petitions {

    private static final class Petition {

        private final Motion motion;
        private final CompletableFuture<Answer<Ruling>> answer;
        private Optional<Long> sentAt = Optional.empty();

        Petition(Motion motion, CompletableFuture<Answer<Ruling>> answer) {
            this.motion = motion;
            this.answer = answer;
        }
    }

    private final TreeMap<Long, Petition> pending = new TreeMap<>();
    private long number;

    long begin(Motion motion, CompletableFuture<Answer<Ruling>> answer) {
        pending.put(++number, new Petition(motion, answer));
        return number;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** What was not sent, or was sent before {@code since} and not ruled on. */
    List<Moved> due(long life, long since, long now) {
        var due = new ArrayList<Moved>();
        pending.forEach((id, petition) -> {
            if (petition.sentAt.isEmpty() || petition.sentAt.get() - since < 0) {
                petition.sentAt = Optional.of(now);
                due.add(new Moved(life, id, petition.motion));
            }
        });
        return due;
    }

    void ruled(long id, Answer<Ruling> ruling) {
        var petition = pending.remove(id);
        if (petition != null) {
            petition.answer.complete(ruling);
        }
    }

    /** Its time is over: what was sent may have been carried all the same. */
    void timeOver(long id) {
        var petition = pending.remove(id);
        if (petition != null) {
            petition.answer.complete(
                    petition.sentAt.isPresent() ? new Answer.Unknown<>() : new Answer.NoQuorum<>());
        }
    }
}
