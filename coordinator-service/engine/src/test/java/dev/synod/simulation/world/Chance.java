package dev.synod.simulation.world;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance from one seed, split by concern: a draw more in one concern shifts nothing in the others, so that a seed that
 * found a defect still finds it after the simulation has grown.
 */
public final class Chance {

    /** What is drawn for. A number once given stays, or old seeds repeat other runs. */
    public enum Concern {
        PLAN(1),
        DICE(2),
        TURN(3),
        NETWORK(4),
        CLOCK(5),
        FAULTS(6),
        CLIENT(7),
        DOOR(8),
        SABOTAGE(9),
        OPERATOR(10);

        private final int number;

        Concern(int number) {
            this.number = number;
        }
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    /**
     * The chance of one concern.
     *
     * @param part tells machines, or clients, apart
     */
    public Chance(long seed, Concern concern, int part) {
        random = new SplittableRandom(seed * GOLDEN + concern.number * 1_000_003L + part);
    }

    /** True once in {@code 1 / probability} draws. */
    public boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code least} to {@code most}, both among them. */
    public long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    public double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public long below(long bound) {
        return random.nextLong(bound);
    }

    /** Many small values, few large ones, never above twelve times the mean. */
    public long around(long mean) {
        double drawn = -Math.log(1 - random.nextDouble()) * mean;
        return Math.round(Math.min(drawn, 12.0 * mean));
    }

    public <T> T pick(List<T> among) {
        return among.get(below(among.size()));
    }

    @SafeVarargs
    public final <T> T pick(T... among) {
        return among[below(among.length)];
    }
}
