package dev.synod.simulation.verdict;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.DecreeReader;
import dev.synod.node.DecreeReader.Reading;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Slot;
import dev.synod.simulation.history.Owners;
import dev.synod.simulation.law.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The chosen ledger, read as commands, with the instants from which on each was chosen together with all before it. */
final class Chronicle {

    private final List<Entry> entries = new ArrayList<>();
    private final Owners owners = new Owners();
    private final Configuration founding;

    /**
     * One slot.
     *
     * @param decree chosen there
     * @param reading empty for decrees that change nothing
     * @param instant from which on the ledger is chosen through this slot
     * @param moment the same, as a moment
     */
    record Entry(Position position, Decree decree, Optional<Reading> reading, long instant, long moment) {

        Optional<Command> command() {
            return reading.map(Reading::command);
        }

        /** Without what its sender knew. */
        Optional<Command> meant() {
            return command().map(command -> command instanceof Command.Knowing knowing ? knowing.command() : command);
        }
    }

    /** A slot replayed on a fresh state. */
    record Replayed(Entry entry, Optional<Applied> applied, Coordination state) {

        Optional<Outcome> outcome() {
            return applied.map(Applied::outcome);
        }
    }

    private Chronicle(Configuration founding) {
        this.founding = founding;
    }

    static Chronicle of(Ledger ledger) {
        Chronicle chronicle = new Chronicle(ledger.electorates().in(Slot.ZERO.next()));
        long instant = 0;
        long moment = 0;
        for (long number = 1; number <= ledger.prefix().number(); number++) {
            Ledger.Choice choice = ledger.chosen(new Slot(number));
            instant = Math.max(instant, choice.instant());
            moment = Math.max(moment, choice.moment());
            Optional<Reading> reading = choice.decree() instanceof Decree.Payload payload
                    ? Optional.of(DecreeReader.read(payload))
                    : Optional.empty();
            chronicle.add(new Entry(new Position(number), choice.decree(), reading, instant, moment));
        }
        return chronicle;
    }

    private void add(Entry entry) {
        entries.add(entry);
        entry.meant().ifPresent(command -> {
            if (command instanceof Command.Acquire acquire) {
                note(acquire.owner(), entry.position(), new Named(acquire.lock(), acquire.hold()));
            } else if (command instanceof Command.AcquireMany acquire) {
                note(acquire.owner(), entry.position(), new Named(acquire.hold(), acquire.hold()));
            } else if (command instanceof Command.EnterElection enter) {
                note(enter.owner(), entry.position(), new Named(enter.election(), enter.candidate()));
            }
        });
    }

    private record Named(Record thing, Record name) {}

    private void note(Owner owner, Position position, Named named) {
        if (owner instanceof Owner.OwnSession own) {
            owners.note(new SessionId(own.process(), position), named.thing(), named.name());
        }
    }

    List<Entry> entries() {
        return entries;
    }

    Owners owners() {
        return owners;
    }

    Optional<Entry> at(Position position) {
        return position.number() < 1 || position.number() > entries.size()
                ? Optional.empty()
                : Optional.of(entries.get((int) position.number() - 1));
    }

    /** Plays the ledger on a fresh state and shows it after each slot. */
    Coordination replay(Consumer<Replayed> after) {
        return replay((entry, state) -> {}, after);
    }

    /** The same, and shows before each slot what is to come. */
    Coordination replay(BiConsumer<Entry, Coordination> before, Consumer<Replayed> after) {
        Coordination state = new Coordination();
        Configuration configuration = founding;
        for (Entry entry : entries) {
            before.accept(entry, state);
            Slot slot = new Slot(entry.position().number());
            Optional<Applied> applied = DecreeReader.enact(state, slot, entry.decree(), configuration);
            if (entry.decree() instanceof Decree.Reconfigured(var now)) {
                configuration = now;
            }
            after.accept(new Replayed(entry, applied, state));
        }
        return state;
    }
}
