package dev.synod.server.wiring;

import dev.synod.coordination.event.Topics;
import dev.synod.node.Settings;
import dev.synod.paxos.NodeId;
import dev.synod.server.archive.ArchiveSettings;
import dev.synod.server.journal.jpa.DatabaseSettings;
import dev.synod.server.transport.Address;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the settings mean together, complete and checked: nothing below asks a setting again.
 *
 * @param members whom the settings name; this node is among them where the cluster begins with it
 * @param peers where this node listens to its peers; empty where it does not
 * @param window how many events a topic keeps; empty where the settings do not say
 * @param database where its journal is; empty where that is in {@code directory}
 * @param archive where events are kept for good; empty where they are not
 */
public record Plan(
        String clusterId,
        Role role,
        Members members,
        Optional<Address> peers,
        Path directory,
        Optional<DatabaseSettings> database,
        OnDamage onDamage,
        Optional<Topics.Window> window,
        Optional<ArchiveSettings> archive,
        Settings settings) {

    private static final Pattern CLUSTER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    /** What a node is to its cluster. */
    public enum Role {
        /** It votes, or wants to. */
        VOTER,
        /** It learns, and keeps nothing on disk. */
        OBSERVER;

        static Role parse(String text) {
            return switch (text) {
                case "voter" -> VOTER;
                case "observer" -> OBSERVER;
                default -> throw new WrongSetting("synod.node.role is '" + text
                        + "': set it to voter or observer, or leave it out for voter");
            };
        }
    }

    /** Node id of this instance. */
    public NodeId self() {
        return settings.self();
    }

    /** Whether there is a way to other nodes: a cluster of one that listens to nobody has none. */
    public boolean hasPeers() {
        return peers.isPresent() || !members.peersOf(self()).isEmpty();
    }

    /**
     * Reads the settings together.
     *
     * @param hostName counts where no node id is set
     * @throws WrongSetting where no instance can start with them
     */
    public static Plan of(SynodProperties properties, String hostName) {
        refuseAHastyPace(properties.consensus());
        var clusterId = checkedClusterId(properties.cluster().id());
        var role = Role.parse(properties.node().role());
        var onDamage = OnDamage.parse(properties.node().onDamage());
        var database = JournalPlace.database(properties.journal());
        var window = EventWindow.of(properties.events());
        var seat = Seat.of(role, properties, hostName);
        if (role == Role.OBSERVER && database.isPresent()) {
            throw new WrongSetting("synod.node.role is 'observer', which keeps no journal: leave out"
                    + " synod.journal.type and synod.journal.url");
        }
        var settings = new Settings(
                seat.self(),
                seat.members().texts(),
                seat.advertised().map(Address::toString),
                Optional.empty(),
                properties.consensus().heartbeat(),
                properties.consensus().patience(),
                Settings.Limits.STANDARD);
        var directory = properties.node().dataDir().toAbsolutePath().normalize();
        var archive = ArchivePlace.of(properties.archive(), clusterId, directory);
        refuseAFileOfAnObserver(role, archive);
        return new Plan(
                clusterId,
                role,
                seat.members(),
                seat.listen(),
                directory,
                database,
                onDamage,
                window,
                archive,
                settings);
    }

    /** The same place taken by a node with a new id, in the stead of {@code lost}. */
    Plan replacing(NodeId lost, NodeId fresh) {
        var others = members.without(self());
        return new Plan(
                clusterId,
                role,
                others,
                peers,
                directory,
                database,
                onDamage,
                window,
                archive,
                settings(fresh, others, settings.address(), Optional.of(lost)));
    }

    /** The same place taken by an observer, whom nobody calls. */
    Plan observing() {
        var others = members.without(self());
        return new Plan(
                clusterId,
                Role.OBSERVER,
                others,
                Optional.empty(),
                directory,
                database,
                onDamage,
                window,
                archive,
                settings(FreshId.ofObserver(), others, Optional.empty(), Optional.empty()));
    }

    private Settings settings(NodeId self, Members others, Optional<String> address, Optional<NodeId> replaces) {
        return new Settings(
                self,
                others.texts(),
                address,
                replaces,
                settings.heartbeat(),
                settings.patience(),
                settings.limits());
    }

    private static String checkedClusterId(String clusterId) {
        if (!CLUSTER_ID.matcher(clusterId).matches()) {
            throw new WrongSetting("synod.cluster.id is '" + clusterId
                    + "': use letters, digits and . _ : - only, at most 200, and begin with a letter or a digit");
        }
        return clusterId;
    }

    private static void refuseAFileOfAnObserver(Role role, Optional<ArchiveSettings> archive) {
        if (role == Role.OBSERVER && archive.filter(it -> it.kind() == ArchiveSettings.Kind.OWN).isPresent()) {
            throw new WrongSetting("synod.node.role is 'observer', which keeps nothing on disk, and "
                    + ArchivePlace.URL + " is 'h2', a file of its own: leave it out, or set it to the database"
                    + " of PostgreSQL that the voters archive in");
        }
    }

    private static void refuseAHastyPace(SynodProperties.Consensus pace) {
        if (pace.heartbeat().toMillis() < 1) {
            throw new WrongSetting("synod.consensus.heartbeat is " + pace.heartbeat().toMillis()
                    + "ms: set it to 1ms or more, or leave it out for 50ms");
        }
        if (pace.heartbeat().compareTo(pace.patience()) >= 0) {
            throw new WrongSetting("synod.consensus.heartbeat (" + pace.heartbeat().toMillis()
                    + "ms) must be shorter than synod.consensus.patience (" + pace.patience().toMillis()
                    + "ms): raise the patience to several heartbeats");
        }
    }
}
