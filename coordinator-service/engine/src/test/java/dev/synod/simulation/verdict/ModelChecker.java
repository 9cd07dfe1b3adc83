package dev.synod.simulation.verdict;

import dev.synod.coordination.Command;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.simulation.history.ElectionModel;
import dev.synod.simulation.history.LinearizabilityChecker;
import dev.synod.simulation.history.LinearizabilityChecker.Hinted;
import dev.synod.simulation.history.LinearizabilityChecker.Verdict;
import dev.synod.simulation.history.LockModel;
import dev.synod.simulation.history.Model;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.history.Operation.Fate;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Tokens;
import dev.synod.simulation.law.Law;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks each lock and each election by itself, against a model of its own: once in the order of the ledger, and once
 * by searching for any order that explains what clients saw, whatever the ledger says. Law: LINEARIZABLE.
 */
final class ModelChecker {

    private static final int BUDGET = 1_000_000;

    private final Chronicle chronicle;
    private final List<Operation> operations;
    private final Map<Operation, Long> hints = new HashMap<>();
    private final List<Operation> ofPresidents = new ArrayList<>();
    private final Marks marks;
    /** Whatever was ever wanted with another lock: these have one model. */
    private final SortedSet<LockName> together = new TreeSet<>();
    private int unknown;

    ModelChecker(Chronicle chronicle, List<Operation> operations, Marks marks) {
        this.marks = marks;
        this.chronicle = chronicle;
        this.operations = operations;
        assignHints();
        operations.forEach(operation -> operation.meant().ifPresent(this::noteTogether));
    }

    private void noteTogether(Command command) {
        if (command instanceof Command.AcquireMany acquire) {
            acquire.locks().forEach(part -> together.add(part.lock()));
        }
    }

    /** Checks all, and tells of how many things nothing is known because the search was too long. */
    int check() {
        TreeSet<LockName> alone = new TreeSet<>();
        TreeSet<ElectionName> elections = new TreeSet<>();
        for (Operation operation : operations) {
            lockOf(operation).ifPresent(alone::add);
            electionOf(operation).ifPresent(elections::add);
        }
        alone.removeAll(together);
        Tokens tokens = new Tokens(operations);
        if (!together.isEmpty()) {
            check(new LockModel(together, chronicle.owners(), tokens), "locks " + together, concerned(together));
        }
        for (LockName lock : alone) {
            Set<LockName> one = Set.of(lock);
            check(new LockModel(one, chronicle.owners(), tokens), "lock " + lock, concerned(one));
        }
        for (ElectionName election : elections) {
            check(new ElectionModel(election, chronicle.owners()), "election " + election, concerned(election));
        }
        return unknown;
    }

    /**
     * A read is tried right after the decree of its position, a command at its slot. One whose answer is not known is
     * tried where the ledger has an equal command, chosen later, that nobody else claims; the rest presidents did.
     */
    private void assignHints() {
        Map<Command, Deque<Long>> unclaimed = new HashMap<>();
        for (Chronicle.Entry entry : chronicle.entries()) {
            entry.command().ifPresent(command -> unclaimed
                    .computeIfAbsent(command, unknownCommand -> new ArrayDeque<>())
                    .add(entry.position().number()));
        }
        for (Operation operation : operations) {
            if (operation.fate() == Fate.DONE) {
                long position = operation.position().number();
                if (operation.question() instanceof Question.Does(Command command, var knowing)) {
                    unclaimed.getOrDefault(command, new ArrayDeque<>()).remove(position);
                    hints.put(operation, 2 * position);
                } else {
                    hints.put(operation, 2 * position + 1);
                }
            }
        }
        for (Operation operation : operations) {
            boolean open = operation.fate() == Fate.OPEN || operation.fate() == Fate.UNKNOWN;
            if (open && operation.question() instanceof Question.Does(Command command, var knowing)) {
                Optional<Long> position = unclaimed.getOrDefault(command, new ArrayDeque<>()).stream()
                        .filter(at -> isChosenAfter(at, operation.asked()))
                        .findFirst();
                position.ifPresent(at -> unclaimed.getOrDefault(command, new ArrayDeque<>()).remove(at));
                hints.put(operation, position.map(at -> 2 * at).orElse(Long.MAX_VALUE));
            }
        }
        new TreeMap<>(byPosition(unclaimed)).forEach((position, command) -> {
            if (command instanceof Command.LeaveQueue) {
                marks.reached(Mark.LEFT_QUEUE_BY_PRESIDENT);
            } else if (command instanceof Command.LeaveMany) {
                marks.reached(Mark.MANY_LEFT_QUEUES_BY_PRESIDENT);
            }
            Operation operation = Operation.ofPresident(command, new Position(position));
            ofPresidents.add(operation);
            hints.put(operation, 2 * position);
        });
    }

    private boolean isChosenAfter(long position, long moment) {
        return chronicle.at(new Position(position)).filter(entry -> entry.moment() > moment).isPresent();
    }

    private static Map<Long, Command> byPosition(Map<Command, Deque<Long>> unclaimed) {
        Map<Long, Command> left = new HashMap<>();
        unclaimed.forEach((command, positions) -> positions.forEach(position -> left.put(position, command)));
        return left;
    }

    private <S> void check(Model<S> model, String what, List<Operation> concerned) {
        inOrderOfLedger(model, what, concerned);
        List<Hinted> hinted = new ArrayList<>();
        for (Operation operation : concerned) {
            hinted.add(new Hinted(operation, hints.getOrDefault(operation, Long.MAX_VALUE)));
        }
        Verdict verdict = new LinearizabilityChecker(BUDGET).check(model, hinted);
        Law.LINEARIZABLE.check(
                verdict != Verdict.NOT_LINEARIZABLE, () -> "no order explains " + what + ": " + lines(concerned));
        unknown += verdict == Verdict.UNKNOWN ? 1 : 0;
    }

    /** Believes the positions: then there is one order, and every token is known. */
    private <S> void inOrderOfLedger(Model<S> model, String what, List<Operation> concerned) {
        List<Operation> ordered = concerned.stream()
                .filter(operation -> hints.getOrDefault(operation, Long.MAX_VALUE) < Long.MAX_VALUE)
                .sorted((one, other) -> Long.compare(hint(one), hint(other)))
                .toList();
        S state = model.initial();
        for (Operation operation : ordered) {
            S before = state;
            List<S> next = model.after(state, operation, hint(operation) / 2);
            Law.LINEARIZABLE.check(
                    !next.isEmpty(),
                    () -> what + " in the order of the ledger: " + before + " does not allow " + operation);
            state = next.get(0);
        }
    }

    private long hint(Operation operation) {
        return hints.getOrDefault(operation, Long.MAX_VALUE);
    }

    private static String lines(List<Operation> operations) {
        StringBuilder text = new StringBuilder();
        operations.forEach(operation -> text.append("\n  ").append(operation));
        return text.toString();
    }

    private List<Operation> concerned(Object thing) {
        List<Operation> concerned = new ArrayList<>();
        Set<SessionId> involved = new HashSet<>();
        for (Operation operation : operations) {
            if (operation.fate() != Fate.NO_EFFECT && isAbout(operation, thing)) {
                concerned.add(operation);
                operation.meant().flatMap(ModelChecker::sessionOf).ifPresent(involved::add);
            }
        }
        for (Operation operation : ofPresidents) {
            if (isAbout(operation, thing)) {
                concerned.add(operation);
            }
        }
        Stream.concat(operations.stream(), ofPresidents.stream())
                .filter(operation -> operation.fate() != Fate.NO_EFFECT)
                .filter(operation -> operation.meant()
                        .flatMap(ModelChecker::endOf)
                        .filter(end -> mayConcern(end, involved))
                        .isPresent())
                .forEach(concerned::add);
        return concerned;
    }

    private boolean mayConcern(SessionId ended, Set<SessionId> involved) {
        return involved.contains(ended) || chronicle.owners().isOwn(ended);
    }

    /** A thing is an election, or the locks of one model. */
    private boolean isAbout(Operation operation, Object thing) {
        return lockOf(operation).filter(lock -> thing instanceof Set<?> locks && locks.contains(lock)).isPresent()
                || electionOf(operation).filter(thing::equals).isPresent()
                || (thing.equals(together) && operation.meant().filter(ModelChecker::isOfSeveral).isPresent());
    }

    private static boolean isOfSeveral(Command command) {
        return command instanceof Command.AcquireMany
                || command instanceof Command.ReleaseMany
                || command instanceof Command.LeaveMany;
    }

    /** The session in which a hold or candidacy is asked for. */
    private static Optional<SessionId> sessionOf(Command command) {
        Optional<Owner> owner =
                switch (command) {
                    case Command.Acquire acquire -> Optional.of(acquire.owner());
                    case Command.AcquireMany acquire -> Optional.of(acquire.owner());
                    case Command.EnterElection enter -> Optional.of(enter.owner());
                    case Command other -> Optional.empty();
                };
        return owner.filter(Owner.InSession.class::isInstance).map(in -> ((Owner.InSession) in).session());
    }

    private static Optional<SessionId> endOf(Command command) {
        return switch (command) {
            case Command.CloseSession(SessionId closed) -> Optional.of(closed);
            case Command.ExpireSession(SessionId expired) -> Optional.of(expired);
            case Command other -> Optional.empty();
        };
    }

    private static Optional<LockName> lockOf(Operation operation) {
        return operation.question() instanceof Question.SeesLock(LockName seen)
                ? Optional.of(seen)
                : operation.meant().flatMap(ModelChecker::lockOf);
    }

    private static Optional<LockName> lockOf(Command command) {
        return switch (command) {
            case Command.Acquire acquire -> Optional.of(acquire.lock());
            case Command.Release release -> Optional.of(release.lock());
            case Command.LeaveQueue leave -> Optional.of(leave.lock());
            case Command.BreakLock breaking -> Optional.of(breaking.lock());
            case Command.LiftDelay lift -> Optional.of(lift.lock());
            case Command other -> Optional.empty();
        };
    }

    private static Optional<ElectionName> electionOf(Operation operation) {
        return operation.question() instanceof Question.SeesElection(ElectionName seen)
                ? Optional.of(seen)
                : operation.meant().flatMap(ModelChecker::electionOf);
    }

    private static Optional<ElectionName> electionOf(Command command) {
        return switch (command) {
            case Command.EnterElection enter -> Optional.of(enter.election());
            case Command.Withdraw withdraw -> Optional.of(withdraw.election());
            case Command.TransferLead transfer -> Optional.of(transfer.election());
            case Command other -> Optional.empty();
        };
    }
}
