package dev.synod.server.wiring;

import dev.synod.paxos.NodeId;
import dev.synod.server.transport.Address;
import java.util.Optional;

/**
 * Who this node is among the others, where it listens, and under which address they reach it.
 *
 * @param listen empty where it listens to nobody
 * @param advertised empty where nobody is to call it
 */
record Seat(NodeId self, Members members, Optional<Address> listen, Optional<Address> advertised) {

    private static final int STANDARD_PEER_PORT = 7172;
    private static final String ANYWHERE = "0.0.0.0";
    private static final String ADVERTISED = "synod.peer.advertised";
    private static final String FORM = "1=host:7172,2=host:7172,3=host:7172";

    static Seat of(Plan.Role role, SynodProperties properties, String hostName) {
        var written = Optional.ofNullable(properties.cluster().members()).map(Members::parse);
        return switch (role) {
            case OBSERVER -> observer(properties, hostName, written);
            case VOTER -> written.map(members -> voter(properties, hostName, members))
                    .orElseGet(() -> alone(properties));
        };
    }

    // ---- a cluster of one

    private static Seat alone(SynodProperties properties) {
        var id = properties.node().id();
        if (id != null) {
            throw new WrongSetting("synod.node.id is " + id + " but " + Members.SETTING + " is not set:"
                    + " name all members there, as in " + FORM + ", or leave out the id for a cluster of one");
        }
        var peer = properties.peer();
        var port = Optional.ofNullable(peer.port()).map(Seat::checked);
        var address = new Address(Loopback.ADDRESS, port.orElse(STANDARD_PEER_PORT));
        // It listens to nobody, unless its peer port is set: then it was meant to be reached.
        var listen = port.map(number -> listen(peer, address));
        refuseAnotherAddress(peer, address);
        return new Seat(new NodeId(1), Members.alone(new NodeId(1), address), listen, Optional.of(address));
    }

    // ---- a voter

    private static Seat voter(SynodProperties properties, String hostName, Members members) {
        var self = voterId(properties, members, hostName);
        var peer = properties.peer();
        if (!members.addresses().containsKey(self)) {
            var advertised = advertised(peer).orElseThrow(() -> new WrongSetting("synod.node.id is " + self + " but "
                    + Members.SETTING + " names only " + members.addresses().keySet() + ": correct its id, or set "
                    + ADVERTISED + " to this node's host:port if it is to join the cluster of these"));
            return new Seat(self, members, Optional.of(listen(peer, advertised)), Optional.of(advertised));
        }
        members.refuseEvenNumber();
        var own = members.address(self);
        refuseAnotherAddress(peer, own);
        return new Seat(self, members, Optional.of(listen(peer, own)), Optional.of(own));
    }

    private static NodeId voterId(SynodProperties properties, Members members, String hostName) {
        var written = properties.node().id();
        return written == null ? byHostName(members, hostName) : id(written);
    }

    private static NodeId id(int written) {
        if (written < 1) {
            throw new WrongSetting("synod.node.id is " + written + ": a node id is a number from 1 on");
        }
        return new NodeId(written);
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

    private static void refuseAnotherAddress(SynodProperties.Peer peer, Address own) {
        advertised(peer).filter(address -> !address.equals(own)).ifPresent(address -> {
            throw new WrongSetting(ADVERTISED + " is " + address + ", but this node is to be reached at " + own
                    + " as " + Members.SETTING + " says: leave " + ADVERTISED + " out, or correct its entry there");
        });
    }

    // ---- an observer

    private static Seat observer(SynodProperties properties, String hostName, Optional<Members> written) {
        var members = written.orElseThrow(() -> new WrongSetting("synod.node.role is 'observer' but " + Members.SETTING
                + " is not set: name there the nodes that it is to learn from, as in " + FORM));
        var self = Optional.ofNullable(properties.node().id()).map(Seat::id).orElseGet(FreshId::ofObserver);
        if (members.addresses().containsKey(self)) {
            throw new WrongSetting("synod.node.role is 'observer', and synod.node.id is " + self + ", which "
                    + Members.SETTING + " names as a member: leave out the id, or set one that is no member's");
        }
        var peer = properties.peer();
        var port = Optional.ofNullable(peer.port()).map(Seat::checked);
        if (port.isEmpty()) {
            advertised(peer).ifPresent(address -> {
                throw new WrongSetting(ADVERTISED + " is " + address + " but this observer listens to nobody: set"
                        + " synod.peer.port too, or leave it out");
            });
            return new Seat(self, members, Optional.empty(), Optional.empty());
        }
        boolean isHere = members.addresses().values().stream().allMatch(address -> Loopback.is(address.host()));
        var reached = advertised(peer)
                .orElseGet(() -> new Address(isHere ? Loopback.ADDRESS : hostName, port.get()));
        return new Seat(self, members, Optional.of(listen(peer, reached)), Optional.of(reached));
    }

    // ---- addresses

    private static Optional<Address> advertised(SynodProperties.Peer peer) {
        return Optional.ofNullable(peer.advertised()).map(text -> {
            try {
                var address = Address.parse(text);
                if (address.port() > 0) {
                    return address;
                }
            } catch (IllegalArgumentException malformed) {
                // Told below, as a port that nobody can call.
            }
            throw new WrongSetting(
                    ADVERTISED + " is '" + text + "': set it to host:port, where the others reach this node");
        });
    }

    private static Address listen(SynodProperties.Peer peer, Address reached) {
        int port = peer.port() == null ? reached.port() : checked(peer.port());
        var written = peer.address();
        if (written == null) {
            return new Address(Loopback.is(reached.host()) ? Loopback.ADDRESS : ANYWHERE, port);
        }
        try {
            return new Address(written, port);
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
