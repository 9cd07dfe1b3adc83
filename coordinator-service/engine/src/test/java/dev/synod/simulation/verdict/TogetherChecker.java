package dev.synod.simulation.verdict;

import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.name.HoldName;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.history.Operation.Result.SawTogether;
import dev.synod.simulation.law.Law;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at locks that a client was shown at one moment: a hold of several has all of its own or waits for all of them,
 * and holds do not wait for each other in a circle. Spec: {@code ManyLocks.tla}. Laws: ALL_OR_NONE, NO_DEADLOCK.
 */
final class TogetherChecker {

    private TogetherChecker() {}

    static void check(List<Operation> operations) {
        for (Operation operation : operations) {
            operation.result().filter(SawTogether.class::isInstance).ifPresent(result -> check(result, operation));
        }
    }

    private static void check(Result result, Operation operation) {
        SawTogether seen = (SawTogether) result;
        for (ManyHold hold : seen.holds()) {
            for (ManyHold.Share part : hold.locks()) {
                seen.locks().stream()
                        .filter(lock -> lock.name().equals(part.lock()))
                        .forEach(lock -> Law.ALL_OR_NONE.check(
                                isAsWhole(hold, lock), () -> hold + " at " + lock + " in " + operation));
            }
        }
        new Circles(seen.locks()).check(operation);
    }

    private static boolean isAsWhole(ManyHold hold, Lock lock) {
        Optional<Hold> holder = find(lock.holders(), hold.hold());
        Optional<Hold> waiter = find(lock.waiting(), hold.hold());
        return switch (hold.state()) {
            case Hold.State.Held held -> waiter.isEmpty() && holder.filter(one -> one.state().equals(held)).isPresent();
            case Hold.State.Waiting waiting -> holder.isEmpty() && waiter.isPresent();
        };
    }

    private static Optional<Hold> find(List<Hold> holds, HoldName name) {
        return holds.stream().filter(hold -> hold.hold().equals(name)).findFirst();
    }

    /** Which hold waits for which: for those that have the lock, and for those before it in the queue. */
    private static final class Circles {

        private final Map<Object, Set<Object>> waitsFor = new HashMap<>();
        private final Set<Object> clear = new HashSet<>();

        Circles(List<Lock> locks) {
            for (Lock lock : locks) {
                Set<Object> before = new LinkedHashSet<>();
                lock.holders().forEach(holder -> before.add(key(holder)));
                for (Hold waiter : lock.waiting()) {
                    waitsFor.computeIfAbsent(key(waiter), unknown -> new LinkedHashSet<>()).addAll(before);
                    before.add(key(waiter));
                }
            }
        }

        private static Object key(Hold hold) {
            return List.of(hold.hold(), hold.session());
        }

        void check(Operation operation) {
            waitsFor.keySet().forEach(hold -> walk(hold, new LinkedHashSet<>(), operation));
        }

        private void walk(Object hold, Set<Object> way, Operation operation) {
            Law.NO_DEADLOCK.check(
                    way.add(hold), () -> hold + " waits for itself by way of " + way + " in " + operation);
            if (!clear.contains(hold)) {
                waitsFor.getOrDefault(hold, Set.of()).forEach(next -> walk(next, way, operation));
                clear.add(hold);
            }
            way.remove(hold);
        }
    }
}
