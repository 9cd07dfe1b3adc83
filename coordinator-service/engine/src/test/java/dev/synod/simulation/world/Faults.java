package dev.synod.simulation.world;

import dev.synod.node.Standing;
import dev.synod.paxos.Effect.KnownChosen;
import dev.synod.paxos.Effect.Learned;
import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whatever goes wrong, at random times until {@link #end}. Each seed has its own mix. */
public final class Faults implements Trouble {

    private static final Duration LEAVING = Duration.ofSeconds(1);

    private enum Fault {
        CRASH,
        CRASH_AT_WRITE,
        POWER_CUT,
        PAUSE,
        CUT_FULL,
        CUT_PARTIAL,
        CUT_ONE_WAY,
        ISOLATE_PRESIDENT,
        WEATHER,
        CLOCK_RATE,
        WALL_CLOCK,
        HAND_OVER,
        SLOW_DISK,
        FAILING_DISK,
        FULL_DISK
    }

    private final World world;
    private final long every;
    private final Chance chance;
    private final Map<Fault, Integer> weights = new EnumMap<>(Fault.class);
    private Stage stage = Stage.STORM;

    private enum Stage {
        STORM,
        CALM
    }

    public Faults(World world, long every) {
        this.world = world;
        this.every = every;
        this.chance = world.chance(Chance.Concern.FAULTS, 0);
        for (Fault fault : Fault.values()) {
            weights.put(fault, chance.pick(0, 1, 1, 3));
        }
        weights.merge(Fault.CRASH_AT_WRITE, 1, Integer::sum);
        if (world.scene().clocks() == World.Clocks.WITHIN_BOUND) {
            weights.put(Fault.CLOCK_RATE, 0);
        }
    }

    @Override
    public void begin() {
        world.network().turn(Weather.drawn(chance));
        world.whenCrashed(machine -> world.queue().in(20_000_000 + chance.around(400_000_000), machine::start));
        next();
    }

    private void next() {
        world.queue().in(chance.around(every), () -> {
            if (stage == Stage.STORM) {
                strike(drawn());
                next();
            }
        });
    }

    @Override
    public void end() {
        stage = Stage.CALM;
        world.repair();
    }

    private Fault drawn() {
        int all = weights.values().stream().mapToInt(Integer::intValue).sum();
        int left = chance.below(all);
        for (Map.Entry<Fault, Integer> weight : weights.entrySet()) {
            left -= weight.getValue();
            if (left < 0) {
                return weight.getKey();
            }
        }
        return Fault.CRASH_AT_WRITE;
    }

    private void strike(Fault fault) {
        switch (fault) {
            case CRASH -> victim().crash();
            case CRASH_AT_WRITE -> victim().crashAt(aim());
            case POWER_CUT -> {
                world.marks().reached(Mark.POWER_CUT);
                world.present().forEach(Machine::crash);
            }
            case PAUSE -> {
                world.marks().reached(Mark.PAUSE);
                victim().pause(chance.around(800_000_000));
            }
            case CUT_FULL -> cutInTwo();
            case CUT_PARTIAL -> cutPair();
            case CUT_ONE_WAY -> cutOneWay();
            case ISOLATE_PRESIDENT -> isolate(victim());
            case WEATHER -> world.network().turn(Weather.drawn(chance));
            case CLOCK_RATE -> {
                world.marks().reached(Mark.CLOCK_RATE_CHANGED);
                victim().runClockAt(world.scene().clocks().rate(chance));
            }
            case WALL_CLOCK -> {
                world.marks().reached(Mark.WALL_CLOCK_JUMPED);
                victim().clock().jumpWall(chance.between(-86_400_000_000_000L, 86_400_000_000_000L));
            }
            case HAND_OVER -> handOver(victim());
            case SLOW_DISK -> victim().syncsIn(chance.pick(100_000L, 500_000L, 5_000_000L, 60_000_000L, 400_000_000L));
            case FAILING_DISK -> victim().failSync();
            case FULL_DISK -> {
                Machine full = victim();
                full.fillDisk();
                world.queue().in(chance.around(1_000_000_000), full::makeRoom);
            }
        }
    }

    /** Half of the time the president: there most can go wrong. */
    private Machine victim() {
        Optional<Machine> president = world.present().stream()
                .filter(machine -> machine.standing()
                        .filter(standing -> standing.role() == Standing.Role.PRESIDING)
                        .isPresent())
                .findFirst();
        return president.isPresent() && chance.happens(0.5) ? president.get() : chance.pick(world.present());
    }

    private CrashPoint.Aim aim() {
        List<Class<? extends Persist>> kinds =
                List.of(Persist.class, Persist.class, Promised.class, Voted.class, Learned.class, KnownChosen.class);
        return new CrashPoint.Aim(
                chance.pick(CrashPoint.Place.values()), chance.pick(kinds), (int) chance.between(1, 4));
    }

    private void handOver(Machine machine) {
        machine.door().ifPresent(door -> {
            world.marks().reached(Mark.HAND_OVER);
            Optional<NodeId> to = chance.happens(0.5)
                    ? Optional.empty()
                    : Optional.of(chance.pick(world.present()).id()).filter(other -> !other.equals(machine.id()));
            var unused = door.handOver(to, LEAVING);
            machine.wake();
        });
    }

    private void cutInTwo() {
        world.marks().reached(Mark.CUT_FULL);
        List<NodeId> shuffled = shuffled();
        int size = chance.below(shuffled.size() + 1);
        for (NodeId one : shuffled.subList(0, size)) {
            for (NodeId other : shuffled.subList(size, shuffled.size())) {
                cut(one, other);
                cut(other, one);
            }
        }
        healLater();
    }

    private void isolate(Machine machine) {
        world.marks().reached(Mark.CUT_FULL);
        for (Machine other : world.present()) {
            if (other != machine) {
                cut(machine.id(), other.id());
                cut(other.id(), machine.id());
            }
        }
        healLater();
    }

    private void cutPair() {
        List<NodeId> shuffled = shuffled();
        if (shuffled.size() > 1) {
            world.marks().reached(Mark.CUT_PARTIAL);
            cut(shuffled.get(0), shuffled.get(1));
            cut(shuffled.get(1), shuffled.get(0));
            healLater();
        }
    }

    private void cutOneWay() {
        List<NodeId> shuffled = shuffled();
        if (shuffled.size() > 1) {
            world.marks().reached(Mark.CUT_ONE_WAY);
            cut(shuffled.get(0), shuffled.get(1));
            if (chance.happens(0.3)) {
                // Nobody hears it any more, and it hears everybody.
                shuffled.subList(1, shuffled.size()).forEach(other -> cut(shuffled.get(0), other));
            }
            healLater();
        }
    }

    private void cut(NodeId from, NodeId to) {
        world.network().cut(new Network.Link(from, to));
        if (chance.happens(0.3)) {
            world.network().tellLost(to, from);
        }
    }

    private void healLater() {
        world.queue().in(chance.around(700_000_000), () -> world.network().healAll());
    }

    private List<NodeId> shuffled() {
        List<NodeId> ids = new ArrayList<>(world.ids());
        for (int last = ids.size() - 1; last > 0; last--) {
            Collections.swap(ids, last, chance.below(last + 1));
        }
        return ids;
    }
}
