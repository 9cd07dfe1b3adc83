package dev.synod.node;

import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.TopicName;

/** What a waiting request wants to hear of. */
public sealed interface Subject {

    record OfHold(LockName lock, HoldName hold) implements Subject {}

    /** A hold of several locks. */
    record OfManyHold(HoldName hold) implements Subject {}

    record OfElection(ElectionName election) implements Subject {}

    record OfTopic(TopicName topic) implements Subject {}
}
