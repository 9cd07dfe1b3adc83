package dev.synod.server.cli.cluster;

import dev.synod.server.cli.process.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb that founds a node of a new cluster from a snapshot. */
@Command(
        name = "restore",
        description = {
            "Founds a node of a new cluster from a snapshot. Run it once for each node of the new cluster, "
                    + "with the same file, the same cluster id and the same members; then start the nodes with these "
                    + "settings.",
            "",
            "The new cluster's slots begin far above the snapshot's, so that no fencing token is ever given out twice. "
                    + "Let the old cluster never come back: what it granted after the snapshot the new one does not "
                    + "know."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:the node can be started", " 1:nothing was founded; the sentence says why"},
        footer = {
            "",
            "Example, the first of three nodes:",
            "  synod restore backup.snapshot --data-dir ./synod-data --cluster-id orders-2 --node-id 1 \\",
            "      --members 1=10.0.0.1:7172,2=10.0.0.2:7172,3=10.0.0.3:7172"
        })
public final class RestoreVerb implements Callable<Integer> {

    private final Backups backups;

    @Parameters(index = "0", paramLabel = "FILE", description = "what synod snapshot wrote")
    private Path file = Path.of("synod.snapshot");

    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "the node's, empty or not there")
    private Path directory = Path.of("synod-data");

    @Option(
            names = "--cluster-id",
            required = true,
            paramLabel = "ID",
            description = "another than the old cluster's, so that nodes of the two never speak")
    private String cluster = "";

    @Option(names = "--node-id", required = true, paramLabel = "ID", description = "this node among the members")
    private int node;

    @Option(
            names = "--members",
            required = true,
            paramLabel = "MEMBERS",
            description = "all nodes of the new cluster, 1=host:7172,2=host:7172,3=host:7172")
    private String members = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public RestoreVerb(Backups backups) {
        this.backups = backups;
    }

    @Override
    public Integer call() {
        try {
            long through = backups.restore(new Backups.Wanted(file, directory, cluster, node, members));
            spec.commandLine().getOut().println("""
                    node %d of cluster %s is founded in %s, its slots begin behind %d; start it with
                      synod server --synod.cluster.id=%s --synod.node.id=%d --synod.node.data-dir=%s \\
                          --synod.cluster.members=%s"""
                    .formatted(node, cluster, directory, through, cluster, node, directory, members));
            return 0;
        } catch (Backups.Refusal refusal) {
            spec.commandLine().getErr().println("synod: " + refusal.getMessage());
            return ExitCode.FAILED;
        }
    }
}
