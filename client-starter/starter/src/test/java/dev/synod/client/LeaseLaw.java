package dev.synod.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What a process may count on while it has a lease, each law with the case that tries it. */
enum LeaseLaw {

    /** A lease ends here before the cluster may give to another what it is for, however late the answers come. */
    ENDS_HERE_FIRST {
        @Override
        void tryOn(Keepers keepers) {
            var process = new Lessee(keepers);
            // The keep-alive reaches the cluster at once; its answer takes four seconds, and is the last.
            process.client.keepAlives.add(() -> {
                process.timers.jump(Duration.ofSeconds(4));
                process.client.isSilent = true;
                return ScriptedClient.session("s1");
            });
            process.timers.advance(Duration.ofNanos(3_333_333_334L));
            assertThat(process.lease.isValid()).isTrue();

            process.timers.advance(Duration.ofSeconds(6));

            assertThat(process.lease.isValid()).as("ten seconds after its keep-alive").isFalse();
        }
    },

    /** Who stood still for longer than its session lives knows it at once, not when a timer gets to fire. */
    KNOWN_AFTER_A_PAUSE {
        @Override
        void tryOn(Keepers keepers) {
            var process = new Lessee(keepers);

            process.timers.jump(Duration.ofSeconds(11));

            assertThat(process.lease.isValid()).as("after eleven seconds").isFalse();
            assertThat(process.keeper.session()).isEmpty();
        }
    },

    /** What was told to be lost stays lost, whatever the cluster answers then. */
    OVER_IS_OVER {
        @Override
        void tryOn(Keepers keepers) {
            var process = new Lessee(keepers);
            process.client.keepAlives.add(() -> {
                process.timers.jump(Duration.ofSeconds(9));
                return ScriptedClient.session("s1");
            });

            process.timers.advance(Duration.ofSeconds(4));

            assertThat(process.lease.isValid()).as("after an answer that came too late").isFalse();
            assertThat(process.lost).hasValue(1);
        }
    },

    /** Nothing is granted in a session that is over, such as a lock whose answer took longer than that lived. */
    NOTHING_IN_THE_DEAD {
        @Override
        void tryOn(Keepers keepers) {
            var process = new Lessee(keepers);
            var life = process.keeper.require();
            process.timers.jump(Duration.ofSeconds(11));

            assertThat(life.admit(new SessionLease(life, "late", 8, process.timers)))
                    .as("admitted after its session's end")
                    .isFalse();
        }
    };

    static final Duration TTL = Duration.ofSeconds(10);

    /** Fails where the law does not hold for such keepers. */
    abstract void tryOn(Keepers keepers);

    /** Makes the keeper that is on trial. */
    interface Keepers {

        SessionKeeper make(SynodClient client, HandTimers timers);
    }

    /** A process that has a session and in it a lease. */
    private static final class Lessee {

        private final HandTimers timers = new HandTimers();
        private final ScriptedClient client = new ScriptedClient();
        private final AtomicInteger lost = new AtomicInteger();
        private final SessionKeeper keeper;
        private final SessionLease lease;

        Lessee(Keepers keepers) {
            keeper = keepers.make(client, timers);
            keeper.start();
            timers.run();
            var life = keeper.require();
            lease = new SessionLease(life, "ledger", 7, timers);
            assertThat(life.admit(lease)).isTrue();
            lease.onLost(lost::incrementAndGet);
        }
    }
}
