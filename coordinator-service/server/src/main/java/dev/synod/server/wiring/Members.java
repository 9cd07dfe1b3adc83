package dev.synod.server.wiring;

import dev.synod.paxos.NodeId;
import dev.synod.server.transport.Address;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes that the settings name, and where each is reached: those that the cluster begins with, or to a node that is
 * not among them, those whom it asks first.
 */
public record Members(SortedMap<NodeId, Address> addresses) {

    static final String SETTING = "synod.cluster.members";
    private static final String FORM = "1=host:7172,2=host:7172,3=host:7172";

    public Members {
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    }

    /** Refuses to found a cluster of an even number: a fourth voter survives no more failures than three do. */
    void refuseEvenNumber() {
        if (addresses.size() % 2 == 0) {
            throw new WrongSetting(SETTING + " names " + addresses.size()
                    + " voters, and an even number survives no more failures than one voter fewer: name 1, 3 or 5");
        }
    }

    /** All but that member, as members to ask. */
    Members without(NodeId member) {
        return new Members(peersOf(member));
    }

    /** Reads {@code 1=host:7172,2=host:7172,3=host:7172}. */
    public static Members parse(String text) {
        var addresses = new TreeMap<NodeId, Address>();
        var nodes = new HashMap<Address, NodeId>();
        for (var part : text.split(",", -1)) {
            var member = member(part.strip());
            if (addresses.put(member.getKey(), member.getValue()) != null) {
                throw new WrongSetting(
                        SETTING + " names node " + member.getKey() + " twice: give each member an id of its own");
            }
            var other = nodes.put(member.getValue(), member.getKey());
            if (other != null) {
                throw new WrongSetting(SETTING + " gives nodes " + other + " and " + member.getKey()
                        + " the same address " + member.getValue() + ": give each member an address of its own");
            }
        }
        return new Members(addresses);
    }

    /** The addresses as text. */
    public SortedMap<NodeId, String> texts() {
        var texts = new TreeMap<NodeId, String>();
        addresses.forEach((node, address) -> texts.put(node, address.toString()));
        return texts;
    }

    /** A cluster of one. */
    public static Members alone(NodeId self, Address address) {
        return new Members(new TreeMap<>(Map.of(self, address)));
    }

    private static Map.Entry<NodeId, Address> member(String part) {
        int equals = part.indexOf('=');
        if (equals < 0) {
            throw malformed(part, "has no id before an '='");
        }
        try {
            var id = new NodeId(Integer.parseInt(part.substring(0, equals).strip()));
            var address = Address.parse(part.substring(equals + 1).strip());
            if (address.port() == 0) {
                throw malformed(part, "has the port 0, which nobody can call");
            }
            return Map.entry(id, address);
        } catch (NumberFormatException e) {
            throw malformed(part, "has an id that is no number");
        } catch (IllegalArgumentException e) {
            throw malformed(part, "cannot be read (" + e.getMessage() + ")");
        }
    }

    /** Where that member is reached. */
    public Address address(NodeId member) {
        return Optional.ofNullable(addresses.get(member))
                .orElseThrow(() ->
                        new IllegalArgumentException("node " + member + " is not among " + addresses.keySet()));
    }

    /** All but that member. */
    public SortedMap<NodeId, Address> peersOf(NodeId member) {
        var peers = new TreeMap<>(addresses);
        peers.remove(member);
        return peers;
    }

    private static WrongSetting malformed(String part, String why) {
        return new WrongSetting(SETTING + ": the member '" + part + "' " + why + "; write members as " + FORM);
    }
}
