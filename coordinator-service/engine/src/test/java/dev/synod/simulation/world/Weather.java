package dev.synod.simulation.world;

/**
 * How the network treats messages.
 *
 * @param loss the share of messages that never arrive
 * @param doubled the share that arrives twice
 * @param delay the mean delay in nanoseconds
 * @param strays the share that takes a hundred times as long, and so is overtaken by many
 * @param order whether messages of one link overtake each other
 */
public record Weather(double loss, double doubled, long delay, double strays, Order order) {

    public enum Order {
        AS_ON_A_CONNECTION,
        OVERTAKING
    }

    private static final long CALM_DELAY = 300_000;

    /** Nothing is lost or doubled. */
    public static final Weather CALM = new Weather(0, 0, CALM_DELAY, 0, Order.AS_ON_A_CONNECTION);

    static Weather drawn(Chance chance) {
        double loss = chance.pick(0.0, 0.0, 0.01, 0.05, 0.2);
        double doubled = chance.pick(0.0, 0.0, 0.02, 0.1);
        long delay = chance.pick(100_000L, 300_000L, 1_000_000L, 5_000_000L);
        double strays = chance.pick(0.0, 0.0, 0.01, 0.03);
        return new Weather(loss, doubled, delay, strays, chance.pick(Order.values()));
    }
}
