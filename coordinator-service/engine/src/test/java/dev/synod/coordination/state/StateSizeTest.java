package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Command;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A large state is written and read fast enough, and is not larger than it need be. */
class StateSizeTest {

    private static final int SESSIONS = 10_000;
    private static final int LOCKS = 100_000;
    private static final Instant AT = Instant.parse("2026-07-01T12:00:00.123Z");

    @Test
    void aHundredThousandLocksHeldByTenThousandSessions() {
        Coordination large = large();
        var writing = new ArrayList<Long>();
        var reading = new ArrayList<Long>();
        byte[] bytes = {};
        for (int round = 0; round < 5; round++) {
            long begun = System.nanoTime();
            bytes = large.write();
            long written = System.nanoTime();
            Coordination copy = Coordination.read(ByteBuffer.wrap(bytes));
            long read = System.nanoTime();
            assertThat(copy.digest()).isEqualTo(large.digest());
            writing.add((written - begun) / 1_000_000);
            reading.add((read - written) / 1_000_000);
        }

        System.out.printf(
                "%,d locks held by %,d sessions: %,d bytes, written in %s ms, read and checked in %s ms%n",
                LOCKS, SESSIONS, bytes.length, writing, reading);
        // 20,000 events are in it, which tell of the newest sessions and locks.
        assertThat(bytes.length).isLessThan(10_000_000 + 20_000 * 120);
        // The best of the rounds, generously: other work on the machine is no fault of this one's.
        assertThat(Collections.min(writing)).isLessThan(5_000);
        assertThat(Collections.min(reading)).isLessThan(5_000);
    }

    private static Coordination large() {
        var coordination = new Coordination();
        var sessions = new ArrayList<SessionId>();
        for (int i = 0; i < SESSIONS; i++) {
            var process = new ProcessName("billing-" + i);
            var position = new Position(i + 1);
            var open = new Command.OpenSession(process, Play.TTL, Map.of("zone", "a"), Optional.empty());
            coordination.apply(position, AT, open);
            sessions.add(new SessionId(process, position));
        }
        for (int i = 0; i < LOCKS; i++) {
            var ask = Ask.of("invoices-2026-" + i, "worker-" + i).in(sessions.get(i % SESSIONS));
            coordination.apply(new Position(SESSIONS + i + 1), AT, ask.command());
        }
        assertThat(coordination.locks("", "", LOCKS + 1)).hasSize(LOCKS);
        return coordination;
    }
}
