package dev.synod.server.archive;

import dev.synod.coordination.name.Position;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node that has applied the {@link Story} as far as a test says, and keeps all of it but what a test takes. */
final class ScriptedSource implements ArchiveSource {

    volatile long applied;
    volatile long trimmed;
    volatile Optional<Mandate> presiding = Optional.of(new Mandate(1, 1));
    volatile Optional<Position> told = Optional.of(Position.ZERO);

    /** What was told, in order. */
    final List<Position> tellings = new CopyOnWriteArrayList<>();

    @Override
    public Position applied() {
        return new Position(applied);
    }

    @Override
    public Page after(Position position, int limit) {
        long from = Math.max(trimmed, position.number());
        long through = Math.min(applied, from + limit);
        return new Page(Story.between(from, through), new Position(Math.max(through, position.number())));
    }

    @Override
    public Optional<Mandate> presiding() {
        return presiding;
    }

    @Override
    public Optional<Position> told() {
        return told;
    }

    @Override
    public void tell(Optional<Position> through) {
        told = through;
        through.ifPresent(tellings::add);
    }
}
