package dev.synod.simulation.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of instants, one for each operation between its question and its answer, that explains every
 * answer. Source: Wing and Gong, Testing and Verifying Concurrent Objects (1993), with the states already seen
 * remembered as by Lowe, Testing for Linearizability (2017). Law: LINEARIZABLE.
 *
 * <p>What is tried first is a hint, never a proof: with right hints a right history costs one pass.
 */
public final class LinearizabilityChecker {

    private final int budget;

    public LinearizabilityChecker(int budget) {
        this.budget = budget;
    }

    /** An operation with the order in which it is tried. */
    public record Hinted(Operation operation, long hint) {

        boolean mustHappen() {
            return operation.fate() == Operation.Fate.DONE;
        }
    }

    public enum Verdict {
        LINEARIZABLE,
        NOT_LINEARIZABLE,
        /** The budget was spent: nothing is known. */
        UNKNOWN
    }

    public <S> Verdict check(Model<S> model, List<Hinted> history) {
        return new Search<>(model, history).run();
    }

    private final class Search<S> {

        private final Model<S> model;
        private final List<Hinted> operations;
        private final Set<Seen> seen = new HashSet<>();
        private final BitSet placed = new BitSet();
        private final Deque<Frame> frames = new ArrayDeque<>();
        private int spent;

        /** What was reached: which operations have their instant, and in which state. */
        private record Seen(BitSet placed, Object state) {}

        private record Move<T>(int operation, T next) {}

        /** A state, and what of all that may happen next was not tried yet. */
        private final class Frame {

            private final int operation;
            private final S state;
            private final int progress;
            private final long firstAnswer = firstAnswer();
            private final Deque<Move<S>> moves = new ArrayDeque<>();
            private int looked;

            Frame(int operation, S state, int progress) {
                this.operation = operation;
                this.state = state;
                this.progress = Math.max(operation, progress);
            }

            /**
             * Whatever was asked before the first open answer may come next: what the hints put next is tried first,
             * and last what they put earlier and was passed over.
             */
            Optional<Move<S>> next() {
                while (moves.isEmpty() && looked < operations.size()) {
                    int tried = (progress + 1 + looked++) % operations.size();
                    if (!placed.get(tried) && operations.get(tried).operation().asked() < firstAnswer) {
                        addMoves(tried);
                    }
                }
                return Optional.ofNullable(moves.poll());
            }

            private void addMoves(int tried) {
                spent++;
                Hinted candidate = operations.get(tried);
                for (S next : model.after(state, candidate.operation(), 0)) {
                    // One that need not have happened and changes nothing is as good as not having happened.
                    if (candidate.mustHappen() || !next.equals(state)) {
                        moves.add(new Move<>(tried, next));
                    }
                }
            }
        }

        Search(Model<S> model, List<Hinted> history) {
            this.model = model;
            this.operations = new ArrayList<>(history);
            operations.sort(Comparator.comparingLong(Hinted::hint));
        }

        Verdict run() {
            if (allHappened()) {
                return Verdict.LINEARIZABLE;
            }
            frames.push(new Frame(-1, model.initial(), -1));
            while (!frames.isEmpty()) {
                if (spent > budget) {
                    return Verdict.UNKNOWN;
                }
                Frame top = frames.element();
                Optional<Move<S>> found = top.next();
                if (found.isEmpty()) {
                    frames.pop();
                    if (top.operation >= 0) {
                        placed.clear(top.operation);
                    }
                    continue;
                }
                Move<S> move = found.get();
                placed.set(move.operation());
                if (allHappened()) {
                    return Verdict.LINEARIZABLE;
                }
                if (seen.add(new Seen((BitSet) placed.clone(), move.next()))) {
                    frames.push(new Frame(move.operation(), move.next(), top.progress));
                } else {
                    placed.clear(move.operation());
                }
            }
            return Verdict.NOT_LINEARIZABLE;
        }

        private boolean allHappened() {
            for (int i = placed.nextClearBit(0); i < operations.size(); i = placed.nextClearBit(i + 1)) {
                if (operations.get(i).mustHappen()) {
                    return false;
                }
            }
            return true;
        }

        private long firstAnswer() {
            long first = Long.MAX_VALUE;
            for (int i = placed.nextClearBit(0); i < operations.size(); i = placed.nextClearBit(i + 1)) {
                if (operations.get(i).mustHappen()) {
                    first = Math.min(first, operations.get(i).operation().answered());
                }
            }
            return first;
        }
    }
}
