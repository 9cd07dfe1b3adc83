package dev.synod.simulation.history;

import dev.synod.coordination.name.Position;
import dev.synod.node.Answer;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.simulation.history.Operation.Fate;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.history.Operation.Time;
import dev.synod.simulation.law.Law;
import dev.synod.simulation.law.Ledger;
import dev.synod.simulation.world.EventQueue;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All operations of a run. As each is answered it is held against the disks: what was acknowledged is chosen (law
 * DURABLE), and what is meant to be fresh contains all that was answered before it was asked (law FRESH).
 */
public final class History {

    private final EventQueue queue;
    private final Ledger ledger;
    private final Marks marks;
    private final List<Operation> operations = new ArrayList<>();
    private Position answered = Position.ZERO;

    /** How much an answer must contain. */
    public sealed interface Reading {

        /** All that was answered before the question. */
        Reading FRESH = new Fresh();

        /** What the node happens to know. */
        Reading LOCAL = new After(Position.ZERO);

        record Fresh() implements Reading {}

        /** At least what a position contains. */
        record After(Position position) implements Reading {}
    }

    /** An operation under way, and how its answer is judged. */
    public final class Asked<T> {

        private final Operation operation;
        private final Position mustContain;
        private final Function<T, Result> seen;

        private Asked(Operation operation, Position mustContain, Function<T, Result> seen) {
            this.operation = operation;
            this.mustContain = mustContain;
            this.seen = seen;
        }

        public void answer(Answer<T> answer) {
            switch (answer) {
                case Answer.Done<T>(T value, Position position, var known) -> {
                    operation.done(seen.apply(value), position, queue.moment());
                    judge(position);
                }
                case Answer.Unknown<T>() -> failed(Fate.UNKNOWN, Mark.ANSWER_UNKNOWN);
                case Answer.NoQuorum<T>() -> failed(Fate.NO_EFFECT, Mark.ANSWER_NO_QUORUM);
                case Answer.Overloaded<T>() -> failed(Fate.NO_EFFECT, Mark.ANSWER_OVERLOADED);
                case Answer.NotCaughtUp<T>() -> failed(Fate.NO_EFFECT, Mark.ANSWER_NOT_CAUGHT_UP);
            }
        }

        private void failed(Fate fate, Mark mark) {
            operation.failed(fate, queue.moment());
            marks.reached(mark);
        }

        private void judge(Position position) {
            Slot prefix = ledger.prefix();
            Law.DURABLE.check(
                    position.number() <= prefix.number(),
                    () -> "votes show the ledger chosen through " + prefix + ": " + operation);
            Law.FRESH.check(
                    !mustContain.isAfter(position),
                    () -> "position " + mustContain + " was answered, or named, before this was asked: " + operation);
            answered = position.isAfter(answered) ? position : answered;
        }
    }

    /** A question and how to read its answer. */
    public record Query<T>(Question question, Reading reading, Function<T, Result> seen) {}

    public History(EventQueue queue, Ledger ledger, Marks marks) {
        this.queue = queue;
        this.ledger = ledger;
        this.marks = marks;
    }

    /** A question arrives at a node. */
    public <T> Asked<T> asked(int client, NodeId node, Query<T> query) {
        Operation operation = new Operation(client, node, query.question(), new Time(queue.moment(), queue.now()));
        operations.add(operation);
        Position mustContain =
                switch (query.reading()) {
                    case Reading.Fresh fresh -> answered;
                    case Reading.After(Position position) -> position;
                };
        return new Asked<>(operation, mustContain, query.seen());
    }

    public List<Operation> operations() {
        return operations;
    }

    public Ledger ledger() {
        return ledger;
    }
}
