package dev.synod.simulation.verdict;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.RequestId;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.history.Operation.Fate;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.law.Law;
import dev.synod.simulation.verdict.Chronicle.Replayed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays the ledger on a fresh state and compares each answer with what it must have been at its position. With law
 * FRESH this settles linearizability without a search, but it believes the positions. Laws: DURABLE, LINEARIZABLE,
 * PREFIX, NO_EFFECT, ONCE.
 */
final class ReplayChecker {

    private final Map<Long, List<Operation>> byPosition = new HashMap<>();
    private final Set<AttemptId> withoutEffect = new HashSet<>();
    private final Map<RequestId, Long> carriedOut = new HashMap<>();

    ReplayChecker(List<Operation> operations) {
        for (Operation operation : operations) {
            if (operation.fate() == Fate.DONE) {
                byPosition
                        .computeIfAbsent(operation.position().number(), position -> new ArrayList<>())
                        .add(operation);
            } else if (operation.fate() == Fate.NO_EFFECT) {
                operation.meant().flatMap(ReplayChecker::attempt).ifPresent(withoutEffect::add);
            }
        }
    }

    void check(Chronicle chronicle) {
        chronicle.replay(this::check);
        byPosition.remove(0L);
        Law.DURABLE.check(byPosition.isEmpty(), () -> "answers from beyond the ledger: " + byPosition);
    }

    private void check(Replayed replayed) {
        replayed.entry().reading().ifPresent(reading -> {
            long position = replayed.entry().position().number();
            Long before = carriedOut.putIfAbsent(reading.id(), position);
            Law.ONCE.check(before == null, () -> reading.id() + " at " + before + " and at " + position);
            hadRightToHappen(reading.command(), position);
        });
        List<Operation> answered = byPosition.remove(replayed.entry().position().number());
        if (answered != null) {
            answered.forEach(operation -> check(operation, replayed));
        }
    }

    private void hadRightToHappen(Command command, long position) {
        attempt(command).ifPresent(attempt -> Law.NO_EFFECT.check(
                !withoutEffect.contains(attempt), () -> command + " stands in the ledger at " + position));
    }

    /** What tells a request from all others, where it has such a mark. */
    private static Optional<AttemptId> attempt(Command command) {
        return switch (command) {
            case Command.Acquire acquire -> Optional.of(acquire.attempt());
            case Command.AcquireMany acquire -> Optional.of(acquire.attempt());
            case Command.Knowing(var context, Command known) -> attempt(known);
            case Command other -> Optional.empty();
        };
    }

    private static void check(Operation operation, Replayed replayed) {
        Result result = operation.result().orElseThrow();
        Coordination state = replayed.state();
        switch (operation.question()) {
            case Question.Does(Command command, var knowing) -> {
                Optional<Command> decreed = replayed.entry().command();
                Law.DURABLE.check(
                        decreed.equals(Optional.of(command)),
                        () -> "the ledger has " + decreed + " in the slot of " + operation);
                Optional<Outcome> outcome = replayed.outcome();
                Law.LINEARIZABLE.check(
                        outcome.map(Result.Came::new).equals(Optional.of(result)),
                        () -> operation + " should have been " + outcome);
            }
            case Question.SeesLock(var lock) -> equal(operation, new Result.SawLock(state.lock(lock)));
            case Question.SeesLearnedLock(var lock) -> equal(operation, new Result.SawLock(state.lock(lock)));
            case Question.SeesElection(var election) -> equal(
                    operation, new Result.SawElection(state.election(election)));
            case Question.Renews(var session) -> equal(
                    operation, new Result.Renewed(state.session(session).isPresent()));
            case Question.SeesDigest digest -> Law.PREFIX.check(
                    result.equals(new Result.SawDigest(state.digest())),
                    () -> operation + " should have been " + state.digest());
            case Question.Looks looks when result instanceof Result.Unjudged -> {
                // It waited in vain.
            }
            case Question.Looks(String what, var look) -> equal(operation, look.apply(state));
            case Question.Other other -> {
                // No model judges it.
            }
        }
    }

    private static void equal(Operation operation, Result expected) {
        Law.LINEARIZABLE.check(
                operation.result().equals(Optional.of(expected)), () -> operation + " should have been " + expected);
    }
}
