package dev.synod.simulation.world;

import dev.synod.node.Coordinator;
import dev.synod.node.Ports;
import dev.synod.node.Settings;
import dev.synod.node.Transport;

/** How nodes are joined to their world. A saboteur joins them otherwise; production code never knows. */
public interface Wiring {

    Wiring HONEST = new Wiring() {};

    default Settings settings(Settings honest) {
        return honest;
    }

    /** The ports of one life of a node. */
    default Ports ports(Machine machine, Ports honest) {
        return honest;
    }

    /** Where the network delivers to, for one life of a node. */
    default Transport.Inbox inbox(Machine machine, Transport.Inbox honest) {
        return honest;
    }

    /** Where clients ask, for one life of a node. */
    default Coordinator door(Machine machine, Coordinator honest) {
        return honest;
    }

    /** How often a node has its disk forced where it has to once. */
    default int forces(int honest) {
        return honest;
    }

    /** At which rate a client's clock runs. */
    default double clientRate(double honest) {
        return honest;
    }
}
