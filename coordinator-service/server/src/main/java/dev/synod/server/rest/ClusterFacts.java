package dev.synod.server.rest;

import dev.synod.paxos.NodeId;
import java.util.SortedMap;

/**
 * What an instance was told about its cluster at the start.
 *
 * @param addresses where each voter listens for its peers
 */
public record ClusterFacts(String clusterId, SortedMap<NodeId, String> addresses) {}
