package dev.synod.server.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The second half of the walk: the sample application, whose leader leaves, and whose next leader is killed.
 *
 * <p>Errors: {@link WalkFailed} at the first step that did not hold.
 */
final class ShopWalk {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LED = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final Shops shops;
    private final Narration say;

    ShopWalk(Shops shops, Narration say) {
        this.shops = shops;
        this.say = say;
    }

    void run(Path jar, DemoCluster cluster) throws IOException, WalkFailed {
        var start = System.nanoTime();
        say.step("Start the sample, a Spring Boot application, three times: one beside each node, on one database.");
        say.tell("Their sessions live " + Shops.TTL.toSeconds() + " s without a sign of life; usual is 10 s.");
        shops.start(jar, cluster);
        for (var shop : shops.all()) {
            say.tell(shop.name() + ": " + shop.url() + ", process " + shop.process().pid());
        }
        say.tell("all ready after " + Walk.seconds(System.nanoTime() - start));
        var all = shops.all();
        var first = leaderAmong(all);
        say.tell("@LeaderOnly(\"" + Shop.ELECTION + "\"): " + first.name() + " leads; see curl " + first.url()
                + "/actuator/synod");

        say.step("Tell the leader to leave, by SIGTERM: it hands over.");
        var rest = without(all, first);
        var left = System.nanoTime();
        first.leave();
        var second = leaderAmong(rest);
        say.tell(second.name() + " leads " + millisSince(left) + " ms after the SIGTERM");

        say.step("Kill the next leader with SIGKILL: nobody leads in its place until its session has ended.");
        var last = without(rest, second);
        var killed = System.nanoTime();
        second.kill();
        var third = leaderAmong(last);
        say.tell(third.name() + " leads " + millisSince(killed) + " ms after the kill -9");

        say.step("Count the reminders: @OncePerCluster, five a second, on three instances, two of which are gone.");
        awaitNoneMissed(third);
    }

    private Shop leaderAmong(List<Shop> candidates) throws IOException, WalkFailed {
        var deadline = System.nanoTime() + LED.toNanos();
        while (System.nanoTime() - deadline < 0) {
            for (var shop : candidates) {
                if (shop.leads()) {
                    return shop;
                }
            }
            Pause.of(BETWEEN_LOOKS);
        }
        throw new WalkFailed(say.lastStep() + ": no instance leads within " + LED.toSeconds() + " s");
    }

    /** A firing that the killed one had begun is run by another once its session has ended. */
    private void awaitNoneMissed(Shop shop) throws IOException, WalkFailed {
        var deadline = System.nanoTime() + LED.toNanos();
        while (shop.instance().get("/reminders", ANSWER).json().path("missed").asInt(1) > 0
                && System.nanoTime() - deadline < 0) {
            Pause.of(Duration.ofMillis(200));
        }
        var reply = say.get(shop.instance(), "/reminders");
        var counted = reply.json();
        if (reply.status() != 200 || counted.path("missed").asInt(1) > 0 || counted.path("twice").asInt(1) > 0) {
            throw new WalkFailed(say.lastStep() + ": no reminder may be missed or run twice: " + reply.body());
        }
    }

    private static List<Shop> without(List<Shop> shops, Shop gone) {
        return shops.stream().filter(shop -> shop != gone).toList();
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
