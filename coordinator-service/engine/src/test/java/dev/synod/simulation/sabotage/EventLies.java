package dev.synod.simulation.sabotage;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.api.clock.LamportClock;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Event;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Lock;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Run;
import dev.synod.coordination.state.Coordination;
import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.simulation.history.Operation.Result.SawEvents;
import dev.synod.simulation.history.Operation.Result.SawTogether;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Wiring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Lies about events, about several locks at once, and about runs. */
final class EventLies {

    private EventLies() {}

    // ---- what nodes are asked

    private static Wiring asking(UnaryOperator<Command> changed) {
        return new Wiring() {
            @Override
            public Coordinator door(Machine machine, Coordinator honest) {
                return new DoorAround(honest) {
                    @Override
                    public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
                        return super.submit(changed.apply(command), within);
                    }
                };
            }
        };
    }

    /** Nobody's clock learns from a context. */
    static Wiring forgetsContexts(long seed) {
        return asking(command -> command instanceof Command.Knowing knowing ? knowing.command() : command);
    }

    /** Whoever says what it knows is taken to know what anybody ever said. */
    static Wiring gossips(long seed) {
        CausalContext[] all = {CausalContext.EMPTY};
        return asking(command -> {
            if (!(command instanceof Command.Knowing(CausalContext context, Command known))) {
                return command;
            }
            CausalContext before = all[0];
            // What a client makes up, nodes refuse, and with it all that came along.
            all[0] = context.lamport().time() == 0 ? before : before.merge(context);
            return new Command.Knowing(context.merge(before), known);
        });
    }

    /** A key is left out: each try publishes. */
    static Wiring forgetsKeys(long seed) {
        return asking(EventLies::withoutKey);
    }

    private static Command withoutKey(Command command) {
        return switch (command) {
            case Command.Knowing(CausalContext context, Command known) ->
                new Command.Knowing(context, withoutKey(known));
            case Command.Publish publish ->
                new Command.Publish(publish.session(), publish.topic(), publish.drafts(), Optional.empty());
            case Command other -> other;
        };
    }

    // ---- what clients are told

    private static Wiring telling(BiFunction<Command, Outcome, Outcome> changed) {
        return new Wiring() {
            @Override
            public Coordinator door(Machine machine, Coordinator honest) {
                return new DoorAround(honest) {
                    @Override
                    public CompletableFuture<Answer<Outcome>> submit(Command command, Duration within) {
                        return super.submit(command, within).thenApply(answer -> EventLies.changed(
                                answer, outcome -> changed.apply(command, outcome)));
                    }
                };
            }
        };
    }

    private static <T> Answer<T> changed(Answer<T> answer, UnaryOperator<T> change) {
        return answer instanceof Answer.Done<T>(T value, var position, var known)
                ? new Answer.Done<>(change.apply(value), position, known)
                : answer;
    }

    /** Whoever has published is told that its events were the first of all. */
    static Wiring countsFromOne(long seed) {
        return telling((command, outcome) -> outcome instanceof Outcome.Published(List<Event> events)
                ? new Outcome.Published(events.stream().map(EventLies::first).toList())
                : outcome);
    }

    private static Event first(Event event) {
        CausalStamp stamp = event.stamp();
        return with(event, event.content(), new CausalStamp(stamp.process(), new LamportClock(1), stamp.vector()));
    }

    private static Event with(Event event, Content content, CausalStamp stamp) {
        return new Event(
                event.id(),
                event.topic(),
                event.sequence(),
                event.type(),
                event.key(),
                content,
                event.position(),
                event.causes(),
                stamp,
                event.publishedAt());
    }

    /** A run that another has is told to whoever asks for it as its own. */
    static Wiring runsTwice(long seed) {
        return telling((command, outcome) -> {
            boolean has = outcome instanceof Outcome.AlreadyClaimed(Optional<Run> run)
                    && run.filter(one -> one.state() instanceof Run.State.Claimed).isPresent();
            return has && command instanceof Command.ClaimRun claim
                    ? new Outcome.RunFound(asClaimed(claim, ((Outcome.AlreadyClaimed) outcome).run().orElseThrow()))
                    : outcome;
        });
    }

    private static Run asClaimed(Command.ClaimRun claim, Run run) {
        return new Run(
                run.job(),
                run.firing(),
                run.state(),
                claim.runner(),
                claim.session(),
                run.attempt(),
                run.maxAttempts(),
                run.claimed(),
                run.claimedAt());
    }

    // ---- what readers are shown

    private interface Retelling {
        Object retold(Object value);
    }

    private static Wiring reading(Retelling retelling) {
        return new Wiring() {
            @Override
            public Coordinator door(Machine machine, Coordinator honest) {
                return new DoorAround(honest) {
                    @Override
                    @SuppressWarnings("unchecked") // what is told instead is of the type of what was read
                    public <T> CompletableFuture<Answer<T>> read(Function<Coordination, T> query, Duration within) {
                        return super.read(query, within).thenApply(answer -> EventLies.changed(
                                answer, value -> value == null ? value : (T) retelling.retold(value)));
                    }
                };
            }
        };
    }

    private static Wiring readingEvents(long seed, UnaryOperator<List<Event>> changed) {
        Chance chance = new Chance(seed, Chance.Concern.SABOTAGE, 0);
        return reading(value -> value instanceof SawEvents seen && seen.events().size() > 2 && chance.happens(0.1)
                ? new SawEvents(seen.topic(), seen.after(), seen.limit(), changed.apply(seen.events()))
                : value);
    }

    /** Now and then a reader is shown something that nobody has said. */
    static Wiring inventsEvents(long seed) {
        return readingEvents(seed, events -> {
            List<Event> invented = new ArrayList<>(events);
            invented.set(1, with(events.get(1), Content.Json.of("\"never\""), events.get(1).stamp()));
            return invented;
        });
    }

    /** Now and then a topic ends earlier for its reader than it does. */
    static Wiring losesEvents(long seed) {
        return readingEvents(seed, events -> events.subList(0, events.size() - 2));
    }

    /** Now and then a reader is not shown one of the events in the middle. */
    static Wiring skipsEvents(long seed) {
        return readingEvents(seed, events -> {
            List<Event> fewer = new ArrayList<>(events);
            fewer.remove(1);
            return fewer;
        });
    }

    /** A hold of several locks is shown without one of them. */
    static Wiring showsSomeOfSeveral(long seed) {
        return reading(value -> {
            if (!(value instanceof SawTogether seen) || seen.holds().isEmpty()) {
                return value;
            }
            ManyHold hold = seen.holds().get(0);
            ManyHold.Share lacking = hold.locks().get(hold.locks().size() - 1);
            return new SawTogether(
                    seen.locks().stream()
                            .map(lock -> lock.name().equals(lacking.lock()) ? without(lock, hold) : lock)
                            .toList(),
                    seen.holds());
        });
    }

    private static Lock without(Lock lock, ManyHold gone) {
        List<Hold> holders = lock.holders().stream()
                .filter(hold -> !hold.hold().equals(gone.hold()))
                .toList();
        return new Lock(lock.name(), holders, lock.waiting(), lock.withheld());
    }

    /** Of two queues in which the same holds wait, one is shown the other way round. */
    static Wiring crossesQueues(long seed) {
        return reading(value -> {
            if (!(value instanceof SawTogether seen)) {
                return value;
            }
            Set<Object> before = new HashSet<>();
            List<Lock> locks = new ArrayList<>();
            for (Lock lock : seen.locks()) {
                Set<Object> waiting = lock.waiting().stream().map(Hold::hold).collect(Collectors.toSet());
                boolean crossed = waiting.stream().filter(before::contains).count() > 1;
                locks.add(
                        crossed
                                ? new Lock(lock.name(), lock.holders(), lock.waiting().reversed(), lock.withheld())
                                : lock);
                before.addAll(waiting);
            }
            return new SawTogether(locks, seen.holds());
        });
    }
}
