package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.Event;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import dev.synod.node.Answer;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.history.Mind;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.SimulatedClock;
import dev.synod.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One client process: it keeps a session, does one thing after the other, asks another node where one does not answer,
 * and sometimes goes silent for so long that its session expires.
 */
final class Client {

    private static final double SAYS_WHAT_IT_KNOWS = 0.5;
    private static final double LISTENS = 0.3;

    private final int number;
    private final World world;
    private final Chance chance;
    private final SimulatedClock clock;
    private final Door door;
    private final SessionKeeper keeper;
    private final List<Belief> beliefs = new ArrayList<>();
    private final Map<List<Object>, NavigableSet<Long>> givenUp = new HashMap<>();
    private final Habits habits;
    private final Mind mind = new Mind();
    private final Map<TopicName, Long> cursors = new HashMap<>();
    private Optional<Event> lastRead = Optional.empty();
    private int keys;
    private Machine home;
    private int named;
    private Position heard = Position.ZERO;
    private State state = State.LIVING;

    private enum State {
        LIVING,
        STOPPING,
        STOPPED
    }

    /** What a client can do, one at a time; each calls back when it is done. */
    interface Activity {
        void begin(Runnable done);
    }

    /** Chooses what to do next. */
    interface Habits {
        Activity next(Client client);
    }

    Client(int number, World world, Door door, Habits habits) {
        this.number = number;
        this.world = world;
        this.chance = world.chance(Chance.Concern.CLIENT, number);
        this.clock = new SimulatedClock(
                world.queue(),
                chance.between(-1_000_000_000_000L, 1_000_000_000_000L),
                world.scene().wiring().clientRate(world.scene().clocks().rate(chance)));
        this.door = door;
        this.habits = habits;
        this.keeper = new SessionKeeper(this);
        this.home = chance.pick(world.present());
    }

    int number() {
        return number;
    }

    World world() {
        return world;
    }

    Chance chance() {
        return chance;
    }

    SimulatedClock clock() {
        return clock;
    }

    SessionKeeper keeper() {
        return keeper;
    }

    List<Belief> beliefs() {
        return beliefs;
    }

    /** What it has learned. */
    Mind mind() {
        return mind;
    }

    /** A number that grows with each key it uses. */
    int newKey() {
        return ++keys;
    }

    /** The event that it read last. */
    Optional<Event> lastRead() {
        return lastRead;
    }

    void hasRead(Event newest) {
        lastRead = Optional.of(newest);
        cursors.put(newest.topic(), newest.sequence());
    }

    /** How far it has read in a topic. */
    long cursor(TopicName topic) {
        return cursors.getOrDefault(topic, 0L);
    }

    /** A request of its own: half of the time it says what it knows, where the command lets a session learn. */
    Request<Outcome> toDo(Command command) {
        return command.namesSession() && chance.happens(SAYS_WHAT_IT_KNOWS)
                ? Asking.toDo(command, mind.now(), patience())
                : Asking.toDo(command, patience());
    }

    void believe(Belief belief) {
        beliefs.add(belief);
    }

    /** It gives up a hold now, whichever of its requests took it. */
    void giveUp(LockName lock, HoldName hold) {
        givenUp.computeIfAbsent(List.of(lock, hold), unknown -> new TreeSet<>()).add(world.queue().now());
    }

    /** The first instant from {@code from} on at which it gave up a hold, as known now. */
    long givenUp(LockName lock, HoldName hold, long from) {
        Long instant = givenUp.getOrDefault(List.of(lock, hold), Collections.emptyNavigableSet()).ceiling(from);
        return instant == null ? Long.MAX_VALUE : instant;
    }

    /** How long it lets a node try: often too short for a change of presidents. */
    Duration patience() {
        return chance.pick(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2));
    }

    /** A name that no client has used before. */
    String newName() {
        return "c" + number + "-" + ++named;
    }

    /** How many names it has used. */
    int named() {
        return named;
    }

    Machine home() {
        return home;
    }

    void moveOn() {
        Machine left = home;
        List<Machine> others = world.present().stream().filter(machine -> machine != left).toList();
        home = others.isEmpty() ? home : chance.pick(others);
    }

    void losesNothing() {
        door.losesNothing();
    }

    /** Ends after what it does now; its session is closed at the end. */
    void stop() {
        if (state == State.LIVING) {
            state = State.STOPPING;
        }
    }

    boolean hasStopped() {
        return state == State.STOPPED;
    }

    /** Lets {@code nanos} pass by its own clock. */
    void sleep(long nanos, Runnable then) {
        world.queue().in(clock.lasting(nanos), () -> {
            world.counted();
            then.run();
        });
    }

    void live() {
        if (state == State.STOPPING) {
            keeper.close(() -> state = State.STOPPED);
            return;
        }
        if (keeper.tenancy().isEmpty()) {
            keeper.open(() -> sleep(chance.around(10_000_000), this::live));
            return;
        }
        habits.next(this).begin(() -> sleep(chance.around(20_000_000), this::live));
    }

    /** Asks once, the node that answered last. */
    <T> void ask(Request<T> request, Consumer<Reply<T>> then) {
        askAt(home(), request, then);
    }

    <T> void askAt(Machine machine, Request<T> request, Consumer<Reply<T>> then) {
        door.ask(machine, request, reply -> {
            world.counted();
            if (reply instanceof Reply.Told<T>(Answer.Done<T> done)) {
                heard = done.position().isAfter(heard) ? done.position() : heard;
                if (!done.known().isEmpty() && chance.happens(LISTENS)) {
                    mind.read(done.known(), done.position());
                }
            }
            then.accept(reply);
        });
    }

    /** The newest position that it was told. */
    Position heard() {
        return heard;
    }

    /**
     * Asks until it is done, at most {@code tries} times, now here, now there. Tells nothing in the end where it cannot
     * know whether it happened.
     *
     * @param request made anew for each try
     */
    <T> void insist(Supplier<Request<T>> request, int tries, Consumer<Optional<T>> then) {
        ask(request.get(), reply -> {
            if (reply instanceof Reply.Told<T>(Answer.Done<T> done)) {
                then.accept(Optional.of(done.value()));
            } else if (tries <= 1) {
                moveOn();
                then.accept(Optional.empty());
            } else {
                world.marks().reached(Mark.RETRIED);
                moveOn();
                sleep(chance.around(30_000_000), () -> insist(request, tries - 1, then));
            }
        });
    }
}
