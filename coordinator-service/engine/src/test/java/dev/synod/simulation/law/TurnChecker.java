package dev.synod.simulation.law;

import dev.synod.paxos.NodeId;
import dev.synod.simulation.world.Watch;

/** A turn ends when a heartbeat is over, but for what it has begun. Law: SHORT_TURNS. */
final class TurnChecker implements Watch {

    private static final int MOST = 8;

    @Override
    public void waited(NodeId node, int times) {
        Law.SHORT_TURNS.check(
                times <= MOST,
                () -> "a turn of node " + node + " waited for the disk " + times + " times after a heartbeat was over");
    }
}
