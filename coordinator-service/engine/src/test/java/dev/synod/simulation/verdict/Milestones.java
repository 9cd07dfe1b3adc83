package dev.synod.simulation.verdict;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.Position;
import dev.synod.simulation.verdict.Chronicle.Replayed;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;

/** Marks what a run has reached, as far as its ledger shows it. */
record Milestones(Marks marks) {

    void note(Replayed replayed) {
        replayed.entry().command().ifPresent(this::note);
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
