package dev.synod.spring.bridge;

import java.util.ConcurrentModificationException;

/**
 * A lock was lost before it was unlocked: its session ended, or its time to live was over. Another may have worked
 * under it meanwhile. The same type, for those who know Spring Integration's registries, as theirs throw.
 *
 * <p>Whoever catches it compares what it has written, or leaves that to the fencing token of {@link SynodLock#lease}.
 */
public final class LockLostException extends ConcurrentModificationException {

    private static final long serialVersionUID = 1;

    LockLostException(String lock, long fencingToken) {
        super("the lock " + lock + " with fencing token " + fencingToken + " was lost while this thread held it, and"
                + " another may have held it since: check what was written under it, or guard that by @Fenced");
    }
}
