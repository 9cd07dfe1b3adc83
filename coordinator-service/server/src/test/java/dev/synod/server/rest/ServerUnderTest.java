package dev.synod.server.rest;

import dev.synod.node.Clock;
import dev.synod.node.MemoryJournal;
import dev.synod.node.Node;
import dev.synod.node.NodeLoop;
import dev.synod.node.Ports;
import dev.synod.node.Settings;
import dev.synod.paxos.Founders;
import dev.synod.paxos.NodeId;
import dev.synod.server.rest.cluster.ClusterFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** The REST door before a node of a cluster of one, which remembers nothing beyond the test. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RestConfiguration.class)
class ServerUnderTest {

    private static final NodeId SELF = new NodeId(1);

    @Bean(destroyMethod = "close")
    NodeLoop loop(Node node) {
        var loop = new NodeLoop(node, cause -> {});
        loop.start();
        return loop;
    }

    @Bean
    Node node() {
        var settings = Settings.founding(
                SELF,
                Founders.addresses(1),
                new Settings.Pace(Duration.ofMillis(10), Duration.ofMillis(50)),
                Settings.Limits.STANDARD);
        return new Node(
                settings,
                new Ports(
                        new MemoryJournal(),
                        (to, message) -> {},
                        new SystemClock(),
                        bound -> ThreadLocalRandom.current().nextLong(bound),
                        Runnable::run));
    }

    @Bean
    ScriptedCoordinator coordinator(NodeLoop loop, Node node) {
        return new ScriptedCoordinator(node);
    }

    @Bean
    ClusterFacts facts() {
        var addresses = new TreeMap<NodeId, String>();
        addresses.put(SELF, "localhost:7172");
        return new ClusterFacts("test", addresses, ClusterFacts.Door.OPEN);
    }

    @Bean
    @Lazy
    Http http(Environment environment) {
        return new Http(environment.getRequiredProperty("local.server.port", Integer.class));
    }

    private static final class SystemClock implements Clock {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    }
}
