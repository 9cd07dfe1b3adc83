package dev.synod.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** A lease that lives in a session: once granted, it is lost once or given back once, never both. */
class SessionLease implements Lease {

    private final Life life;
    private final String name;
    private final long fencingToken;
    private final Executor executor;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean isLost;
    private volatile boolean isOver;

    /** Not admitted by the life yet; {@code executor} does what is to be done when it is lost. */
    SessionLease(Life life, String name, long fencingToken, Executor executor) {
        this.life = life;
        this.name = name;
        this.fencingToken = fencingToken;
        this.executor = executor;
    }

    final Life life() {
        return life;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long fencingToken() {
        return fencingToken;
    }

    @Override
    public final boolean isValid() {
        return !isOver && life.isAlive();
    }

    @Override
    public final Duration remaining() {
        return isOver ? Duration.ZERO : Duration.ofNanos(life.remaining());
    }

    @Override
    public final void onLost(Runnable action) {
        synchronized (actions) {
            if (!isOver) {
                actions.add(action);
                return;
            }
            if (!isLost) {
                return;
            }
        }
        // In this thread: a listener that hears of the lead and of its loss must have heard both before the next lead.
        Sequence.guarded(action).run();
    }

    final void lose() {
        List<Runnable> due;
        synchronized (actions) {
            if (isOver) {
                return;
            }
            isOver = true;
            isLost = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        life.forget(this);
        due.forEach(action -> executor.execute(Sequence.guarded(action)));
    }

    /** Whether it was this process's until now. */
    final boolean giveBack() {
        synchronized (actions) {
            if (isOver) {
                return false;
            }
            isOver = true;
            actions.clear();
        }
        life.forget(this);
        return true;
    }
}
