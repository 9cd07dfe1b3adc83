package dev.synod.simulation.verdict;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.Position;
import dev.synod.paxos.Configuration;
import dev.synod.simulation.verdict.Chronicle.Replayed;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Marks what a run has reached, as far as its ledger shows it. */
record Milestones(Marks marks) {

    /** What became of the members. */
    void note(Collection<Configuration> configurations) {
        @Nullable Configuration before = null;
        for (Configuration now : configurations) {
            if (before != null) {
                marks.reached(Mark.CONFIGURATION_CHANGED);
                note(before, now);
            }
            before = now;
        }
    }

    private void note(Configuration before, Configuration now) {
        before.joining().filter(now::isVoter).ifPresent(node -> {
            marks.reached(Mark.JOINING_PROMOTED);
            if (!now.removed().equals(before.removed())) {
                marks.reached(Mark.REPLACED);
            }
        });
    }


    void note(Replayed replayed) {
        replayed.entry().meant().ifPresent(this::note);
        replayed.applied().ifPresent(applied -> note(applied, replayed.entry().position()));
    }

    private void note(Command command) {
        if (command instanceof Command.LiftDelay) {
            marks.reached(Mark.LOCK_DELAY_LIFTED);
        } else if (command instanceof Command.BreakLock) {
            marks.reached(Mark.LOCK_BROKEN);
        }
    }

    private void note(Applied applied, Position position) {
        if (applied.outcome() instanceof Outcome.SessionOpened opened
                && !opened.session().id().opened().equals(position)) {
            marks.reached(Mark.SESSION_REOPENED_BY_KEY);
        }
        if (applied.changes().stream().anyMatch(Change.DelayBegan.class::isInstance)) {
            marks.reached(Mark.LOCK_DELAY_BEGAN);
        }
    }
}
