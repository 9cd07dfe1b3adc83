package dev.synod.simulation.world;

import dev.synod.invariant.InvariantViolation;
import dev.synod.node.Coordinator;
import dev.synod.node.Dice;
import dev.synod.node.Node;
import dev.synod.node.PeerMessage;
import dev.synod.node.Ports;
import dev.synod.node.Settings;
import dev.synod.node.Snapshot;
import dev.synod.node.Standing;
import dev.synod.node.Transport;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Founders;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A machine with a disk, a clock and one production node at a time, which it turns as a node's own thread would. */
public final class Machine implements Transport.Inbox {

    /** A node that wants to be woken later than this is woken by its input. */
    private static final long FAR = 3_600_000_000_000L;

    private static final long QUICK = 200_000;

    /** The mean time until work beside the loop is done. */
    private static final long BESIDE = 3_000_000;

    private final World world;
    private final Kind kind;
    private Settings settings;
    private SimulatedDisk memory = new SimulatedDisk();
    private final SimulatedClock clock;
    private final Chance dice;
    private final Chance chance;
    private Optional<Life> life = Optional.empty();
    private int lives;
    private long turns;
    private long busyUntil;
    private long pausedUntil;
    private long nextTurnAt = Long.MAX_VALUE;
    private Optional<CrashPoint.Aim> aim = Optional.empty();
    private long syncLasts = QUICK;
    private Health disk = Health.WELL;
    private Service service = Service.IN_USE;
    private long lag;
    private long stoodStill;
    private int lateWaits;

    Machine(World world, Settings settings, SimulatedClock clock, Kind kind) {
        this.world = world;
        this.kind = kind;
        this.settings = settings;
        this.clock = clock;
        this.dice = world.chance(Chance.Concern.DICE, settings.self().number());
        this.chance = world.chance(Chance.Concern.TURN, settings.self().number());
    }

    /** What a machine is there for. */
    public enum Kind {
        /** Its disk lasts: its node votes, or may be asked to. */
        LASTING,
        /** Its disk goes with each life: its node only observes. */
        FORGETFUL
    }

    private enum Service {
        IN_USE,
        RETIRED
    }

    private enum Health {
        WELL,
        FAILING,
        /** It has thrown; the node must not go on. */
        FAILED
    }

    /** From a start to the next crash. */
    private final class Life implements Transport {

        private final Node node;
        private final SimulatedJournal journal;
        private final Aimed hazard = new Aimed();
        private final Transport.Inbox inbox;
        private final Coordinator door;
        private final List<Runnable> mourners = new ArrayList<>();

        Life() {
            journal = new SimulatedJournal(memory, new Noted(), hazard);
            Dice ofThisMachine = dice::below;
            Ports honest = new Ports(journal, this, clock, ofThisMachine, this::doBeside);
            node = new Node(settings, world.wiring().ports(Machine.this, honest));
            inbox = world.wiring().inbox(Machine.this, node);
            door = world.wiring().door(Machine.this, node);
        }

        @Override
        public void send(NodeId to, PeerMessage message) {
            hazard.beforeSend();
            world.sent(id(), to, message);
            world.network().send(new Network.Link(id(), to), message, lag);
        }

        @Override
        public void call(SortedMap<NodeId, String> nodes) {
            world.network().call(id(), nodes.keySet());
        }

        /** Some time later, unless this life has ended by then. */
        private void doBeside(Runnable work) {
            world.queue().in(chance.around(BESIDE), () -> {
                if (life.equals(Optional.of(this))) {
                    work.run();
                    hazard.interrupted.ifPresentOrElse(crash -> die(crash.getMessage()), Machine.this::wake);
                }
            });
        }
    }

    /** Tells the onlookers what the journal writes. */
    private final class Noted implements Scribe {

        @Override
        public void appended(Persist record) {
            world.watch().appended(id(), record);
        }

        @Override
        public void durable(Persist record) {
            world.watch().durable(id(), record);
        }

        @Override
        public void begunAnew(Slot through, Optional<Snapshot> snapshot, List<Persist> records) {
            world.watch().begunAnew(id(), through, snapshot, records);
        }
    }

    /** Passes on to the crash point that is armed now, and takes the time of a sync. */
    private final class Aimed implements Hazard {

        private Optional<CrashPoint> point = Optional.empty();
        private Optional<Crash> interrupted = Optional.empty();

        void turnBegins() {
            if (aim.isPresent()) {
                point = Optional.of(new CrashPoint(aim.get(), world.marks()));
                aim = Optional.empty();
            }
            point.ifPresent(CrashPoint::turnBegins);
        }

        @Override
        public void beforeAppend(Persist record) {
            point.ifPresent(armed -> armed.beforeAppend(record));
        }

        @Override
        public void beforeSync() {
            if (disk == Health.FAILING) {
                disk = Health.FAILED;
                throw new UncheckedIOException(new IOException("the disk failed"));
            }
            point.ifPresent(CrashPoint::beforeSync);
        }

        @Override
        public void afterSync() {
            for (int force = world.wiring().forces(1); force > 0; force--) {
                takes(syncLasts / 2 + chance.around(syncLasts / 2));
            }
            point.ifPresent(CrashPoint::afterSync);
        }

        @Override
        public void beforeSend() {
            point.ifPresent(CrashPoint::beforeSend);
        }

        @Override
        public void beforeKeep() {
            beside(CrashPoint::beforeKeep);
        }

        @Override
        public void afterKeep() {
            beside(CrashPoint::afterKeep);
        }

        private void takes(long nanos) {
            lateWaits += clock.lasting(settings.heartbeat().toNanos()) < lag ? 1 : 0;
            lag += nanos;
            stoodStill += nanos;
            clock.runAhead(lag);
        }

        /** What is thrown beside the loop goes by way of the loop: the power does not wait for that. */
        private void beside(Consumer<CrashPoint> place) {
            try {
                point.ifPresent(place);
            } catch (Crash crash) {
                interrupted = Optional.of(crash);
                throw crash;
            }
        }

        @Override
        public void beforeAnew() {
            point.ifPresent(CrashPoint::beforeAnew);
        }

        @Override
        public void afterAnew() {
            takes(syncLasts);
            point.ifPresent(CrashPoint::afterAnew);
        }
    }

    public NodeId id() {
        return settings.self();
    }

    public SimulatedClock clock() {
        return clock;
    }

    public int lives() {
        return lives;
    }

    public boolean isUp() {
        return life.isPresent();
    }

    public boolean isPaused() {
        return world.queue().now() < pausedUntil;
    }

    /** The end of its latest pause. */
    public long pausedUntil() {
        return pausedUntil;
    }

    /** When it goes on, where it stands still: it is paused, or waits for its disk. */
    public long standsUntil() {
        return Math.max(pausedUntil, busyUntil);
    }

    /** Empty while it is down. */
    public Optional<Standing> standing() {
        return life.map(current -> current.node.standing());
    }

    /** Where clients ask; empty while it is down. Whoever asks must {@link #wake} it. */
    public Optional<Coordinator> door() {
        return life.map(current -> current.door);
    }

    /** Has {@code mourner} told when the present life ends. */
    public void whenDead(Runnable mourner) {
        life.ifPresent(current -> current.mourners.add(mourner));
    }

    /** It is switched off for good, and its disk is never read again. */
    public void retire() {
        crash();
        service = Service.RETIRED;
    }

    public boolean isRetired() {
        return service == Service.RETIRED;
    }

    public Kind kind() {
        return kind;
    }

    /** From its next start on, its node knows these by their addresses. */
    public void tellOf(SortedMap<NodeId, String> members) {
        settings = new Settings(
                settings.self(),
                members,
                settings.address(),
                settings.replaces(),
                settings.heartbeat(),
                settings.patience(),
                settings.limits());
    }

    /** No record or snapshot finds room on its disk any more. */
    public void fillDisk() {
        memory.fill();
    }

    public void makeRoom() {
        memory.makeRoom();
        wake();
    }

    /** Begins a life from what the disk remembers. */
    public void start() {
        if (life.isPresent() || isRetired()) {
            return;
        }
        if (kind == Kind.FORGETFUL) {
            memory = SimulatedDisk.ofOneLife();
            tellOf(Founders.addresses(world.roll().latest().voters().nodes()));
        }
        lives++;
        busyUntil = world.queue().now();
        pausedUntil = busyUntil;
        world.watch().started(id(), lives, memory.records());
        try {
            life = Optional.of(new Life());
            world.network().attach(id(), this);
            wake();
        } catch (InvariantViolation broken) {
            world.ended(id(), broken);
        }
    }

    /** The power goes now, between two turns. */
    public void crash() {
        if (life.isPresent()) {
            world.marks().reached(Mark.CRASH_IDLE);
            die("idle");
        }
    }

    /** The power goes when this life next comes to {@code newAim}. */
    public void crashAt(CrashPoint.Aim newAim) {
        aim = Optional.of(newAim);
    }

    /** The next sync throws, and what it has written is not known. */
    public void failSync() {
        disk = Health.FAILING;
    }

    /** Nothing is aimed at it any more, its disk is quick and well, and it turns. */
    void repair() {
        aim = Optional.empty();
        life.ifPresent(current -> current.hazard.point = Optional.empty());
        disk = Health.WELL;
        memory.makeRoom();
        syncLasts = QUICK;
        pausedUntil = world.queue().now();
        wake();
    }

    /** Takes no turn for a while; input piles up and the clock runs on. */
    public void pause(long nanos) {
        pausedUntil = Math.max(pausedUntil, world.queue().now() + nanos);
    }

    /** How long it has stood still for its disk, in all. */
    public long stoodStill() {
        return stoodStill;
    }

    public void syncsIn(long nanos) {
        syncLasts = nanos;
    }

    /** The clock runs at another rate from now on. */
    public void runClockAt(double rate) {
        clock.runAt(rate);
        wake();
    }

    @Override
    public void received(NodeId from, PeerMessage message) {
        life.ifPresent(current -> {
            world.delivered(from, id(), message);
            current.inbox.received(from, message);
            wake();
        });
    }

    @Override
    public void lost(NodeId peer) {
        life.ifPresent(current -> {
            world.transcript().note(peer.number(), () -> id() + " lost its connection to " + peer);
            current.inbox.lost(peer);
            wake();
        });
    }

    /** Takes a turn as soon as it can. */
    public void wake() {
        turnAt(world.queue().now() + chance.around(20_000));
    }

    private void turnAt(long instant) {
        long earliest = Math.max(instant, Math.max(busyUntil, pausedUntil));
        if (life.isPresent() && earliest < nextTurnAt) {
            nextTurnAt = earliest;
            long expected = ++turns;
            world.queue().at(earliest, () -> turn(expected));
        }
    }

    private void turn(long expected) {
        if (expected != turns || life.isEmpty()) {
            return;
        }
        nextTurnAt = Long.MAX_VALUE;
        if (isPaused()) {
            turnAt(pausedUntil);
            return;
        }
        turn(life.get());
    }

    private void turn(Life current) {
        world.counted();
        world.watch().turnBegins(id());
        lag = 0;
        lateWaits = 0;
        clock.runAhead(0);
        current.hazard.turnBegins();
        try {
            current.node.turn();
            if (disk == Health.FAILED) {
                throw new InvariantViolation("PERSIST_FIRST: a node went on after a sync had failed");
            }
        } catch (Crash crash) {
            die(crash.getMessage());
            return;
        } catch (UncheckedIOException failed) {
            disk = Health.WELL;
            world.marks().reached(Mark.DISK_FAILED);
            die(failed.getMessage());
            return;
        } catch (InvariantViolation broken) {
            die("a law was broken");
            world.ended(id(), broken);
            return;
        }
        clock.runAhead(0);
        busyUntil = world.queue().now() + lag + 5_000 + chance.around(15_000);
        world.watch().waited(id(), lateWaits);
        world.watch().turned(id(), current.node.standing());
        long due = current.node.dueNanos();
        if (due - clock.nanos() < FAR) {
            turnAt(Math.max(clock.instantOf(due), world.queue().now() + 1));
        }
    }

    private void die(@Nullable String where) {
        Life ending = life.orElseThrow();
        life = Optional.empty();
        clock.runAhead(0);
        turns++;
        nextTurnAt = Long.MAX_VALUE;
        int unsynced = ending.journal.unsynced();
        int surviving = chance.pick(0, unsynced, (int) chance.between(0, unsynced));
        if (surviving > 0 && surviving < unsynced) {
            world.marks().reached(Mark.TORN_BATCH);
        }
        world.crashed(id(), where + ", " + surviving + " of " + unsynced + " unsynced records survive");
        ending.journal.crash(surviving);
        world.network().hangUp(id());
        if (chance.happens(0.3)) {
            memory.loseKept();
        }
        ending.mourners.forEach(Runnable::run);
    }
}
