package dev.synod.server.cli.cluster;

import dev.synod.server.cli.http.Asked;
import dev.synod.server.cli.http.Download;
import dev.synod.server.cli.process.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb that fetches the whole state as a file. */
@Command(
        name = "snapshot",
        description = "Writes the whole state into a file, checked: a backup. synod restore makes a new cluster of it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the file is whole and on disk",
            " 1:what came is not whole, or cannot be written: there is no file",
            "69:no instance answered",
            "77:refused"
        },
        footer = {"", "Example: synod snapshot synod-2026-11-23.snapshot"})
public final class SnapshotVerb implements Callable<Integer> {

    private static final Duration WITHIN = Duration.ofSeconds(90);

    private final Backups backups;

    @Parameters(index = "0", paramLabel = "FILE", description = "where to write it; replaced only when it is whole")
    private Path file = Path.of("synod.snapshot");

    @Mixin
    private Asked asked = new Asked();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public SnapshotVerb(Backups backups) {
        this.backups = backups;
    }

    @Override
    public Integer call() throws IOException {
        var download = asked.instance().download("/v1/cluster/snapshot", WITHIN);
        if (!download.ok()) {
            return failed(ExitCode.REFUSED, download.reply().summary());
        }
        if (!download.digest().equals(Optional.of(download.ownDigest()))) {
            return failed(ExitCode.FAILED, "what came is not what was sent: its Repr-Digest is another; ask again");
        }
        try {
            long through = backups.check(download.bytes());
            write(download);
            spec.commandLine().getOut().println(
                    "%s: %d bytes, the state through slot %d".formatted(file, download.bytes().length, through));
            return 0;
        } catch (Backups.Refusal notWhole) {
            return failed(ExitCode.FAILED, String.valueOf(notWhole.getMessage()));
        } catch (IOException unwritable) {
            return failed(ExitCode.FAILED, file + " cannot be written: " + unwritable);
        }
    }

    private int failed(int code, String sentence) {
        spec.commandLine().getErr().println("synod: " + sentence);
        return code;
    }

    /** Beside, durable, and only then under its name: an older backup is not lost to half a new one. */
    private void write(Download download) throws IOException {
        var beside = file.resolveSibling(file.getFileName() + ".part");
        Files.write(beside, download.bytes());
        try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
