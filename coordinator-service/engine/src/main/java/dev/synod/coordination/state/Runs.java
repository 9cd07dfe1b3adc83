package dev.synod.coordination.state;

import dev.synod.coordination.Command.ClaimRun;
import dev.synod.coordination.Command.FinishRun;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Run;
import dev.synod.coordination.codec.Reader;
import dev.synod.coordination.codec.Writer;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.invariant.InvariantViolation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Jobs that run once in the whole cluster for each of their firings.
 *
 * <p>Of each job the newest runs are remembered. Of a job that has forgotten some, a claim for a firing that is no
 * newer than the newest forgotten one is refused as finished, whether or not it ever ran: rather never than twice.
 *
 * <p>Spec: {@code Runs.tla}.
 */
final class Runs {

    private final Quotas quotas;
    private final Sessions sessions;
    private final NavigableMap<String, JobEntry> jobs = new TreeMap<>();
    /** The runs that each session is at, in the order in which they are abandoned when it ends. */
    private final Map<SessionId, Set<RunKey>> claimed = new LinkedHashMap<>();

    Runs(Quotas quotas, Sessions sessions) {
        this.quotas = quotas;
        this.sessions = sessions;
    }

    /** A run among all runs. */
    record RunKey(JobName job, Instant firing) implements Comparable<RunKey> {

        @Override
        public int compareTo(RunKey other) {
            int byJob = job.compareTo(other.job);
            return byJob != 0 ? byJob : firing.compareTo(other.firing);
        }

        static RunKey of(Run run) {
            return new RunKey(run.job(), run.firing());
        }
    }

    Optional<JobEntry> find(JobName job) {
        return Optional.ofNullable(jobs.get(job.text()));
    }

    Optional<Run> find(JobName job, Instant firing) {
        return find(job).flatMap(entry -> entry.find(firing));
    }

    /** Newest first. */
    List<Run> before(JobName job, Optional<Instant> firing, int limit) {
        return find(job).map(entry -> entry.before(firing, limit)).orElseGet(List::of);
    }

    Supplier<Outcome> claim(ClaimRun asked, Step step) {
        Optional<SessionEntry> session = sessions.find(asked.session());
        if (session.isEmpty()) {
            return () -> sessions.notOpen(asked.session());
        }
        step.concern(session.get());
        Outcome outcome = find(asked.job(), asked.firing())
                .map(run -> again(asked, run, step))
                .orElseGet(() -> anew(asked, step));
        return () -> outcome;
    }

    private Outcome again(ClaimRun asked, Run run, Step step) {
        boolean own = run.session().equals(asked.session());
        return switch (run.state()) {
            case Run.State.Claimed claim when own -> new Outcome.RunFound(run);
            case Run.State.Finished finished when own -> new Outcome.RunFound(run);
            case Run.State.Abandoned abandoned when run.attempt() < run.maxAttempts() ->
                begin(asked, run.attempt() + 1, run.maxAttempts(), step);
            case Run.State.Claimed claim -> new Outcome.AlreadyClaimed(Optional.of(run));
            case Run.State.Finished finished -> new Outcome.AlreadyClaimed(Optional.of(run));
            case Run.State.Abandoned abandoned -> new Outcome.AlreadyClaimed(Optional.of(run));
        };
    }

    private Outcome anew(ClaimRun asked, Step step) {
        Optional<JobEntry> job = find(asked.job());
        if (job.filter(entry -> entry.mayHaveForgotten(asked.firing())).isPresent()) {
            return new Outcome.AlreadyClaimed(Optional.empty());
        }
        if (job.isEmpty() && jobs.size() >= quotas.runs().jobs()) {
            return new Outcome.QuotaReached(
                    "as many jobs are remembered as may be: " + quotas.runs().jobs());
        }
        boolean full = job.filter(entry -> entry.size() >= quotas.runs().runs()).isPresent();
        if (full && !job.get().forgetOldest()) {
            return new Outcome.QuotaReached("as many runs of job " + asked.job() + " are under way as may be: "
                    + quotas.runs().runs());
        }
        return begin(asked, 1, asked.maxAttempts(), step);
    }

    Outcome begin(ClaimRun asked, int attempt, int maxAttempts, Step step) {
        JobEntry job = jobs.computeIfAbsent(asked.job().text(), text -> new JobEntry(asked.job()));
        Invariant.ONE_RUN.check(
                job.find(asked.firing()).map(Run::state).filter(Runs::excludesOthers).isEmpty(),
                () -> asked + " beside " + job.find(asked.firing()));
        var run = new Run(
                asked.job(),
                asked.firing(),
                new Run.State.Claimed(),
                asked.runner(),
                asked.session(),
                attempt,
                maxAttempts,
                step.position(),
                step.at());
        job.put(run);
        noteClaimed(run);
        tell("run.claimed", run, step);
        return new Outcome.RunFound(run);
    }

    private void noteClaimed(Run run) {
        claimed.computeIfAbsent(run.session(), session -> new TreeSet<>()).add(RunKey.of(run));
    }

    private static boolean excludesOthers(Run.State state) {
        return switch (state) {
            case Run.State.Claimed claim -> true;
            case Run.State.Finished finished -> true;
            case Run.State.Abandoned abandoned -> false;
        };
    }

    Supplier<Outcome> finish(FinishRun asked, Step step) {
        sessionOf(asked).ifPresent(step::concern);
        Outcome outcome = find(asked.job(), asked.firing())
                .map(run -> finish(asked, run, step))
                .orElseGet(Outcome.NoSuchRun::new);
        return () -> outcome;
    }

    private Outcome finish(FinishRun asked, Run run, Step step) {
        boolean stale = !asked.token().equals(run.token());
        return switch (run.state()) {
            case Run.State.Abandoned abandoned -> new Outcome.StaleToken(Optional.empty());
            case Run.State.Claimed claim when stale -> new Outcome.StaleToken(Optional.of(run.token()));
            case Run.State.Finished finished when stale -> new Outcome.StaleToken(Optional.of(run.token()));
            case Run.State.Finished finished ->
                finished.verdict() == asked.verdict()
                        ? new Outcome.RunFound(run)
                        : new Outcome.AlreadyClaimed(Optional.of(run));
            case Run.State.Claimed claim -> {
                unclaim(run);
                Run finished = put(run, new Run.State.Finished(
                        asked.verdict(), asked.detail(), step.position(), step.at()));
                tell("run.finished", finished, step);
                yield new Outcome.RunFound(finished);
            }
        };
    }

    /** The session of the run that this token is the current one of, while it is under way. */
    Optional<SessionEntry> sessionOf(FinishRun asked) {
        return find(asked.job(), asked.firing())
                .filter(run -> run.state() instanceof Run.State.Claimed && run.token().equals(asked.token()))
                .flatMap(run -> sessions.find(run.session()));
    }

    private void tell(String type, Run run, Step step) {
        Gazette.run(type, run, sessions.find(run.session()).orElseThrow(), step);
    }

    private void unclaim(Run run) {
        Set<RunKey> ofSession = claimed.getOrDefault(run.session(), Set.of());
        ofSession.remove(RunKey.of(run));
        if (ofSession.isEmpty()) {
            claimed.remove(run.session());
        }
    }

    private Run put(Run run, Run.State state) {
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
        find(run.job()).orElseThrow().put(changed);
        return changed;
    }

    /** A session is over, and whatever it was at is abandoned. */
    void sessionEnded(SessionEntry session, Step step) {
        Set<RunKey> left = claimed.remove(session.id());
        if (left != null) {
            for (RunKey key : left) {
                Run run = find(key.job(), key.firing()).orElseThrow();
                Run abandoned = put(run, new Run.State.Abandoned(step.position(), step.at()));
                Gazette.run("run.abandoned", abandoned, session, step);
            }
        }
    }

    /** Nothing where there are none: states from before there were any keep their digests. */
    void digest(Digest digest) {
        jobs.values().forEach(job -> job.digest(digest));
    }

    /** Looks for what no sequence of commands may leave behind. */
    void check(Position applied) {
        int underWay = 0;
        for (JobEntry job : jobs.values()) {
            for (Run run : job.all()) {
                check(run, applied);
                underWay += run.state() instanceof Run.State.Claimed ? 1 : 0;
            }
        }
        int ofSessions = claimed.values().stream().mapToInt(Set::size).sum();
        int seen = underWay;
        Invariant.ONE_RUN.check(underWay == ofSessions, () -> seen + " runs under way, of sessions " + claimed);
    }

    private void check(Run run, Position applied) {
        Position last =
                switch (run.state()) {
                    case Run.State.Claimed claim -> run.claimed();
                    case Run.State.Finished finished -> finished.position();
                    case Run.State.Abandoned abandoned -> abandoned.position();
                };
        boolean inOrder = run.claimed().isAfter(run.session().opened())
                && !run.claimed().isAfter(last)
                && !last.isAfter(applied);
        boolean counted = run.attempt() >= 1 && run.attempt() <= run.maxAttempts() && run.maxAttempts() <= 1_000;
        if (!inOrder || !counted) {
            throw new InvariantViolation("a run is claimed before it ends, and not too often; seen: " + run);
        }
        boolean under = run.state() instanceof Run.State.Claimed;
        boolean ofSession = claimed.getOrDefault(run.session(), Set.of()).contains(RunKey.of(run))
                && sessions.find(run.session()).isPresent();
        Invariant.ONE_RUN.check(under == ofSession, run::toString);
    }

    void write(Writer out) {
        out.number(jobs.size());
        jobs.values().forEach(job -> job.write(out));
    }

    /** Reads jobs where there are none yet. */
    void read(Reader in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            JobEntry job = JobEntry.read(in);
            if (!jobs.isEmpty() && jobs.lastKey().compareTo(job.name().text()) >= 0) {
                throw Reader.malformed("job " + job.name() + " is not in the order of names");
            }
            jobs.put(job.name().text(), job);
            job.all().stream().filter(run -> run.state() instanceof Run.State.Claimed).forEach(this::noteClaimed);
        }
    }
}
