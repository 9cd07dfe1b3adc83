package dev.synod.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.paxos.NodeId;
import dev.synod.server.archive.ArchiveSettings;
import dev.synod.server.journal.jpa.DatabaseSettings;
import dev.synod.server.transport.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** DESIGN.md, section 8: what an instance makes of its settings, and which it refuses. */
class SettingsTest {

    private static final String THREE = "--synod.cluster.members=1=a:7172,2=b:7172,3=c:7172";

    @Nested
    class ACompleteSetting {

        @Test
        void withoutConfigurationIsAClusterOfOneOnLoopback() {
            var plan = plan("pod");

            assertThat(plan.self()).isEqualTo(new NodeId(1));
            assertThat(plan.clusterId()).isEqualTo("synod");
            assertThat(plan.members().addresses()).containsOnlyKeys(new NodeId(1));
            assertThat(plan.peers()).isEmpty();
            assertThat(plan.directory()).isEqualTo(Path.of("synod-data").toAbsolutePath());
            assertThat(plan.settings().heartbeat()).isEqualTo(Duration.ofMillis(50));
            assertThat(plan.settings().patience()).isEqualTo(Duration.ofMillis(400));
        }

        @Test
        void namesThisNodeAndAllMembers() {
            var plan = plan("pod", THREE, "--synod.node.id=2", "--synod.cluster.id=billing");

            assertThat(plan.self()).isEqualTo(new NodeId(2));
            assertThat(plan.settings().members().keySet()).containsExactly(new NodeId(1), new NodeId(2), new NodeId(3));
            assertThat(plan.clusterId()).isEqualTo("billing");
        }

        @Test
        void takesTheNodeFromTheOrdinalOfTheHostName() {
            assertThat(plan("synod-0", THREE).self()).isEqualTo(new NodeId(1));
            assertThat(plan("synod-2.synod.default.svc", THREE).self()).isEqualTo(new NodeId(3));
        }

        @Test
        void prefersAnIdToTheHostName() {
            assertThat(plan("synod-0", THREE, "--synod.node.id=3").self()).isEqualTo(new NodeId(3));
        }

        @Test
        void listensToPeersOnThePortOfItsOwnEntry() {
            assertThat(plan("pod", "--synod.node.id=1", "--synod.cluster.members=1=10.0.0.1:7001").peers())
                    .contains(new Address("0.0.0.0", 7001));
            assertThat(plan("pod", "--synod.node.id=1", "--synod.cluster.members=1=localhost:7001").peers())
                    .contains(new Address("127.0.0.1", 7001));
        }

        @Test
        void listensToPeersWhereItIsTold() {
            var plan = plan("pod", THREE, "--synod.node.id=1", "--synod.peer.port=9", "--synod.peer.address=10.0.0.9");

            assertThat(plan.peers()).contains(new Address("10.0.0.9", 9));
        }

        @Test
        void ofAClusterOfOneListensToPeersOnlyWhenToldTo() {
            assertThat(plan("pod", "--synod.peer.port=7009").peers()).contains(new Address("127.0.0.1", 7009));
        }

        @Test
        void keepsTheJournalInADatabaseWhereItIsTold() {
            var plan = planFromVariables(Map.of(
                    "SYNOD_JOURNAL_TYPE", "jpa",
                    "SYNOD_JOURNAL_URL", "jdbc:postgresql://db/synod?password=secret",
                    "SYNOD_JOURNAL_USERNAME", "ada",
                    "SYNOD_JOURNAL_PASSWORD", "secret"));

            assertThat(plan.database()).contains(new DatabaseSettings(
                    "jdbc:postgresql://db/synod?password=secret", Optional.of("ada"), Optional.of("secret")));
            assertThat(plan.database().orElseThrow()).hasToString("jdbc:postgresql://db/synod");
            assertThat(plan("pod").database()).isEmpty();
        }

        @Test
        void keepsAnArchiveOnlyWhereItIsTold() {
            assertThat(plan("pod").archive()).isEmpty();
            assertThat(plan("pod", "--synod.archive.url=h2", "--synod.node.data-dir=/tmp/a").archive())
                    .contains(ArchiveSettings.embedded("synod", Path.of("/tmp/a")));

            var shared = planFromVariables(Map.of(
                    "SYNOD_ARCHIVE_URL", "jdbc:postgresql://db/synod?password=secret",
                    "SYNOD_ARCHIVE_USERNAME", "ada",
                    "SYNOD_ARCHIVE_PASSWORD", "secret",
                    "SYNOD_CLUSTER_ID", "billing"));
            assertThat(shared.archive()).contains(ArchiveSettings.shared(
                    "billing",
                    "jdbc:postgresql://db/synod?password=secret",
                    Optional.of("ada"),
                    Optional.of("secret")));
            assertThat(shared.archive().orElseThrow()).hasToString("jdbc:postgresql://db/synod");
        }

        @Test
        void ofAnObserverNeedsNoIdAndNoOddNumberAndListensOnlyWhereItIsTold() {
            var plan = plan("pod", "--synod.node.role=observer", "--synod.cluster.members=1=a:7172,2=b:7172");

            assertThat(plan.role()).isEqualTo(Plan.Role.OBSERVER);
            assertThat(plan.self().number()).isGreaterThanOrEqualTo(1_000_000);
            assertThat(plan.peers()).isEmpty();
            assertThat(plan.hasPeers()).isTrue();
            assertThat(plan.settings().address()).isEmpty();

            var source = plan("pod", THREE, "--synod.node.role=observer", "--synod.peer.port=7008");
            assertThat(source.peers()).contains(new Address("0.0.0.0", 7008));
            assertThat(source.settings().address()).contains("pod:7008");
            assertThat(plan("pod", THREE, "--synod.node.role=observer").self()).isNotEqualTo(plan.self());
        }

        @Test
        void ofANodeThatJoinsSaysWhereItIsReached() {
            var plan = plan("pod", THREE, "--synod.node.id=4", "--synod.peer.advertised=d:7009");

            assertThat(plan.role()).isEqualTo(Plan.Role.VOTER);
            assertThat(plan.self()).isEqualTo(new NodeId(4));
            assertThat(plan.peers()).contains(new Address("0.0.0.0", 7009));
            assertThat(plan.settings().address()).contains("d:7009");
            assertThat(plan.settings().members()).doesNotContainKey(new NodeId(4));
        }

        @Test
        void comesFromTheEnvironmentToo() {
            var plan = planFromVariables(Map.of(
                    "SYNOD_NODE_ID", "3",
                    "SYNOD_CLUSTER_MEMBERS", "1=a:7172, 2=b:7172, 3=[::1]:7172",
                    "SYNOD_NODE_DATADIR", "/tmp/a",
                    "SYNOD_JAVA", "/usr/bin/java"));

            assertThat(plan.self()).isEqualTo(new NodeId(3));
            assertThat(plan.directory()).isEqualTo(Path.of("/tmp/a"));
        }

        @Test
        void isNotDisturbedByWhatKubernetesAddsForServices() {
            var plan = planFromVariables(Map.of(
                    "SYNOD_NODE_SERVICE_HOST", "10.0.0.7",
                    "SYNOD_NODE_SERVICE_PORT_API", "7171",
                    "SYNOD_NODE_PORT", "tcp://10.0.0.7:7171",
                    "SYNOD_NODE_PORT_7171_TCP_ADDR", "10.0.0.7"));

            assertThat(plan.self()).isEqualTo(new NodeId(1));
        }
    }

    @Nested
    class AnApiBeyondLoopback {

        @Test
        void leavesHealthAndMetricsToAPortOfTheirOwn() {
            assertThat(operationsPort("--server.address=0.0.0.0")).isEqualTo("0.0.0.0:7173");
        }

        @Test
        void leavesThemWhereTheyAreToldToBe() {
            assertThat(operationsPort("--server.address=0.0.0.0", "--management.server.port=9"))
                    .isEqualTo("null:9");
        }

        @Test
        void isNotMeantByLoopback() {
            assertThat(operationsPort("--server.address=127.0.0.1")).isEqualTo("null:null");
            assertThat(operationsPort()).isEqualTo("null:null");
        }

        private String operationsPort(String... settings) {
            try (var context = new GenericApplicationContext()) {
                context.getEnvironment().getPropertySources().addFirst(written(settings));
                new SettingsReader().initialize(context);
                var environment = context.getEnvironment();
                return environment.getProperty("management.server.address") + ":"
                        + environment.getProperty("management.server.port");
            }
        }
    }

    @Nested
    class AWrongSetting {

        @ParameterizedTest
        @MethodSource({
            "dev.synod.server.wiring.SettingsTest#wrongSettings",
            "dev.synod.server.wiring.SettingsTest#wrongRoles",
            "dev.synod.server.wiring.SettingsTest#wrongJournals",
            "dev.synod.server.wiring.SettingsTest#wrongArchives"
        })
        void isRefusedWithOneSentenceThatNamesItAndWhatToChange(String settings, String sentence) {
            assertThatThrownBy(() -> plan("pod", settings.split(" ")))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessage(sentence);
        }

        @Test
        void inTheEnvironmentIsNotPassedOver() {
            assertThatThrownBy(() -> planFromVariables(Map.of("SYNOD_CONSENSUS_HEARBEAT", "50ms")))
                    .hasMessage("SYNOD_CONSENSUS_HEARBEAT is not a setting of this version:"
                            + " did you mean synod.consensus.heartbeat?");
        }
    }

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                wrong(
                        "--synod.node.id=2",
                        "synod.node.id is 2 but synod.cluster.members is not set: name all members there, as in"
                                + " 1=host:7172,2=host:7172,3=host:7172, or leave out the id for a cluster of one"),
                wrong(
                        THREE + " --synod.node.id=4",
                        "synod.node.id is 4 but synod.cluster.members names only [1, 2, 3]: correct its id, or set"
                                + " synod.peer.advertised to this node's host:port if it is to join the cluster of"
                                + " these"),
                wrong(THREE + " --synod.node.id=0", "synod.node.id is 0: a node id is a number from 1 on"),
                wrong(
                        THREE,
                        "synod.node.id is not set, and the host name 'pod' ends in no ordinal as synod-0 does: set"
                                + " it to this node's number in synod.cluster.members"),
                wrong(
                        "--synod.node.id=1 --synod.cluster.members=1=a:1,1=b:1,3=c:1",
                        "synod.cluster.members names node 1 twice: give each member an id of its own"),
                wrong(
                        "--synod.node.id=1 --synod.cluster.members=1=a:1,2=a:1,3=c:1",
                        "synod.cluster.members gives nodes 1 and 2 the same address a:1: give each member an address of"
                                + " its own"),
                wrong(
                        "--synod.node.id=1 --synod.cluster.members=1=a:1,2=b:1",
                        "synod.cluster.members names 2 voters, and an even number survives no more failures than one"
                                + " voter fewer: name 1, 3 or 5"),
                wrong(
                        "--synod.node.id=1 --synod.cluster.members=a:1,b:1,c:1",
                        "synod.cluster.members: the member 'a:1' has no id before an '='; write members as"
                                + " 1=host:7172,2=host:7172,3=host:7172"),
                wrong(
                        "--synod.consensus.heartbeat=400ms",
                        "synod.consensus.heartbeat (400ms) must be shorter than synod.consensus.patience (400ms): raise"
                                + " the patience to several heartbeats"),
                wrong(
                        "--synod.consensus.heartbeat=0ms",
                        "synod.consensus.heartbeat is 0ms: set it to 1ms or more, or leave it out for 50ms"),
                wrong(
                        "--synod.consensus.hearbeat=50ms",
                        "synod.consensus.hearbeat is not a setting of this version: did you mean"
                                + " synod.consensus.heartbeat?"),
                wrong(
                        "--synod.nodeid=1",
                        "synod.nodeid is not a setting of this version: did you mean synod.node.id?"),
                wrong("--synod.peer.port=70000", "synod.peer.port is 70000: set it to a number from 1 to 65535"),
                wrong(
                        "--synod.cluster.id=a/b",
                        "synod.cluster.id is 'a/b': use letters, digits and . _ : - only, at most 200, and begin with a"
                                + " letter or a digit"));
    }

    static Stream<Arguments> wrongRoles() {
        return Stream.of(
                wrong(
                        "--synod.node.role=observer",
                        "synod.node.role is 'observer' but synod.cluster.members is not set: name there the nodes that"
                                + " it is to learn from, as in 1=host:7172,2=host:7172,3=host:7172"),
                wrong(
                        THREE + " --synod.node.role=observer --synod.node.id=2",
                        "synod.node.role is 'observer', and synod.node.id is 2, which synod.cluster.members names as a"
                                + " member: leave out the id, or set one that is no member's"),
                wrong(
                        THREE + " --synod.node.role=observer --synod.peer.advertised=me:7172",
                        "synod.peer.advertised is me:7172 but this observer listens to nobody: set synod.peer.port too,"
                                + " or leave it out"),
                wrong(
                        THREE + " --synod.node.id=2 --synod.peer.advertised=me:7172",
                        "synod.peer.advertised is me:7172, but this node is to be reached at b:7172 as"
                                + " synod.cluster.members says: leave synod.peer.advertised out, or correct its entry"
                                + " there"),
                wrong(
                        THREE + " --synod.node.id=4 --synod.peer.advertised=me",
                        "synod.peer.advertised is 'me': set it to host:port, where the others reach this node"),
                wrong(
                        "--synod.node.on-damage=weep",
                        "synod.node.on-damage is 'weep': set it to stop or replace, or leave it out for stop"),
                wrong(
                        "--synod.node.role=boss",
                        "synod.node.role is 'boss': set it to voter or observer, or leave it out for voter"));
    }

    static Stream<Arguments> wrongJournals() {
        return Stream.of(
                wrong(
                        "--synod.journal.type=tape",
                        "synod.journal.type is 'tape': set it to file or jpa, or leave it out for file"),
                wrong(
                        "--synod.journal.type=jpa",
                        "synod.journal.type is 'jpa' and synod.journal.url is not set: set it to the database, as in"
                                + " jdbc:postgresql://host:5432/synod, or leave out the type for a journal in files"),
                wrong(
                        "--synod.journal.type=jpa --synod.journal.url=jdbc:mysql://db/synod?password=secret",
                        "synod.journal.url is 'jdbc:mysql://db/synod', and a journal needs PostgreSQL: set it as in"
                                + " jdbc:postgresql://host:5432/synod"),
                wrong(
                        "--synod.journal.url=jdbc:postgresql://db/synod",
                        "a database for the journal is set and synod.journal.type is 'file': set it to jpa, or leave"
                                + " out synod.journal.url and synod.journal.username"));
    }

    static Stream<Arguments> wrongArchives() {
        return Stream.of(
                wrong(
                        "--synod.archive.url=jdbc:mysql://db/synod?password=secret",
                        "synod.archive.url is 'jdbc:mysql://db/synod': set it to h2 for a file in synod.node.data-dir,"
                                + " or to a database of PostgreSQL, as in jdbc:postgresql://host:5432/synod, or leave"
                                + " it out for no archive"),
                wrong(
                        "--synod.archive.url=",
                        "synod.archive.url is '': set it to h2 for a file in synod.node.data-dir, or to a database of"
                                + " PostgreSQL, as in jdbc:postgresql://host:5432/synod, or leave it out for no"
                                + " archive"),
                wrong(
                        "--synod.archive.username=ada",
                        "a user for the archive's database is set and synod.archive.url is not: set it to the"
                                + " database, as in jdbc:postgresql://host:5432/synod, or leave out"
                                + " synod.archive.username and .password"),
                wrong(
                        "--synod.archive.url=h2 --synod.archive.password=secret",
                        "synod.archive.url is 'h2', a file of this node's own that needs no user: leave out"
                                + " synod.archive.username and .password, or set it to a database, as in"
                                + " jdbc:postgresql://host:5432/synod"),
                wrong(
                        THREE + " --synod.node.role=observer --synod.archive.url=h2",
                        "synod.node.role is 'observer', which keeps nothing on disk, and synod.archive.url is 'h2', a"
                                + " file of its own: leave it out, or set it to the database of PostgreSQL that the"
                                + " voters archive in"));
    }

    private static Arguments wrong(String settings, String sentence) {
        return Arguments.of(settings, sentence);
    }

    private static Plan plan(String hostName, String... settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(written(settings));
        return SettingsReader.read(environment, hostName);
    }

    private static MapPropertySource written(String... settings) {
        var written = new HashMap<String, Object>();
        for (var setting : settings) {
            var equals = setting.indexOf('=');
            written.put(setting.substring(2, equals), setting.substring(equals + 1));
        }
        return new MapPropertySource("written", written);
    }

    private static Plan planFromVariables(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return SettingsReader.read(environment, "pod");
    }
}
