package dev.synod.server.wiring;

import dev.synod.node.Clock;
import dev.synod.node.Dice;
import dev.synod.node.Journal;
import dev.synod.node.Node;
import dev.synod.node.NodeLoop;
import dev.synod.node.Ports;
import dev.synod.paxos.Witness;
import dev.synod.server.archive.GuardedArchive;
import dev.synod.server.ops.KeepingHealth;
import dev.synod.server.ops.LoopHealth;
import dev.synod.server.ops.Nameplate;
import dev.synod.server.ops.StandingHealth;
import dev.synod.server.ops.StandingMeters;
import dev.synod.server.ops.StandingWatch;
import dev.synod.server.rest.cluster.ClusterFacts;
import dev.synod.server.wiring.archive.LocalLedger;
import dev.synod.server.wiring.archive.NoArchive;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The beans of an instance, in the order in which they need each other. Not found by scanning: the doors' own tests put
 * something else behind the doors.
 */
@Import(ArchiveWiring.class)
class Wiring {

    /** Beside the plan of the settings, the plan of the node that really begins here. */
    @Bean
    Memory memory(@Qualifier("plan") Plan settled) {
        return Memory.open(settled);
    }

    @Bean(destroyMethod = "") // NodeLifecycle closes it, after the loop that uses it
    Journal journal(Memory memory) {
        return memory.journal();
    }

    @Bean(destroyMethod = "")
    PeerDoor peers(Memory memory) {
        return new PeerDoor(memory.plan());
    }

    @Bean
    Clock clock() {
        return new MachineClock();
    }

    /** Seeded by the machine, so that no two nodes lose patience in step. */
    private static Dice dice() {
        var random = RandomGenerator.of("L64X128MixRandom");
        return random::nextLong;
    }

    @Bean
    Ports ports(Journal journal, PeerDoor peers, Clock clock, Beside beside) {
        return new Ports(journal, peers, clock, dice(), beside.background(), beside.witness());
    }

    /** What works, or looks on, beside the loop. */
    record Beside(Background background, Witness witness) {}

    @Bean
    Beside beside(Background background, Memory memory, Environment environment) {
        var directory = environment.getProperty("synod.trace.directory");
        var witness = directory == null ? Witness.NOBODY : Tracing.in(Path.of(directory), memory.plan().settings());
        return new Beside(background, witness);
    }

    @Bean
    Background background() {
        return new Background();
    }

    @Bean
    Node node(Memory memory, Ports ports) {
        return new Node(memory.plan().settings(), ports);
    }

    @Bean(destroyMethod = "")
    NodeLoop loop(Node node, Memory memory, Departure departure) {
        return new NodeLoop(node, new LastWords(memory.plan().self(), departure));
    }

    @Bean
    NodeLifecycle nodeLifecycle(Node node, NodeLoop loop, PeerDoor peers, Journal journal) {
        return new NodeLifecycle(node, loop, peers, journal);
    }

    /** Where an archive is set, the archivist tells how far it has come. */
    @Bean
    @ConditionalOnMissingBean(GuardedArchive.class)
    NoArchive noArchive(Node node) {
        return new NoArchive(new LocalLedger(node));
    }

    @Bean
    HandOver handOver(Node node) {
        return new HandOver(node);
    }

    @Bean
    ClusterFacts clusterFacts(Memory memory) {
        var plan = memory.plan();
        var addresses = plan.members().texts();
        plan.settings().address().ifPresent(address -> addresses.put(plan.self(), address));
        var door = plan.hasPeers() ? ClusterFacts.Door.OPEN : ClusterFacts.Door.NONE;
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

    @Bean("keeping")
    KeepingHealth keepingHealth(Node node, Memory memory) {
        return new KeepingHealth(node::standing, memory.damage());
    }

    @Bean
    StandingMeters standingMeters(Node node) {
        return new StandingMeters(node::standing);
    }

    @Bean
    StandingWatch standingWatch(Node node, StandingMeters meters, Memory memory) {
        return new StandingWatch(
                node::standing, meters, new EventWindow(node, memory.plan().window())::look);
    }

    @Bean
    Nameplate nameplate(Memory memory, Environment environment) {
        var plan = memory.plan();
        return new Nameplate(
                plan.self(), plan.clusterId(), environment.getProperty("spring.application.version", "not from a jar"));
    }

    @Bean
    Opening opening(Memory memory) {
        return new Opening(memory.plan());
    }
}
