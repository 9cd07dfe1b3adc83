package dev.synod.simulation.verdict;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Run;
import dev.synod.coordination.name.SessionId;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.law.Law;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Looks at what clients were shown of runs: each claim is one session's, no run is claimed again before the session
 * that had it is over, nor ever after it was finished. Spec: {@code Runs.tla}. Law: ONE_RUN.
 */
final class RunChecker {

    private final Map<List<Object>, NavigableMap<Long, Run>> claims = new HashMap<>();
    private final Map<List<Object>, Run> finished = new HashMap<>();
    private final Map<SessionId, Long> over = new HashMap<>();

    RunChecker(Chronicle chronicle) {
        for (Chronicle.Entry entry : chronicle.entries()) {
            entry.meant().ifPresent(command -> {
                if (command instanceof Command.CloseSession(SessionId session)) {
                    over.putIfAbsent(session, entry.position().number());
                } else if (command instanceof Command.ExpireSession(SessionId session)) {
                    over.putIfAbsent(session, entry.position().number());
                }
            });
        }
    }

    void check(List<Operation> operations) {
        for (Operation operation : operations) {
            operation.result().ifPresent(result -> {
                switch (result) {
                    case Result.Came(Outcome.RunFound(Run run)) -> see(run, operation);
                    case Result.Came(Outcome.AlreadyClaimed(var run)) -> run.ifPresent(one -> see(one, operation));
                    case Result.SawRun(var run) -> run.ifPresent(one -> see(one, operation));
                    case Result other -> {
                        // There is no run in the answer.
                    }
                }
            });
        }
        claims.values().forEach(this::follow);
        finished.forEach((key, run) -> Law.ONE_RUN.check(
                claims.getOrDefault(key, new TreeMap<>()).lastKey() <= run.claimed().number(),
                () -> "claimed again after it was finished: " + run + ", " + claims.get(key)));
    }

    private void see(Run run, Operation operation) {
        List<Object> key = List.of(run.job(), run.firing());
        Run before = claims.computeIfAbsent(key, unknown -> new TreeMap<>())
                .putIfAbsent(run.claimed().number(), run);
        Law.ONE_RUN.check(
                before == null
                        || (before.session().equals(run.session()) && before.attempt() == run.attempt()),
                () -> run + ", and before " + before + ", in " + operation);
        if (run.state() instanceof Run.State.Finished) {
            Run ended = finished.putIfAbsent(key, run);
            Law.ONE_RUN.check(
                    ended == null || ended.equals(run), () -> run + ", and before " + ended + ", in " + operation);
        }
    }

    private void follow(NavigableMap<Long, Run> ofOneFiring) {
        for (Run run : ofOneFiring.values()) {
            var next = ofOneFiring.higherEntry(run.claimed().number());
            if (next != null) {
                Law.ONE_RUN.check(
                        over.getOrDefault(run.session(), Long.MAX_VALUE) < next.getKey()
                                && next.getValue().attempt() > run.attempt()
                                && next.getValue().attempt() <= run.maxAttempts(),
                        () -> next.getValue() + " while the session of " + run + " was not over");
            }
        }
    }
}
