package dev.synod.embedded;

import dev.synod.api.Candidate;
import dev.synod.api.DurationText;
import dev.synod.api.Election;
import dev.synod.api.Hold;
import dev.synod.api.ManyHold;
import dev.synod.api.Run;
import dev.synod.api.Session;
import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Mode;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state's words as the API's: as the server shows them. */
final class Shown {

    private Shown() {}

    static Session session(dev.synod.coordination.Session session) {
        return new Session(
                session.id().toString(),
                session.id().process().text(),
                DurationText.format(session.ttl()),
                session.metadata(),
                session.id().opened().number(),
                session.openedAt(),
                session.holds().stream()
                        .map(held -> new Session.HeldLock(held.lock().text(), held.hold().text()))
                        .toList(),
                session.candidacies().stream()
                        .map(it -> new Session.Candidacy(it.election().text(), it.candidate().text()))
                        .toList());
    }

    static Hold hold(dev.synod.coordination.Hold hold) {
        return switch (hold.state()) {
            case dev.synod.coordination.Hold.State.Held(var token, var position, var at) -> new Hold(
                    hold.lock().text(),
                    hold.hold().text(),
                    hold.session().toString(),
                    mode(hold.mode()),
                    Hold.State.held,
                    Optional.of(token.number()),
                    Optional.of(position.number()),
                    Optional.of(at),
                    Optional.empty(),
                    told(hold.context()));
            case dev.synod.coordination.Hold.State.Waiting(int queuePosition) -> new Hold(
                    hold.lock().text(),
                    hold.hold().text(),
                    hold.session().toString(),
                    mode(hold.mode()),
                    Hold.State.waiting,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(queuePosition),
                    Optional.empty());
        };
    }

    static ManyHold many(dev.synod.coordination.ManyHold many) {
        List<ManyHold.Share> locks = many.locks().stream()
                .map(share -> new ManyHold.Share(share.lock().text(), mode(share.mode()), permits(share.mode())))
                .toList();
        return switch (many.state()) {
            case dev.synod.coordination.Hold.State.Held(var token, var position, var at) -> new ManyHold(
                    many.hold().text(),
                    many.session().toString(),
                    locks,
                    Hold.State.held,
                    Optional.of(token.number()),
                    Optional.of(position.number()),
                    Optional.of(at),
                    Optional.empty(),
                    told(many.context()));
            case dev.synod.coordination.Hold.State.Waiting(int queuePosition) -> new ManyHold(
                    many.hold().text(),
                    many.session().toString(),
                    locks,
                    Hold.State.waiting,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(queuePosition),
                    Optional.empty());
        };
    }

    private static Optional<CausalContext> told(CausalContext context) {
        return Optional.of(context).filter(known -> !known.isEmpty());
    }

    private static Optional<Integer> permits(Mode mode) {
        return mode instanceof Mode.Permit(int permits) ? Optional.of(permits) : Optional.empty();
    }

    static Run run(dev.synod.coordination.Run run) {
        return switch (run.state()) {
            case dev.synod.coordination.Run.State.Claimed() ->
                run(run, Run.State.claimed, Optional.empty(), Optional.empty());
            case dev.synod.coordination.Run.State.Finished(var verdict, var detail, var position, var at) ->
                run(run, state(verdict), Optional.of(new Finish(position, at)), detail);
            case dev.synod.coordination.Run.State.Abandoned(var position, var at) ->
                run(run, Run.State.abandoned, Optional.of(new Finish(position, at)), Optional.empty());
        };
    }

    private record Finish(Position position, Instant at) {}

    private static Run run(
            dev.synod.coordination.Run run, Run.State state, Optional<Finish> finish, Optional<String> detail) {
        return new Run(
                run.job().text(),
                run.firing(),
                state,
                run.runner(),
                run.session().toString(),
                run.attempt(),
                run.maxAttempts(),
                run.token().number(),
                run.claimed().number(),
                run.claimedAt(),
                finish.map(Finish::position).map(Position::number),
                finish.map(Finish::at),
                detail);
    }

    private static Run.State state(dev.synod.coordination.Run.Verdict verdict) {
        return switch (verdict) {
            case SUCCEEDED -> Run.State.succeeded;
            case FAILED -> Run.State.failed;
        };
    }

    static List<Hold> holds(List<dev.synod.coordination.Hold> holds) {
        return holds.stream().map(Shown::hold).toList();
    }

    /** The token that the lock's newest holder has; all its present holders' tokens are this one or smaller. */
    static Optional<FencingToken> newestToken(dev.synod.coordination.Lock lock) {
        return lock.holders().stream().flatMap(hold -> token(hold).stream()).max(FencingToken::compareTo);
    }

    /** The token of a hold that is held. */
    static Optional<FencingToken> token(dev.synod.coordination.Hold hold) {
        return switch (hold.state()) {
            case dev.synod.coordination.Hold.State.Held(var token, var position, var at) -> Optional.of(token);
            case dev.synod.coordination.Hold.State.Waiting waiting -> Optional.empty();
        };
    }

    static Candidate candidate(dev.synod.coordination.Candidate candidate) {
        return new Candidate(
                candidate.election().text(),
                candidate.candidate().text(),
                candidate.session().toString(),
                candidate.value(),
                candidate.priority(),
                candidate.term().isPresent() ? Candidate.State.leader : Candidate.State.candidate,
                candidate.term().map(FencingToken::number),
                told(candidate.context()));
    }

    static Election election(dev.synod.coordination.Election election) {
        return new Election(
                election.name().text(),
                election.leader().flatMap(dev.synod.coordination.Candidate::term).map(FencingToken::number),
                election.leader().map(Shown::candidate),
                election.candidates().stream().map(Shown::candidate).toList(),
                election.position().number());
    }

    private static String mode(Mode mode) {
        return switch (mode) {
            case Mode.Exclusive() -> "exclusive";
            case Mode.Shared() -> "shared";
            case Mode.Permit permit -> "permit";
        };
    }
}
