package dev.synod.server.wiring;

import dev.synod.node.Clock;
import dev.synod.node.Dice;
import dev.synod.node.Journal;
import dev.synod.node.Node;
import dev.synod.node.NodeLoop;
import dev.synod.node.Ports;
import dev.synod.paxos.NodeId;
import dev.synod.server.journal.FileJournal;
import dev.synod.server.journal.Identity;
import dev.synod.server.journal.jpa.JpaJournal;
import dev.synod.server.ops.LoopHealth;
import dev.synod.server.ops.Nameplate;
import dev.synod.server.ops.StandingHealth;
import dev.synod.server.ops.StandingMeters;
import dev.synod.server.ops.StandingWatch;
import dev.synod.server.rest.cluster.ClusterFacts;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The beans of an instance, in the order in which they need each other. Not found by scanning: the doors' own tests put
 * something else behind the doors.
 */
class Wiring {

    @Bean(destroyMethod = "") // NodeLifecycle closes it, after the loop that uses it
    Journal journal(Plan plan) {
        var identity = new Identity(plan.clusterId(), plan.self());
        return plan.database()
                .<Journal>map(database -> JpaJournal.open(database, identity))
                .orElseGet(() -> FileJournal.open(plan.directory(), identity));
    }

    @Bean(destroyMethod = "")
    PeerDoor peers(Plan plan) {
        return new PeerDoor(plan);
    }

    @Bean
    Clock clock() {
        return new MachineClock();
    }

    /** Seeded by the machine, so that no two nodes lose patience in step. */
    @Bean
    Dice dice() {
        var random = RandomGenerator.of("L64X128MixRandom");
        return random::nextLong;
    }

    @Bean
    Ports ports(Journal journal, PeerDoor peers, Clock clock, Dice dice, Background background) {
        return new Ports(journal, peers, clock, dice, background);
    }

    @Bean
    Background background() {
        return new Background();
    }

    @Bean
    Node node(Plan plan, Ports ports) {
        return new Node(plan.settings(), ports);
    }

    @Bean(destroyMethod = "")
    NodeLoop loop(Node node, Plan plan, Departure departure) {
        return new NodeLoop(node, new LastWords(plan.self(), departure));
    }

    @Bean
    NodeLifecycle nodeLifecycle(Node node, NodeLoop loop, PeerDoor peers, Journal journal) {
        return new NodeLifecycle(node, loop, peers, journal);
    }

    @Bean
    HandOver handOver(Node node, Plan plan) {
        return new HandOver(node, plan);
    }

    @Bean
    ClusterFacts clusterFacts(Plan plan) {
        var addresses = new TreeMap<NodeId, String>();
        plan.members().addresses().forEach((member, address) -> addresses.put(member, address.toString()));
        var door = plan.peers().isPresent() ? ClusterFacts.Door.OPEN : ClusterFacts.Door.NONE;
        return new ClusterFacts(plan.clusterId(), addresses, door);
    }

    @Bean("turning")
    LoopHealth loopHealth(Node node, NodeLoop loop, Clock clock) {
        return new LoopHealth(node::standing, loop::isAlive, clock);
    }

    @Bean("standing")
    StandingHealth standingHealth(Node node) {
        return new StandingHealth(node::standing);
    }

    @Bean
    StandingMeters standingMeters(Node node) {
        return new StandingMeters(node::standing);
    }

    @Bean
    StandingWatch standingWatch(Node node) {
        return new StandingWatch(node::standing);
    }

    @Bean
    Nameplate nameplate(Plan plan, Environment environment) {
        return new Nameplate(
                plan.self(), plan.clusterId(), environment.getProperty("spring.application.version", "not from a jar"));
    }

    @Bean
    Opening opening(Plan plan) {
        return new Opening(plan);
    }
}
