package dev.synod.coordination.state;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Command;
import dev.synod.coordination.Session;
import dev.synod.coordination.event.EventBounds;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A state under random commands, one at a time; the bounds differ from seed to seed. */
final class RandomHistory {

    private static final List<Quotas> BOUNDS = List.of(
            Small.quotas(8, 5, 11, 3, 2, 7, 3, 1)
                    .with(new Quotas.OfRuns(2, 2))
                    .with(new EventBounds(4, 1 << 20, 5_000, 5, 3, 3, 2, 1)),
            Small.quotas(9, 40, 12, 4, 12, 8, 4, 3)
                    .with(new Quotas.OfRuns(3, 3))
                    .with(new EventBounds(9, 4_000, 9_000, 9, 4, 9, 5, 2)),
            Small.quotas(8, 0, 11, 3, 0, 7, 3, 0).with(new EventBounds(1, 600, 1_000, 6, 1, 2, 0, 0)),
            Quotas.STANDARD);

    private final long seed;
    private final RandomCommands commands;
    private final Coordination coordination;
    private final Set<SessionId> heardOf = new LinkedHashSet<>();
    private long slot;
    private Command command = new Command.CloseSession(new SessionId(new ProcessName("p"), Position.ZERO));

    RandomHistory(long seed) {
        this.seed = seed;
        commands = new RandomCommands(seed);
        coordination = new Coordination(BOUNDS.get((int) (seed % BOUNDS.size())));
    }

    /** Applies the next command. */
    Applied step() {
        slot += 1 + slot % 3 / 2;
        command = commands.next(slot);
        Applied applied = coordination.apply(position(), at(), command);
        for (Session session : coordination.sessions("", "", 100)) {
            if (heardOf.add(session.id())) {
                commands.heardOf(session.id());
            }
        }
        coordination.topics().eventsAfter(new Position(slot - 1), 100).forEach(commands::heardOf);
        return applied;
    }

    RandomHistory steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
        return this;
    }

    Coordination coordination() {
        return coordination;
    }

    /** The last command. */
    Command command() {
        return command;
    }

    Position position() {
        return new Position(slot);
    }

    Instant at() {
        return Instant.ofEpochSecond(slot, slot * 1_000_000 % 1_000_000_000);
    }

    @Override
    public String toString() {
        return "seed " + seed + " position " + slot + ": " + command;
    }
}
