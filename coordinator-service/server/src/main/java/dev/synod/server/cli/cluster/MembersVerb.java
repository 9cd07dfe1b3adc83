package dev.synod.server.cli.cluster;

import dev.synod.server.cli.http.Asked;
import dev.synod.server.cli.http.Reply;
import dev.synod.server.cli.process.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb that shows who belongs to the cluster, adds a node, or removes one. */
@Command(
        name = "members",
        description = {
            "Shows who belongs to the cluster and what is changing; adds a node, or removes one.",
            "",
            "A new node is started first, with the present members and its own address. Once added it catches up, and "
                    + "then votes. One change at a time."
        },
        synopsisSubcommandLabel = "[add | remove]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:done, or under way", "69:no instance answered", "77:refused; the sentence says why"},
        footer = {
            "",
            "Example, a fourth node:",
            "  synod server --synod.node.id=4 --synod.peer.advertised=10.0.0.4:7172 \\",
            "      --synod.cluster.members=1=10.0.0.1:7172,2=10.0.0.2:7172,3=10.0.0.3:7172",
            "  synod members add 4 10.0.0.4:7172",
            "  synod members remove 2"
        },
        subcommands = {MembersVerb.Add.class, MembersVerb.Remove.class})
public final class MembersVerb implements Callable<Integer> {

    private static final String PATH = "/v1/cluster/members";

    /** The server itself takes up to six seconds, and five to hear of it. */
    private static final Duration WITHIN = Duration.ofSeconds(15);

    @Mixin
    private Asked asked = new Asked();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return shown(spec, asked.instance().get(PATH, WITHIN));
    }

    private static int shown(CommandSpec spec, Reply reply) {
        var line = spec.commandLine();
        if (!reply.ok()) {
            line.getErr().println("synod: " + reply.summary());
            return ExitCode.REFUSED;
        }
        var members = new Table("NODE", "ADDRESS", "ROLE", "STATE");
        reply.json().path("members").forEach(member -> members.row(
                Table.text(member.path("id")),
                Table.text(member.path("address")),
                Table.text(member.path("role")),
                Table.text(member.path("state"))));
        line.getOut().print(members);
        reply.json().path("changes").forEach(change -> line.getOut().println("under way: %s node %s, %s".formatted(
                change.path("change").asString(), change.path("id").asString(), change.path("state").asString())));
        line.getOut().flush();
        return 0;
    }

    /** The verb that adds a node. */
    @Command(name = "add", description = "Makes a node a member: it catches up, and then votes.")
    static final class Add implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "ID", description = "its synod.node.id, which no member had before")
        private int id;

        @Parameters(index = "1", paramLabel = "HOST:PORT", description = "its synod.peer.advertised")
        private String address = "";

        @Mixin
        private Asked asked = new Asked();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            return shown(spec, asked.instance().post(PATH, Map.of("id", id, "address", address), WITHIN));
        }
    }

    /** The verb that removes a node. */
    @Command(name = "remove", description = "Removes a member. Its id is never used again.")
    static final class Remove implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "ID", description = "the member")
        private int id;

        @Mixin
        private Asked asked = new Asked();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            var instance = asked.instance();
            var removed = instance.delete(PATH + "/" + id, WITHIN);
            return shown(spec, removed.ok() ? instance.get(PATH, WITHIN) : removed);
        }
    }
}
