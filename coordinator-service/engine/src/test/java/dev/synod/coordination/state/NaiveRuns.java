package dev.synod.coordination.state;

import dev.synod.coordination.Command.ClaimRun;
import dev.synod.coordination.Command.FinishRun;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Run;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.state.NaiveEntities.ASession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of {@link NaiveCoordination}. */
final class NaiveRuns {

    private final NaiveCoordination all;
    private final List<Run> runs = new ArrayList<>();
    private final Map<JobName, Instant> forgotten = new LinkedHashMap<>();

    NaiveRuns(NaiveCoordination all) {
        this.all = all;
    }

    Outcome claim(ClaimRun asked) {
        Optional<Outcome> refused = all.refused(new Owner.InSession(asked.session()));
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Run> before = run(asked.job(), asked.firing());
        if (before.isEmpty()) {
            return anew(asked);
        }
        Run run = before.get();
        boolean abandoned = run.state() instanceof Run.State.Abandoned;
        if (abandoned && run.attempt() < run.maxAttempts()) {
            runs.remove(run);
            return begin(asked, run.attempt() + 1, run.maxAttempts());
        }
        return !abandoned && run.session().equals(asked.session())
                ? new Outcome.RunFound(run)
                : new Outcome.AlreadyClaimed(before);
    }

    private Outcome anew(ClaimRun asked) {
        Instant newestForgotten = forgotten.get(asked.job());
        if (newestForgotten != null && asked.firing().compareTo(newestForgotten) <= 0) {
            return new Outcome.AlreadyClaimed(Optional.empty());
        }
        List<Run> ofJob = runs(asked.job());
        if (ofJob.isEmpty() && runs.stream().map(Run::job).distinct().count() == all.quotas.runs().jobs()) {
            return new Outcome.QuotaReached("");
        }
        if (ofJob.size() == all.quotas.runs().runs()) {
            Optional<Run> oldest = ofJob.reversed().stream()
                    .filter(run -> !(run.state() instanceof Run.State.Claimed))
                    .findFirst();
            if (oldest.isEmpty()) {
                return new Outcome.QuotaReached("");
            }
            runs.remove(oldest.get());
            forgotten.merge(asked.job(), oldest.get().firing(), (one, two) -> one.isAfter(two) ? one : two);
        }
        return begin(asked, 1, asked.maxAttempts());
    }

    private Outcome begin(ClaimRun asked, int attempt, int maxAttempts) {
        var run = new Run(
                asked.job(),
                asked.firing(),
                new Run.State.Claimed(),
                asked.runner(),
                asked.session(),
                attempt,
                maxAttempts,
                all.now,
                all.wall);
        runs.add(run);
        return new Outcome.RunFound(run);
    }

    Outcome finish(FinishRun asked) {
        Optional<Run> before = run(asked.job(), asked.firing());
        if (before.isEmpty()) {
            return new Outcome.NoSuchRun();
        }
        Run run = before.get();
        if (run.state() instanceof Run.State.Abandoned) {
            return new Outcome.StaleToken(Optional.empty());
        }
        if (!run.token().equals(asked.token())) {
            return new Outcome.StaleToken(Optional.of(run.token()));
        }
        if (run.state() instanceof Run.State.Finished finished) {
            return finished.verdict() == asked.verdict()
                    ? new Outcome.RunFound(run)
                    : new Outcome.AlreadyClaimed(before);
        }
        return new Outcome.RunFound(
                replace(run, new Run.State.Finished(asked.verdict(), asked.detail(), all.now, all.wall)));
    }

    private Run replace(Run run, Run.State state) {
        var changed = new Run(
                run.job(),
                run.firing(),
                state,
                run.runner(),
                run.session(),
                run.attempt(),
                run.maxAttempts(),
                run.claimed(),
                run.claimedAt());
        runs.remove(run);
        runs.add(changed);
        return changed;
    }

    void sessionEnded(ASession session) {
        for (Run run : List.copyOf(runs)) {
            if (run.session().equals(session.id) && run.state() instanceof Run.State.Claimed) {
                replace(run, new Run.State.Abandoned(all.now, all.wall));
            }
        }
    }

    Optional<Run> run(JobName job, Instant firing) {
        return runs(job).stream().filter(run -> run.firing().equals(firing)).findFirst();
    }

    /** Newest first. */
    List<Run> runs(JobName job) {
        return runs.stream()
                .filter(run -> run.job().equals(job))
                .sorted(Comparator.comparing(Run::firing).reversed())
                .toList();
    }
}
