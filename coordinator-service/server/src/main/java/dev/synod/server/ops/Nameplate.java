package dev.synod.server.ops;

import dev.synod.paxos.NodeId;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Which node of which cluster this is, and of which version: what {@code /actuator/info} answers. */
public record Nameplate(NodeId node, String clusterId, String version) implements InfoContributor {

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("synod", Map.of("version", version, "node", node.number(), "cluster", clusterId));
    }
}
