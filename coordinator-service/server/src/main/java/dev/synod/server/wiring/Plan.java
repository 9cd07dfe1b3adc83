package dev.synod.server.wiring;

import dev.synod.node.Settings;
import dev.synod.paxos.NodeId;
import dev.synod.server.journal.jpa.DatabaseSettings;
import dev.synod.server.transport.Address;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the settings mean together, complete and checked: nothing below asks a setting again.
 *
 * @param peers where this node listens to its peers; empty for a cluster of one, which has none
 * @param database where its journal is; empty where that is in {@code directory}
 */
public record Plan(
        String clusterId,
        Members members,
        Optional<Address> peers,
        Path directory,
        Optional<DatabaseSettings> database,
        Settings settings) {

    private static final int STANDARD_PEER_PORT = 7172;
    private static final String ANYWHERE = "0.0.0.0";
    private static final Pattern CLUSTER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    /** Node id of this instance. */
    public NodeId self() {
        return settings.self();
    }

    /**
     * Reads the settings together.
     *
     * @param hostName counts where no node id is set
     * @throws WrongSetting where no instance can start with them
     */
    public static Plan of(SynodProperties properties, String hostName) {
        refuseWhatComesLater(properties);
        refuseAHastyPace(properties.consensus());
        var clusterId = properties.cluster().id();
        if (!CLUSTER_ID.matcher(clusterId).matches()) {
            throw new WrongSetting("synod.cluster.id is '" + clusterId
                    + "': use letters, digits and . _ : - only, at most 200, and begin with a letter or a digit");
        }
        var written = Optional.ofNullable(properties.cluster().members());
        var members = written.map(Members::parse).orElseGet(() -> alone(properties));
        var self = written.isPresent() ? self(properties.node(), members, hostName) : members.addresses().firstKey();
        var settings = Settings.founding(
                self,
                members.texts(),
                properties.consensus().heartbeat(),
                properties.consensus().patience(),
                Settings.Limits.STANDARD);
        var directory = properties.node().dataDir().toAbsolutePath().normalize();
        var database = JournalPlace.database(properties.journal());
        return new Plan(clusterId, members, peers(properties, members, self), directory, database, settings);
    }

    private static void refuseWhatComesLater(SynodProperties properties) {
        var role = properties.node().role();
        if (role.equals("observer")) {
            throw new WrongSetting(
                    "synod.node.role is 'observer', which comes with a later version:"
                            + " set it to voter, or leave it out");
        }
        if (!role.equals("voter")) {
            throw new WrongSetting("synod.node.role is '" + role + "': set it to voter, or leave it out");
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

    private static Members alone(SynodProperties properties) {
        var id = properties.node().id();
        if (id != null) {
            throw new WrongSetting("synod.node.id is " + id + " but " + Members.SETTING + " is not set:"
                    + " name all members there, as in 1=host:7172,2=host:7172,3=host:7172,"
                    + " or leave out the id for a cluster of one");
        }
        var port = properties.peer().port();
        var peerPort = port == null ? STANDARD_PEER_PORT : checked(port);
        return Members.alone(new NodeId(1), new Address(Loopback.ADDRESS, peerPort));
    }

    private static NodeId self(SynodProperties.Node node, Members members, String hostName) {
        var written = node.id();
        if (written == null) {
            return byHostName(members, hostName);
        }
        if (written < 1) {
            throw new WrongSetting("synod.node.id is " + written + ": a node id is a number from 1 on");
        }
        var self = new NodeId(written);
        if (!members.addresses().containsKey(self)) {
            throw new WrongSetting("synod.node.id is " + self + " but " + Members.SETTING + " names only "
                    + members.addresses().keySet() + ": add this node there, or correct its id");
        }
        return self;
    }

    private static NodeId byHostName(Members members, String hostName) {
        var self = HostName.ordinal(hostName).map(ordinal -> new NodeId(ordinal + 1));
        if (self.isEmpty()) {
            throw new WrongSetting("synod.node.id is not set, and the host name '" + hostName
                    + "' ends in no ordinal as synod-0 does: set it to this node's number in " + Members.SETTING);
        }
        if (!members.addresses().containsKey(self.get())) {
            throw new WrongSetting("synod.node.id is not set, and the host name '" + hostName + "' makes this node "
                    + self.get() + ", but " + Members.SETTING + " names only "
                    + members.addresses().keySet() + ": add this node there, or set its id");
        }
        return self.get();
    }

    /** A cluster of one listens to nobody, unless its peer port is set: then it was meant to be reached. */
    private static Optional<Address> peers(SynodProperties properties, Members members, NodeId self) {
        var peer = properties.peer();
        if (properties.cluster().members() == null && peer.port() == null) {
            return Optional.empty();
        }
        var own = members.address(self);
        int port = peer.port() == null ? own.port() : checked(peer.port());
        var written = peer.address();
        if (written == null) {
            return Optional.of(new Address(Loopback.is(own.host()) ? Loopback.ADDRESS : ANYWHERE, port));
        }
        try {
            return Optional.of(new Address(written, port));
        } catch (IllegalArgumentException e) {
            throw new WrongSetting("synod.peer.address is '" + written
                    + "': set it to an address of this machine, without a port, or leave it out");
        }
    }

    private static int checked(int port) {
        if (port < 0 || port > 65_535) {
            throw new WrongSetting("synod.peer.port is " + port + ": set it to a number from 1 to 65535");
        }
        return port;
    }
}
