package dev.synod.node;

import dev.synod.coordination.name.SessionId;
import dev.synod.node.PeerMessage.AskPosition;
import dev.synod.paxos.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * The linearizable reads of this node's clients. All that come in one turn ask the president together how far to read;
 * each is answered from this node's own state once that much is applied. No slot is used.
 */
final class Readings {

    /**
     * One read.
     *
     * @param renews the session whose time to live begins anew by it
     * @param deadline when its time is over, by the clock's nanoseconds
     * @param answer evaluates the query and answers; harmless where the read's time was over before
     */
    record Reading(Optional<SessionId> renews, long deadline, Runnable answer) {}

    private static final class Round {

        private final List<Reading> readings;
        private long askedAt;

        Round(List<Reading> readings, long askedAt) {
            this.readings = readings;
            this.askedAt = askedAt;
        }
    }

    private record Ready(Slot through, Round round) {}

    private List<Reading> fresh = new ArrayList<>();
    private final TreeMap<Long, Round> asked = new TreeMap<>();
    private final PriorityQueue<Ready> ready = new PriorityQueue<>((a, b) -> a.through().compareTo(b.through()));
    private long rounds;

    void add(Reading reading) {
        fresh.add(reading);
    }

    boolean hasFresh() {
        return !fresh.isEmpty();
    }

    /** Puts all new reads into one question. */
    AskPosition ask(long life, long now) {
        rounds++;
        asked.put(rounds, new Round(fresh, now));
        fresh = new ArrayList<>();
        return question(life, rounds);
    }

    /** Drops the reads whose time is over: nobody waits for them. */
    void forgetLate(long now) {
        fresh.removeIf(reading -> reading.deadline() - now < 0);
        asked.values().removeIf(round -> round.readings.stream().allMatch(reading -> reading.deadline() - now < 0));
    }

    /** Questions asked before {@code since} and not answered: to be asked again, perhaps of another president. */
    List<AskPosition> overdue(long life, long since, long now) {
        var overdue = new ArrayList<AskPosition>();
        asked.forEach((number, round) -> {
            if (round.askedAt - since < 0) {
                round.askedAt = now;
                overdue.add(question(life, number));
            }
        });
        return overdue;
    }

    private AskPosition question(long life, long number) {
        var round = asked.get(number);
        var renewals = round == null
                ? List.<SessionId>of()
                : round.readings.stream().flatMap(reading -> reading.renews().stream()).distinct().toList();
        return new AskPosition(life, number, renewals);
    }

    /** The president answered; a second answer finds nothing. */
    void answered(long number, Slot through) {
        var round = asked.remove(number);
        if (round != null) {
            ready.add(new Ready(through, round));
        }
    }

    /** Answers the reads for which enough is applied. */
    void applied(Slot through) {
        while (!ready.isEmpty() && !ready.element().through().isAbove(through)) {
            ready.remove().round().readings.forEach(reading -> reading.answer().run());
        }
    }
}
