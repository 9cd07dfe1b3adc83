package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Hold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Place.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue of a lock, against a plain list. */
class QueueTest {

    private static final SessionEntry SESSION = new SessionEntry(
            new SessionId(new ProcessName("p"), new Position(1)),
            new SessionEntry.Opening(Play.TTL, Map.of(), new Purpose.OfClient(Optional.empty())),
            Instant.EPOCH,
            Quotas.STANDARD);

    private static Waiter waiter(String hold) {
        var key = new HoldKey(new LockName("ledger"), new HoldName(hold));
        return new Waiter(
                new HoldEntry(key, SESSION, Mode.EXCLUSIVE, Duration.ZERO), new AttemptId(1), new Waiting.InQueue());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyWaiterStandsWhereItWouldInAList(long seed) {
        var random = new Random(seed);
        var queue = new Queue();
        var list = new ArrayList<String>();
        for (int step = 0; step < 5_000; step++) {
            // It grows and shrinks in turns, so that tickets are drawn anew from a full and from a sparse tree.
            boolean grows = random.nextInt(10) < (step / 200 % 2 == 0 ? 7 : 3);
            if (grows || list.isEmpty()) {
                queue.add(waiter("h" + step));
                list.add("h" + step);
            } else {
                String gone = list.remove(random.nextInt(3) == 0 ? random.nextInt(list.size()) : 0);
                queue.remove(new HoldName(gone));
                queue.remove(new HoldName("never"));
            }
            if (!list.isEmpty()) {
                String any = list.get(random.nextInt(list.size()));
                queue.replace(waiter(any));
                assertThat(queue.seen(new HoldName(any)).map(Hold::state))
                        .contains(new Hold.State.Waiting(list.indexOf(any) + 1));
            }
            assertThat(queue.length()).isEqualTo(list.size());
            assertThat(queue.first().map(first -> first.entry().key().hold().text()))
                    .isEqualTo(list.stream().findFirst());
        }
        assertThat(queue.seen().stream().map(hold -> hold.hold().text()).toList()).isEqualTo(list);
    }
}
