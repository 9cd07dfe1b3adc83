package dev.synod.simulation.world;

import dev.synod.paxos.Effect.Persist;

/**
 * One crash of one life, aimed at what a node writes and sends. Fires once, or never where its moment does not come.
 */
public final class CrashPoint implements Hazard {

    /** Where in a turn. */
    public enum Place {
        BEFORE_APPEND(Mark.CRASH_BEFORE_APPEND),
        BEFORE_SYNC(Mark.CRASH_BETWEEN_APPEND_AND_SYNC),
        AFTER_SYNC(Mark.CRASH_AFTER_SYNC),
        BEFORE_SEND(Mark.CRASH_BETWEEN_SENDS),
        BEFORE_KEEP(Mark.CRASH_BEFORE_KEEP),
        AFTER_KEEP(Mark.CRASH_AFTER_KEEP),
        BEFORE_ANEW(Mark.CRASH_BETWEEN_KEEP_AND_BEGIN_ANEW),
        AFTER_ANEW(Mark.CRASH_AFTER_BEGIN_ANEW);

        private final Mark mark;

        Place(Mark mark) {
            this.mark = mark;
        }

        Mark mark() {
            return mark;
        }
    }

    /**
     * What to aim at.
     *
     * @param kind only records of this kind count; for places other than an append, a turn that wrote one
     * @param count how many times the place must be reached
     */
    public record Aim(Place place, Class<? extends Persist> kind, int count) {}

    private final Marks marks;
    private final Aim aim;
    private int left;
    private Written written = Written.NOTHING;

    private enum Written {
        NOTHING,
        THE_KIND
    }

    CrashPoint(Aim aim, Marks marks) {
        this.aim = aim;
        this.left = aim.count();
        this.marks = marks;
    }

    void turnBegins() {
        written = Written.NOTHING;
    }

    @Override
    public void beforeAppend(Persist record) {
        if (aim.kind().isInstance(record)) {
            reached(Place.BEFORE_APPEND);
            written = Written.THE_KIND;
        }
    }

    @Override
    public void beforeSync() {
        reachedAfterWriting(Place.BEFORE_SYNC);
    }

    @Override
    public void afterSync() {
        reachedAfterWriting(Place.AFTER_SYNC);
    }

    @Override
    public void beforeSend() {
        reachedAfterWriting(Place.BEFORE_SEND);
    }

    @Override
    public void beforeKeep() {
        reached(Place.BEFORE_KEEP);
    }

    @Override
    public void afterKeep() {
        reached(Place.AFTER_KEEP);
    }

    @Override
    public void beforeAnew() {
        reached(Place.BEFORE_ANEW);
    }

    @Override
    public void afterAnew() {
        reached(Place.AFTER_ANEW);
    }

    private void reachedAfterWriting(Place place) {
        if (written == Written.THE_KIND) {
            reached(place);
        }
    }

    private void reached(Place place) {
        if (place == aim.place() && --left == 0) {
            marks.reached(place.mark());
            throw new Crash(aim.toString());
        }
    }
}
