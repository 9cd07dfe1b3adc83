package dev.synod.simulation.verdict;

import dev.synod.coordination.Candidate;
import dev.synod.coordination.Election;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.LockName;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.law.Law;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at nothing but what clients were shown: tokens are never shared by those who are alone, and grow in real time.
 * Laws: TOKEN_GROWS, ONE_HOLDER, ONE_LEADER.
 */
final class TokenChecker {

    private final Map<Object, Map<Long, Object>> aloneBy = new HashMap<>();
    private final Map<Object, Long> tokenOf = new HashMap<>();
    private final Map<Object, List<Sight>> sights = new HashMap<>();

    /** A token that a fresh answer showed. */
    private record Sight(long asked, long answered, long token, Sharing sharing) {}

    private enum Sharing {
        ALONE,
        WITH_OTHERS
    }

    private record Share(Object thing, Object owner, long token, Sharing sharing) {}

    void check(List<Operation> operations) {
        for (Operation operation : operations) {
            operation.result().ifPresent(result -> look(operation, result));
        }
        sights.forEach(TokenChecker::grow);
    }

    private void look(Operation operation, Result result) {
        switch (result) {
            case Result.Came(Outcome.Held(Hold hold)) -> see(operation, share(hold));
            case Result.Came(Outcome.LockUnavailable unavailable) -> see(operation, unavailable.holders());
            case Result.Came(Outcome.Entered(Candidate candidate)) -> see(operation, candidate);
            case Result.Came(Outcome.ManyHeld(ManyHold hold)) -> shares(hold).forEach(share -> see(operation, share));
            case Result.Came(Outcome.LocksUnavailable unavailable) -> unavailable
                    .locks()
                    .forEach(occupied -> see(operation, occupied.holders()));
            case Result.Came(Outcome.Transferred(Election election)) -> see(operation, election);
            case Result.Came other -> showsNoToken();
            case Result.SawLock(Lock lock) -> see(operation, lock.holders());
            case Result.SawElection(Election election) -> see(operation, election);
            case Result.SawHold(Hold hold) -> see(operation, share(hold));
            case Result.SawDigest digest -> showsNoToken();
            case Result.Renewed renewed -> showsNoToken();
            case Result.SawTogether together -> together.locks().forEach(lock -> see(operation, lock.holders()));
            case Result.SawEvents events -> showsNoToken();
            case Result.SawRun run -> showsNoToken(); // its tokens have a checker of their own
            case Result.SawClock clock -> showsNoToken();
            case Result.SawCursor cursor -> showsNoToken();
            case Result.Unjudged unjudged -> showsNoToken();
        }
    }

    private static void showsNoToken() {
        // There is no token in the answer.
    }

    private static Share share(Hold hold) {
        long token = ((Hold.State.Held) hold.state()).token().number();
        Sharing sharing = hold.mode() instanceof Mode.Exclusive ? Sharing.ALONE : Sharing.WITH_OTHERS;
        return new Share(hold.lock(), List.of(hold.lock(), hold.hold(), hold.session()), token, sharing);
    }

    private static List<Share> shares(ManyHold hold) {
        return hold.locks().stream()
                .map(one -> share(new Hold(one.lock(), hold.hold(), hold.session(), one.mode(), hold.state())))
                .toList();
    }

    private void see(Operation operation, List<Hold> holders) {
        for (Hold holder : holders) {
            boolean fits =
                    switch (holder.mode()) {
                        case Mode.Exclusive exclusive -> holders.size() == 1;
                        case Mode.Shared shared -> holders.stream().allMatch(hold -> hold.mode().equals(shared));
                        case Mode.Permit permit -> holders.size() <= permit.permits()
                                && holders.stream().allMatch(hold -> hold.mode().equals(permit));
                    };
            Law.ONE_HOLDER.check(fits, () -> "beside each other " + holders + " in " + operation);
            see(operation, share(holder));
        }
    }

    private void see(Operation operation, Election election) {
        List<Candidate> leaders =
                election.candidates().stream().filter(one -> one.term().isPresent()).toList();
        Law.ONE_LEADER.check(
                leaders.equals(election.leader().stream().toList()),
                () -> leaders + " beside " + election.leader() + " in " + operation);
        election.leader().ifPresent(leader -> see(operation, leader));
    }

    private void see(Operation operation, Candidate candidate) {
        Object who = List.of(candidate.election(), candidate.candidate(), candidate.session());
        candidate.term().ifPresent(term ->
                see(operation, new Share(candidate.election(), who, term.number(), Sharing.ALONE)));
    }

    private void see(Operation operation, Share share) {
        if (share.sharing() == Sharing.ALONE) {
            Object other = aloneBy
                    .computeIfAbsent(share.thing(), thing -> new HashMap<>())
                    .putIfAbsent(share.token(), share.owner());
            Law.TOKEN_GROWS.check(
                    other == null || other.equals(share.owner()),
                    () -> "token " + share.token() + " of " + other + " shown again for " + share.owner() + " in "
                            + operation);
        }
        if (share.thing() instanceof LockName) {
            Long before = tokenOf.putIfAbsent(share.owner(), share.token());
            Law.TOKEN_GROWS.check(
                    before == null || before == share.token(),
                    () -> share.owner() + " was shown with the tokens " + before + " and " + share.token());
        }
        boolean fresh = !(operation.question() instanceof Question.Other)
                && !(operation.question() instanceof Question.Looks)
                && !(operation.question() instanceof Question.SeesLearnedLock);
        if (fresh) {
            sights.computeIfAbsent(share.thing(), thing -> new ArrayList<>())
                    .add(new Sight(operation.asked(), operation.answered(), share.token(), share.sharing()));
        }
    }

    /**
     * Whoever is shown alone has a token not below any that was shown before the question; whoever shares, not below
     * that of any who was shown alone.
     */
    private static void grow(Object thing, List<Sight> seen) {
        List<Sight> byQuestion = new ArrayList<>(seen);
        byQuestion.sort(Comparator.comparingLong(Sight::asked));
        List<Sight> byAnswer = new ArrayList<>(seen);
        byAnswer.sort(Comparator.comparingLong(Sight::answered));
        long highest = 0;
        long highestAlone = 0;
        int answered = 0;
        for (Sight sight : byQuestion) {
            while (answered < byAnswer.size() && byAnswer.get(answered).answered() < sight.asked()) {
                Sight before = byAnswer.get(answered++);
                highest = Math.max(highest, before.token());
                if (before.sharing() == Sharing.ALONE) {
                    highestAlone = Math.max(highestAlone, before.token());
                }
            }
            long least = sight.sharing() == Sharing.ALONE ? highest : highestAlone;
            Law.TOKEN_GROWS.check(
                    sight.token() >= least,
                    () -> thing + ": token " + least + " was shown before moment " + sight.asked() + ", then " + sight);
        }
    }
}
