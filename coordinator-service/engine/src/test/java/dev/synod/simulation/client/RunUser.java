package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Run;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.JobName;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Mark;
import java.time.Instant;
import java.util.Optional;

/** Claims a run of a job when it is due, runs it where it is the one, and says how it ended. Some never do. */
final class RunUser implements Client.Activity {

    private static final int TRIES = 6;
    private static final int TRIES_TO_TAKE_OVER = 3;
    private static final int MOST_ATTEMPTS = 3;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    /** The mean time from one firing to the next, in nanoseconds. */
    private static final long EVERY = 800_000_000;

    private final Client client;
    private final Chance chance;
    private final JobName job;
    private final Instant firing;
    private final Tenancy tenancy;
    private long ended = Long.MAX_VALUE;
    private Runnable done = () -> {};

    RunUser(Client client, JobName job) {
        this.client = client;
        this.chance = client.chance();
        this.job = job;
        this.tenancy = client.keeper().tenancy().orElseThrow();
        long newest = client.world().queue().now() / EVERY;
        this.firing = FIRST.plusSeconds(60 * Math.max(0, newest - chance.pick(0, 0, 0, 1, 2, 3)));
    }

    @Override
    public void begin(Runnable whenDone) {
        done = whenDone;
        claim(TRIES_TO_TAKE_OVER);
    }

    private void claim(int tries) {
        Command claim = new Command.ClaimRun(
                job, firing, tenancy.session(), "runner " + client.number(), chance.pick(1, MOST_ATTEMPTS));
        client.insist(() -> client.toDo(claim), TRIES, outcome -> {
            if (outcome.isPresent() && outcome.get() instanceof Outcome.RunFound(Run run)) {
                found(run);
            } else if (tries > 1 && chance.happens(0.3) && outcome.filter(RunUser::isUnderWay).isPresent()) {
                client.sleep(chance.around(tenancy.ttl().toNanos()), () -> claim(tries - 1));
            } else {
                outcome.ifPresent(this::refused);
                client.ask(Looking.run(job, firing, client.patience()), reply -> done.run());
            }
        });
    }

    /** Another has it, whose session may end before the run does. */
    private static boolean isUnderWay(Outcome outcome) {
        return outcome instanceof Outcome.AlreadyClaimed(Optional<Run> run)
                && run.filter(one -> one.state() instanceof Run.State.Claimed).isPresent();
    }

    private void refused(Outcome outcome) {
        if (outcome instanceof Outcome.AlreadyClaimed(Optional<Run> run)) {
            boolean spent = run.isPresent() && run.get().state() instanceof Run.State.Abandoned;
            client.world().marks().reached(spent ? Mark.RUN_SPENT : Mark.RUN_REFUSED);
        }
    }

    private void found(Run run) {
        if (!(run.state() instanceof Run.State.Claimed)) {
            done.run(); // it has finished it before
            return;
        }
        if (run.attempt() > 1) {
            client.world().marks().reached(Mark.RUN_TAKEN_OVER);
        }
        if (tenancy.isBelieved()) {
            client.believe(new Belief(
                    client.number(),
                    new Belief.What.Running(job, firing),
                    run.token(),
                    client.world().queue().now(),
                    () -> Math.min(ended, tenancy.believedUntil())));
        }
        if (chance.happens(0.25)) {
            done.run(); // it never says how it ended, and its session decides
            return;
        }
        // Now and then it takes longer than its session lives, and does not notice.
        long lasts = chance.happens(0.2) ? 2 * tenancy.ttl().toNanos() : chance.around(60_000_000);
        client.sleep(lasts, () -> finish(run.token(), TRIES));
    }

    private void finish(FencingToken token, int tries) {
        ended = Math.min(ended, client.world().queue().now());
        Run.Verdict verdict = chance.pick(Run.Verdict.SUCCEEDED, Run.Verdict.FAILED);
        boolean wrong = token.number() > 1 && chance.happens(0.1);
        FencingToken shown = wrong ? new FencingToken(token.number() - 1) : token;
        Command command = new Command.FinishRun(job, firing, shown, verdict, Optional.of("by " + client.number()));
        client.insist(() -> client.toDo(command), TRIES, outcome -> {
            if (outcome.isPresent() && outcome.get() instanceof Outcome.StaleToken) {
                client.world().marks().reached(Mark.RUN_STALE);
            }
            if (wrong && tries > 1) {
                finish(token, tries - 1);
            } else if (chance.happens(0.2)) {
                // Once more: as the first, or with another outcome, which nobody takes any more.
                Run.Verdict again = chance.pick(Run.Verdict.SUCCEEDED, Run.Verdict.FAILED);
                Command repeated = new Command.FinishRun(job, firing, token, again, Optional.empty());
                client.insist(() -> client.toDo(repeated), 1, other -> done.run());
            } else {
                done.run();
            }
        });
    }
}
