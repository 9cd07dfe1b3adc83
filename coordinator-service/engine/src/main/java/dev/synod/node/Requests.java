package dev.synod.node;

import dev.synod.coordination.Outcome;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The commands that this node took from clients and that are not settled yet.
 *
 * <p>Each is proposed in one ballot only, until a later presidency's opening has been applied: then what the earlier
 * ballot left undone is void ({@link Decree.Opened}), and the command may be proposed in the later one. So a request is
 * chosen at most once, whoever presides.
 */
final class Requests {

    /** For how long a command that is not proposed yet keeps its sense. */
    enum Sense {

        /** A client waits for it: whoever presides may propose it. */
        FOR_A_CLIENT,

        /**
         * A president has counted a time down. The next one counts from the beginning, and may have answered a
         * keep-alive by now: it must not hear of the earlier count ({@code Open} in {@code Sessions.tla}).
         */
        IN_THIS_PRESIDENCY
    }

    private static final class Pending {

        private final Decree.Payload payload;
        private final CompletableFuture<Answer<Outcome>> answer;
        private final Sense sense;
        private Optional<Ballot> sentIn = Optional.empty();
        private long sentAt;

        Pending(Decree.Payload payload, CompletableFuture<Answer<Outcome>> answer, Sense sense) {
            this.payload = payload;
            this.answer = answer;
            this.sense = sense;
        }
    }

    /** A command to be proposed, under the number that settles it. */
    record Numbered(long number, Decree.Payload payload) {}

    private final TreeMap<Long, Pending> pending = new TreeMap<>();
    private final ArrayDeque<Long> unsent = new ArrayDeque<>();
    private Ballot current = Ballot.ZERO;

    int size() {
        return pending.size();
    }

    void begin(long number, Decree.Payload payload, CompletableFuture<Answer<Outcome>> answer, Sense sense) {
        pending.put(number, new Pending(payload, answer, sense));
        unsent.add(number);
    }

    /**
     * A presidency's opening has been applied: commands sent in lower ballots and not settled by now never
     * happened, and what only a lower ballot's president wanted is wanted no more.
     */
    void opened(Ballot ballot) {
        if (!ballot.isAbove(current)) {
            return;
        }
        current = ballot;
        giveUp(request -> request.sense == Sense.IN_THIS_PRESIDENCY, new Answer.NoQuorum<>());
        pending.forEach((number, request) -> {
            if (request.sentIn.isPresent()) {
                request.sentIn = Optional.empty();
                unsent.add(number);
            }
        });
    }

    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    /** The next commands to propose in the current ballot, at most {@code most} and about a message's worth. */
    List<Numbered> take(int most, long now) {
        var taken = new ArrayList<Numbered>();
        int bytes = 0;
        while (!unsent.isEmpty() && taken.size() < most && bytes < Proposals.BATCH_BYTES) {
            long number = unsent.remove();
            var request = pending.get(number);
            if (request != null) {
                request.sentIn = Optional.of(current);
                request.sentAt = now;
                taken.add(new Numbered(number, request.payload));
                bytes += request.payload.size();
            }
        }
        return taken;
    }

    /** Commands sent in the current ballot before {@code since} and not settled: their message may be lost. */
    List<Numbered> overdue(long since, long now, int most) {
        var overdue = new ArrayList<Numbered>();
        for (var entry : pending.entrySet()) {
            var request = entry.getValue();
            if (overdue.size() == most) {
                break;
            }
            if (request.sentIn.equals(Optional.of(current)) && request.sentAt - since < 0) {
                request.sentAt = now;
                overdue.add(new Numbered(entry.getKey(), request.payload));
            }
        }
        return overdue;
    }

    /** All requests with a lower number are settled. */
    long settledBelow(long next) {
        return pending.isEmpty() ? next : pending.firstKey();
    }

    void settle(long number, Answer.Done<Outcome> done) {
        var request = pending.remove(number);
        if (request != null) {
            request.answer.complete(done);
        }
    }

    /** The ledger went on without this node seeing it: of what was sent, nobody can tell any more what came of it. */
    void skipped() {
        giveUp(request -> request.sentIn.isPresent(), new Answer.Unknown<>());
    }

    private void giveUp(Predicate<Pending> which, Answer<Outcome> answer) {
        var given = new ArrayList<Pending>();
        pending.values().removeIf(request -> which.test(request) && given.add(request));
        given.forEach(request -> request.answer.complete(answer));
    }

    /** The president did not propose it, and will not. */
    void overloaded(long number) {
        var request = pending.remove(number);
        if (request != null) {
            request.answer.complete(new Answer.Overloaded<>());
        }
    }

    /** The request's time is over. Only what was never sent, or sent in vain, is known not to have happened. */
    void timeOver(long number) {
        var request = pending.remove(number);
        if (request != null) {
            request.answer.complete(
                    request.sentIn.isPresent() ? new Answer.Unknown<>() : new Answer.NoQuorum<>());
        }
    }
}
