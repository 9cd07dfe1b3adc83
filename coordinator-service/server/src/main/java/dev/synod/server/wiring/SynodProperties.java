package dev.synod.server.wiring;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** The settings of an instance as they are written. What they mean together is a {@link Plan}. */
@ConfigurationProperties("synod")
public record SynodProperties(
        @DefaultValue Node node,
        @DefaultValue Cluster cluster,
        @DefaultValue Peer peer,
        @DefaultValue Consensus consensus,
        @DefaultValue Journal journal,
        @DefaultValue Events events,
        @DefaultValue Archive archive,
        @DefaultValue Trace trace) {

    /**
     * Which node this is.
     *
     * @param id this node's number among the members; without it the ordinal of the host name counts ({@code synod-0}
     *     is node 1). It belongs to one data directory for ever: a node that lost its disk comes back under another.
     * @param role {@code voter}, or {@code observer}: it learns and does not vote, keeps nothing on disk, needs no id,
     *     and comes and goes as it likes
     * @param onDamage what a voter does that finds its journal damaged: {@code stop}, it votes no more and says so, or
     *     {@code replace}, it sets the damaged files aside and joins under a new id in its own place
     * @param dataDir where the journal is; two nodes never share one
     */
    public record Node(
            @Nullable Integer id,
            @DefaultValue("voter") String role,
            @DefaultValue("./synod-data") Path dataDir,
            @DefaultValue("stop") String onDamage) {}

    /**
     * Which cluster it belongs to.
     *
     * @param id the same at all members; clusters that can reach each other need different ones, since it is what keeps
     *     their nodes from voting for each other
     * @param members those that the cluster begins with, {@code 1=host:7172,2=host:7172,3=host:7172}; without it a
     *     cluster of one. To an observer, and to a node that joins later, those whom it asks first
     */
    public record Cluster(@DefaultValue("synod") String id, @Nullable String members) {}

    /**
     * Where this node listens to its peers.
     *
     * @param port without it the port of this node's own entry among the members, else 7172
     * @param address without it loopback where this node's own entry is loopback, else all addresses
     * @param advertised {@code host:port}, where the others reach a node that is not among the members: one that joins
     *     needs it, an observer tells it to observers that may learn from it
     */
    public record Peer(@Nullable Integer port, @Nullable String address, @Nullable String advertised) {}

    /**
     * The pace of consensus.
     *
     * @param heartbeat how often a president shows that it lives; too small wastes CPU, too large delays suspicion
     * @param patience how long a node waits for a president before it probes for another; too small changes presidents
     *     over a slow disk or a pause of the collector, too large leaves the cluster without one for longer
     */
    public record Consensus(
            @DefaultValue("50ms") Duration heartbeat, @DefaultValue("400ms") Duration patience) {}

    /**
     * What a topic keeps of its newest events. It counts for the whole cluster: set it alike at all nodes.
     *
     * @param perTopic at most so many, 10,000 where neither is set
     * @param bytesPerTopic at most so many bytes, 16 MiB where neither is set
     */
    public record Events(@Nullable Integer perTopic, @Nullable DataSize bytesPerTopic) {}

    /**
     * Where events are kept for good. It counts for the whole cluster: set it alike at all nodes.
     *
     * @param url {@code h2}: a file in each node's own data directory; {@code jdbc:postgresql://host:5432/synod}: a
     *     database that the nodes share; without it no archive is kept, and a topic's oldest events go for good
     * @param username of that database's user, who makes and uses the tables {@code synod_archive_*}
     * @param password of that user
     */
    public record Archive(
            @Nullable String url, @Nullable String username, @Nullable String password) {}

    /**
     * What is written down for the specification's checker.
     *
     * @param directory where each node writes a line for each step of the protocol that it takes; for tests, since it
     *     slows a node down and grows for ever
     */
    public record Trace(@Nullable Path directory) {}

    /**
     * What keeps promises and votes.
     *
     * @param type {@code file}: in the data directory; {@code jpa}: in a PostgreSQL database, for nodes without a disk
     * @param url of that database, {@code jdbc:postgresql://host:5432/synod}; nodes may share it
     * @param username of that database's user, who makes and uses the tables {@code synod_journal_*}
     * @param password of that user
     */
    public record Journal(
            @DefaultValue("file") String type,
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {}
}
