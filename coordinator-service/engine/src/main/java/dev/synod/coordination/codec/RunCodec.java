package dev.synod.coordination.codec;

import dev.synod.coordination.Run;
import dev.synod.coordination.name.JobName;
import java.time.Instant;

/** Runs, as they stand with their job, and in what is told of them. Their job is told beside them. */
public final class RunCodec {

    private static final int CLAIMED = 1;
    private static final int FINISHED = 2;
    private static final int ABANDONED = 3;

    private RunCodec() {}

    public static void write(Run run, Writer out) {
        Parts.write(run.session(), out.instant(run.firing()).text(run.runner()));
        out.number(run.attempt()).number(run.maxAttempts());
        out.number(run.claimed().number()).instant(run.claimedAt());
        switch (run.state()) {
            case Run.State.Claimed() -> out.tag(CLAIMED);
            case Run.State.Finished(var verdict, var detail, var position, var at) -> {
                Parts.write(verdict, out.tag(FINISHED));
                out.optional(detail, Writer::text).number(position.number()).instant(at);
            }
            case Run.State.Abandoned(var position, var at) ->
                out.tag(ABANDONED).number(position.number()).instant(at);
        }
    }

    public static Run read(JobName job, Reader in) {
        Instant firing = in.instant();
        String runner = in.text();
        var session = Parts.session(in);
        int attempt = in.count();
        int maxAttempts = in.count();
        var claimed = Parts.position(in);
        Instant claimedAt = in.instant();
        return new Run(
                job, firing, state(in), runner, session, attempt, maxAttempts, claimed, claimedAt);
    }

    private static Run.State state(Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case CLAIMED -> new Run.State.Claimed();
            case FINISHED ->
                new Run.State.Finished(
                        Parts.verdict(in), in.optional(Reader::text), Parts.position(in), in.instant());
            case ABANDONED -> new Run.State.Abandoned(Parts.position(in), in.instant());
            default -> throw Reader.malformed("no state of a run has the number " + kind);
        };
    }
}
