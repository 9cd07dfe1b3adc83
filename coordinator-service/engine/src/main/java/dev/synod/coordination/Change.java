package dev.synod.coordination;

import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.time.Duration;

/** What became different by a decree, for those who wait for it and for those who count time. */
public sealed interface Change {

    /** A session was opened, a hold's or candidate's own ones included. */
    record SessionBegan(SessionId session, Duration ttl) implements Change {}

    /** A session was closed or has expired. */
    record SessionOver(SessionId session) implements Change {}

    /** A hold that waited is held now, or is gone from the queue. */
    record HoldSettled(LockName lock, HoldName hold) implements Change {}

    /** A hold waits with {@link Waiting.AtMost}: the president takes it out after {@code limit} if nobody else does. */
    record HoldWaits(LockName lock, HoldName hold, AttemptId attempt, Duration limit) implements Change {}

    /**
     * The lock is withheld until {@link Command.LiftDelay} names {@code since}. A delay that begins while another runs
     * takes its place.
     */
    record DelayBegan(LockName lock, Position since, Duration delay) implements Change {}

    /** Another leads, or nobody any more. */
    record LeadershipChanged(ElectionName election) implements Change {}

    /** A hold of several locks that waited is held now, or is gone from the queues. */
    record ManySettled(HoldName hold) implements Change {}

    /** A hold of several locks waits, as in {@link HoldWaits}. */
    record ManyWaits(HoldName hold, AttemptId attempt, Duration limit) implements Change {}
    /** The topic has a new event. */
    record TopicGrew(TopicName topic) implements Change {}
}
