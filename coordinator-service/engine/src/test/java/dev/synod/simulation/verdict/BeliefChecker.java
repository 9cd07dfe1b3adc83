package dev.synod.simulation.verdict;

import dev.synod.coordination.Mode;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.law.Law;
import java.util.List;

/**
 * Nobody else was granted what a client still believed to have, as long as no two clocks' rates differ by more than the
 * bound. What an operator broke or a candidate transferred is left out: its holder hears of it late. Law:
 * GIVES_UP_FIRST.
 */
final class BeliefChecker {

    private final Grants grants;

    BeliefChecker(Grants grants) {
        this.grants = grants;
    }

    void check(List<Belief> beliefs) {
        beliefs.forEach(this::check);
    }

    private void check(Belief belief) {
        Object thing =
                switch (belief.what()) {
                    case Belief.What.Holding holding -> holding.lock();
                    case Belief.What.Leading leading -> leading.election();
                    case Belief.What.Running running -> running;
                };
        Mode mode = belief.what() instanceof Belief.What.Holding holding ? holding.mode() : Mode.EXCLUSIVE;
        long until = belief.until().getAsLong();
        for (Grants.Grant grant : grants.of(thing)) {
            boolean meanwhile = grant.token() > belief.token().number()
                    && grant.excludes(mode)
                    && grant.instant() < until
                    && belief.from() < until;
            Law.GIVES_UP_FIRST.check(
                    !meanwhile || grants.wasTaken(thing, belief.token().number(), grant.token()),
                    () -> belief + ", and " + grant + " was chosen meanwhile");
        }
    }
}
