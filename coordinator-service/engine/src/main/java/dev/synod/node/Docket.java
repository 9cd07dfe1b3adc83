package dev.synod.node;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.Position;
import dev.synod.node.PeerMessage.AskPosition;
import dev.synod.node.PeerMessage.Forward;
import dev.synod.node.PeerMessage.Forwarded;
import dev.synod.node.Requests.Sense;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The commands and reads that this node took and that are not settled, on their way to whoever presides. */
final class Docket {

    private final Settings settings;
    private final Transport transport;
    private final Alarms alarms;
    private final long life;
    private final Requests requests = new Requests();
    private final Readings readings = new Readings();
    private long requestNumber;

    /** Empty; {@code life} tells this life of the node from its others. */
    Docket(Settings settings, Transport transport, Alarms alarms, long life) {
        this.settings = settings;
        this.transport = transport;
        this.alarms = alarms;
        this.life = life;
    }

    // ---- what is asked

    /** A client's command. */
    void submit(Command command, Instant at, long deadline, CompletableFuture<Answer<Outcome>> answer) {
        if (requests.size() >= settings.limits().waiters()) {
            answer.complete(new Answer.Overloaded<>());
        } else {
            begin(submission(command, at), deadline, answer, Sense.FOR_A_CLIENT);
        }
    }

    /** The end of something whose time this president has counted down. */
    void submitEnd(Command end, Instant at, long deadline, CompletableFuture<Answer<Outcome>> answer) {
        begin(submission(end, at), deadline, answer, Sense.IN_THIS_PRESIDENCY);
    }

    private Submission submission(Command command, Instant at) {
        return new Submission(new RequestId(settings.self(), life, ++requestNumber), at, command);
    }

    private void begin(Submission submission, long deadline, CompletableFuture<Answer<Outcome>> answer, Sense sense) {
        long number = submission.id().number();
        requests.begin(number, submission.encode(), answer, sense);
        alarms.at(deadline, () -> requests.timeOver(number));
    }

    void read(Readings.Reading reading) {
        readings.add(reading);
    }

    int size() {
        return requests.size();
    }

    void forgetLate(long now) {
        readings.forgetLate(now);
    }

    // ---- this node presides

    boolean hasUnsent() {
        return requests.hasUnsent();
    }

    /** The next commands to propose, at most {@code most}. */
    List<Decree.Payload> take(int most, long now) {
        return requests.take(most, now).stream().map(Requests.Numbered::payload).toList();
    }

    /** A question for all reads that came since the last one. */
    Optional<AskPosition> question(long now) {
        return readings.hasFresh() ? Optional.of(readings.ask(life, now)) : Optional.empty();
    }

    /** Questions asked before {@code since} and not answered. */
    List<AskPosition> overdueQuestions(long since, long now) {
        return readings.overdue(life, since, now);
    }

    // ---- another presides

    /** Passes on what is new to the president of an opened ballot. */
    void passOn(Ballot opened, long now) {
        while (requests.hasUnsent()) {
            forward(opened, requests.take(settings.limits().batch(), now));
        }
        question(now).ifPresent(question -> transport.send(opened.node(), question));
    }

    /**
     * Messages get lost; what was passed on before {@code since} and not heard of again is passed on once more:
     * harmless, see {@link Proposals}.
     */
    void repeat(Ballot opened, long since, long now) {
        forward(opened, requests.overdue(since, now, settings.limits().batch()));
        overdueQuestions(since, now).forEach(question -> transport.send(opened.node(), question));
    }

    private void forward(Ballot opened, List<Requests.Numbered> commands) {
        if (!commands.isEmpty()) {
            var forwarded = commands.stream()
                    .map(command -> new Forwarded(command.number(), command.payload()))
                    .toList();
            long settledBelow = requests.settledBelow(requestNumber + 1);
            transport.send(opened.node(), new Forward(opened, life, settledBelow, forwarded));
        }
    }

    // ---- what comes of it

    /** A presidency's opening has been applied. */
    void opened(Ballot ballot) {
        requests.opened(ballot);
    }

    /** The ledger went on without this node seeing it. */
    void skipped() {
        requests.skipped();
    }

    /** A command was applied, whoever asked for it. */
    void applied(RequestId id, Applied applied, Position position) {
        if (id.life() == life && id.origin().equals(settings.self())) {
            requests.settle(id.number(), new Answer.Done<>(applied.outcome(), position, applied.context()));
        }
    }

    /** The president's mailbox was full. */
    void overloaded(PeerMessage.Overloaded refused) {
        if (refused.life() == life) {
            refused.numbers().forEach(requests::overloaded);
        }
    }

    /** The president told how far to read. */
    void answered(long asked, long number, Slot through) {
        if (asked == life) {
            readings.answered(number, through);
        }
    }

    /** Answers the reads for which enough is applied. */
    void answerReads(Slot applied) {
        readings.applied(applied);
    }
}
