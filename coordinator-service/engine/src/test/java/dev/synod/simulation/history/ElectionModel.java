package dev.synod.simulation.history;

import dev.synod.coordination.Candidate;
import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.SessionId;
import dev.synod.simulation.history.ElectionState.Stand;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.history.Operation.Result;
import java.util.List;
import java.util.Optional;

/** One election, as API.md describes it. */
public final class ElectionModel implements Model<ElectionState> {

    private final ElectionName election;
    private final Owners owners;

    public ElectionModel(ElectionName election, Owners owners) {
        this.election = election;
        this.owners = owners;
    }

    @Override
    public ElectionState initial() {
        return ElectionState.IDLE;
    }

    @Override
    public List<ElectionState> after(ElectionState state, Operation operation, long position) {
        if (operation.question() instanceof Question.Does(Command command, var knowing)) {
            Optional<Outcome> outcome = operation.result().map(result -> ((Result.Came) result).outcome());
            return after(state, command, new Told(outcome, position));
        }
        if (operation.result().isPresent() && operation.result().get() instanceof Result.SawElection(Election seen)) {
            return isSeenAs(state, seen) ? List.of(state) : List.of();
        }
        return List.of(state);
    }

    private record Told(Optional<Outcome> outcome, long position) {

        List<ElectionState> only(Class<? extends Outcome> kind, ElectionState next) {
            return outcome.isEmpty() || kind.isInstance(outcome.get()) ? List.of(next) : List.of();
        }
    }

    private List<ElectionState> after(ElectionState state, Command command, Told told) {
        return switch (command) {
            case Command.EnterElection enter -> enter(state, enter, told);
            case Command.Withdraw withdraw -> told.only(
                    Outcome.Done.class,
                    state.find(withdraw.candidate())
                            .map(stand -> state.without(stand).settled(told.position()))
                            .orElse(state));
            case Command.TransferLead transfer -> transfer(state, transfer, told);
            case Command.CloseSession close -> told.only(Outcome.Done.class, end(state, close.session(), told));
            case Command.ExpireSession expire -> told.only(Outcome.Done.class, end(state, expire.session(), told));
            case Command.OpenSession open -> List.of(state);
            case Command.Acquire acquire -> List.of(state);
            case Command.Release release -> List.of(state);
            case Command.LeaveQueue leave -> List.of(state);
            case Command.BreakLock breaking -> List.of(state);
            case Command.LiftDelay lift -> List.of(state);
            case Command.AcquireMany acquire -> List.of(state);
            case Command.ReleaseMany release -> List.of(state);
            case Command.LeaveMany leave -> List.of(state);
            case Command.ClaimRun claim -> List.of(state);
            case Command.FinishRun finish -> List.of(state);
            case Command.Publish publish -> List.of(state);
            case Command.PutCursor put -> List.of(state);
            case Command.ForgetCursor forget -> List.of(state);
            case Command.ArchiveReached reached -> List.of(state);
            case Command.KeepEvents keep -> List.of(state);
            case Command.Knowing knowing -> after(state, knowing.command(), told);
        };
    }

    private ElectionState end(ElectionState state, SessionId session, Told told) {
        return state.withoutOwner(owners.name(session)).settled(told.position());
    }

    private List<ElectionState> enter(ElectionState state, Command.EnterElection asked, Told told) {
        String owner = owners.name(asked.owner(), asked.election(), asked.candidate());
        if (asked.owner() instanceof Owner.InSession && state.ended().contains(owner)) {
            return told.only(Outcome.SessionEnded.class, state);
        }
        Stand stand = new Stand(asked.candidate(), owner, Owners.ttl(asked.owner()), asked.value(), asked.priority());
        Optional<Stand> before = state.find(asked.candidate());
        boolean another = before.isPresent()
                && !(before.get().owner().equals(owner) && before.get().ttl().equals(stand.ttl()));
        if (another) {
            return told.only(Outcome.Conflict.class, state);
        }
        ElectionState next = before.isPresent()
                ? state.replaced(before.get(), stand)
                : state.with(stand).settled(told.position());
        boolean right = told.outcome().isEmpty()
                || (told.outcome().get() instanceof Outcome.Entered(Candidate seen) && isSeenAs(next, stand, seen));
        return right ? List.of(next) : List.of();
    }

    private List<ElectionState> transfer(ElectionState state, Command.TransferLead asked, Told told) {
        if (state.find(asked.to()).isEmpty()) {
            return told.only(Outcome.NoSuchCandidate.class, state);
        }
        ElectionState next = state.leader().equals(Optional.of(asked.to()))
                ? state
                : state.ledBy(Optional.of(asked.to()), told.position());
        boolean right = told.outcome().isEmpty()
                || (told.outcome().get() instanceof Outcome.Transferred(Election seen) && isSeenAs(next, seen));
        return right ? List.of(next) : List.of();
    }

    private boolean isSeenAs(ElectionState state, Election seen) {
        List<Stand> ordered = state.succession();
        boolean right = seen.name().equals(election)
                && seen.leader().map(Candidate::candidate).equals(state.leader())
                && ordered.size() == seen.candidates().size();
        for (int place = 0; right && place < ordered.size(); place++) {
            right = isSeenAs(state, ordered.get(place), seen.candidates().get(place));
        }
        return right;
    }

    private boolean isSeenAs(ElectionState state, Stand stand, Candidate seen) {
        boolean leads = state.leader().equals(Optional.of(stand.candidate()));
        return stand.candidate().equals(seen.candidate())
                && stand.owner().equals(owners.name(seen.session()))
                && stand.value().equals(seen.value())
                && stand.priority() == seen.priority()
                && leads == seen.term().isPresent()
                && (!leads || state.term() == 0 || state.term() == seen.term().orElseThrow().number());
    }
}
