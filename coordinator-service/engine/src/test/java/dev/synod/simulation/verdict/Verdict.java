package dev.synod.simulation.verdict;

import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.LockName;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.history.History;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.world.Marks;
import dev.synod.simulation.world.World.Clocks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The judgement of a whole run. */
public final class Verdict {

    private final History history;
    private final Marks marks;

    public Verdict(History history, Marks marks) {
        this.history = history;
        this.marks = marks;
    }

    /** Throws where a law was broken; else tells how many searches ended without an answer, and the final digest. */
    public Found check(Clocks clocks, List<Belief> beliefs) {
        List<Operation> operations = history.operations();
        Chronicle chronicle = Chronicle.of(history.ledger());
        new SnapshotChecker(history.ledger()).check(chronicle);
        new TokenChecker().check(operations);
        new RunChecker(chronicle).check(operations);
        TogetherChecker.check(operations);
        new CausalChecker(Happenings.of(chronicle, operations, marks), marks).check(operations);
        new EventChecker().check(operations);
        new ReplayChecker(operations).check(chronicle);
        SessionChecker sessions = new SessionChecker(clocks.fastest(), operations, marks);
        Grants grants = grants(beliefs);
        Milestones milestones = new Milestones(marks);
        milestones.note(history.ledger().electorates().all());
        long digest = chronicle
                .replay(replayed -> {
                    sessions.note(replayed);
                    grants.note(replayed);
                    milestones.note(replayed);
                })
                .digest();
        if (clocks == Clocks.WITHIN_BOUND) {
            new BeliefChecker(grants).check(beliefs);
        }
        int unknown = new ModelChecker(chronicle, operations, marks).check();
        return new Found(unknown, digest, operations.size());
    }

    /** Compares the digests that nodes told with those of the ledger at the same positions. */
    public void compareDigests() {
        List<Operation> digests = history.operations().stream()
                .filter(operation -> operation.question() instanceof Operation.Question.SeesDigest)
                .toList();
        new ReplayChecker(digests).check(Chronicle.of(history.ledger()));
    }

    /**
     * What was found in a run that broke no law.
     *
     * @param unknown of how many locks and elections the search for an order was given up
     * @param digest of the state after the whole ledger
     */
    public record Found(int unknown, long digest, int operations) {}

    private static Grants grants(List<Belief> beliefs) {
        Set<LockName> locks = new HashSet<>();
        Set<ElectionName> elections = new HashSet<>();
        Set<Belief.What.Running> runs = new HashSet<>();
        for (Belief belief : beliefs) {
            switch (belief.what()) {
                case Belief.What.Holding holding -> locks.add(holding.lock());
                case Belief.What.Leading leading -> elections.add(leading.election());
                case Belief.What.Running running -> runs.add(running);
            }
        }
        return new Grants(locks, elections, runs);
    }
}
