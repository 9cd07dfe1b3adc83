package dev.synod.spring.bridge;

import dev.synod.client.Locks;
import dev.synod.client.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import net.javacrumbs.shedlock.core.AbstractSimpleLock;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ShedLock's locks, held by Synod. No wall clock is asked: {@code lockAtMostFor} and {@code lockAtLeastFor} are counted
 * from the grant, on this process's monotonic clock.
 *
 * <p>A process that dies keeps its locks no longer than its session lives, however long {@code lockAtMostFor} is. One
 * that lives loses a lock after {@code lockAtMostFor}, though its work goes on, and that is logged as a warning at the
 * end of the work, where an exception would hide the work's own; {@code LockExtender} prolongs it. What was unlocked
 * before {@code lockAtLeastFor} is given back when that is over; a process that stops gives all back with its session,
 * earlier too, as does one that dies. Work that must run once for each firing, whatever stops or dies, says
 * {@code @OncePerCluster}: a lock only keeps two from running at once.
 */
public final class SynodLockProvider implements ExtensibleLockProvider, Holding {

    private static final Logger LOG = LoggerFactory.getLogger(SynodLockProvider.class);

    private final Locks locks;
    private final LimitedHold.Timing timing;
    private final LockNames names;
    private final Set<LimitedHold> working = ConcurrentHashMap.newKeySet();

    /** Its locks are called as ShedLock's, after the prefix: whoever shares the cluster and the prefix shares them. */
    public SynodLockProvider(Locks locks, Timers timers, Executor executor, String prefix) {
        this.locks = locks;
        timing = new LimitedHold.Timing(timers, executor);
        names = new LockNames(prefix);
    }

    /**
     * The lock, if it is free now.
     *
     * @throws dev.synod.client.SynodException where Synod is not reached: nothing is locked
     */
    @Override
    public Optional<SimpleLock> lock(LockConfiguration configuration) {
        return locks.tryAcquire(names.of(configuration.getName()), Duration.ZERO)
                .map(held -> limited(new LimitedHold(held, timing), configuration));
    }

    private SimpleLock limited(LimitedHold hold, LockConfiguration configuration) {
        hold.limit(configuration.getLockAtMostFor());
        working.add(hold);
        return new Kept(hold, configuration);
    }

    /** How many locks have work going on under them, and are not lost. */
    @Override
    public int held() {
        return (int) working.stream().filter(LimitedHold::isValid).count();
    }

    /** A hold that may be unlocked before it may be given back; ShedLock sees to it that it is unlocked once. */
    private final class Kept extends AbstractSimpleLock {

        private final LimitedHold hold;
        private final long begun = timing.timers().nanos();

        Kept(LimitedHold hold, LockConfiguration configuration) {
            super(configuration);
            this.hold = hold;
        }

        @Override
        protected void doUnlock() {
            working.remove(hold);
            var rest = lockConfiguration.getLockAtLeastFor().minusNanos(timing.timers().nanos() - begun);
            if (!rest.isNegative() && !rest.isZero() && hold.isValid()) {
                timing.timers().after(rest, () -> timing.executor().execute(hold::giveBack));
            } else if (!hold.giveBack()) {
                LOG.warn(
                        "the lock {} with fencing token {} was lost before its work ended, and another may have worked"
                                + " since: have lockAtMostFor exceed the longest run, or extend it",
                        hold.name(),
                        hold.fencingToken());
            }
        }

        @Override
        protected Optional<SimpleLock> doExtend(LockConfiguration newConfiguration) {
            // ShedLock does not unlock what it could not extend.
            working.remove(hold);
            return hold.isValid() ? Optional.of(limited(hold, newConfiguration)) : Optional.empty();
        }
    }
}
