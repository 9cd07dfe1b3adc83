package dev.synod.server.cli.lock;

import dev.synod.server.cli.http.Asked;
import dev.synod.server.cli.process.Ending;
import dev.synod.server.cli.process.ExitCode;
import dev.synod.server.cli.process.Stop;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb that runs a command while it holds a lock. */
@Command(
        name = "lock",
        description = {
            "Runs a command while holding a lock. The command finds the lock's name in SYNOD_LOCK and its fencing "
                    + "token in SYNOD_FENCING_TOKEN; whatever it writes to should refuse a smaller token than it has "
                    + "seen.",
            "",
            "The lock is renewed while the command runs. Should it be lost all the same, the command gets SIGTERM, and "
                    + "SIGKILL 5 s later. SIGTERM and Ctrl-C end the command in the same way, then release the lock. "
                    + "SIGKILL of synod lock itself leaves its command running, and the lock goes to the next "
                    + "after its TTL: only the token keeps such a command from writing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " *:the command's own",
            "69:no instance answered",
            "74:the lock was lost while the command ran",
            "75:the lock was not to be had within --wait",
            "77:the instance refused the request",
            "127:the command cannot be started",
            "143:stopped while waiting for the lock"
        },
        footer = {"", "Example: synod lock nightly-report --wait 1m -- ./report.sh"})
public final class LockVerb implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Parameters(index = "0", paramLabel = "NAME", description = "the lock")
    private String lock = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "after --: the command, and what it takes")
    private List<String> command = List.of();

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "how long the lock outlives a holder that died (default ${DEFAULT-VALUE})")
    private Duration ttl = Duration.ZERO;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "how long to wait in the lock's queue (default ${DEFAULT-VALUE}: not at all)")
    private Duration wait = Duration.ZERO;

    @Mixin
    private Asked asked = new Asked();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var process = processName();
        var name = URLEncoder.encode(lock, StandardCharsets.UTF_8);
        var path = "/v1/locks/" + name + "/holds/" + process + "-" + UUID.randomUUID();
        var hold = new LockHold(asked.instance(), path, process, ttl);
        return Stop.interrupts(() -> takeAndRun(hold));
    }

    /** The machine and the process, for people who look at the lock's holder. */
    private static String processName() {
        var host = hostName().replaceAll("[^A-Za-z0-9._-]", "-");
        return "lock." + host.substring(0, Math.min(100, host.length())) + "." + ProcessHandle.current().pid();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unresolved) {
            // As in many containers: the machine has a name that no resolver knows. The process is name enough.
            return "somewhere";
        }
    }

    private int takeAndRun(LockHold hold) throws IOException {
        try {
            return switch (hold.take(wait)) {
                case LockHold.Taken.Held(var token) -> run(hold, token);
                case LockHold.Taken.Unavailable(var why) -> leave(hold, ExitCode.NOT_ACQUIRED, why);
                case LockHold.Taken.Refused(var why) -> leave(hold, ExitCode.REFUSED, why);
            };
        } catch (InterruptedException | InterruptedIOException stopped) {
            // The mark would make the request to leave fail too.
            Thread.interrupted();
            return leave(hold, ExitCode.STOPPED, "stopped while waiting");
        } catch (IOException unsettled) {
            return leave(hold, ExitCode.UNREACHABLE, String.valueOf(unsettled.getMessage()));
        }
    }

    /** A request whose answer never came may have been heard: so the hold is given back in every case. */
    private int leave(LockHold hold, int code, String why) {
        tell("not acquired: " + why);
        hold.leave();
        return code;
    }

    private int run(LockHold hold, long token) {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SYNOD_LOCK", lock);
        builder.environment().put("SYNOD_FENCING_TOKEN", Long.toString(token));
        try {
            return underRenewal(hold, builder.start());
        } catch (IOException cannotStart) {
            tell(String.valueOf(cannotStart.getMessage()));
            return ExitCode.NO_SUCH_COMMAND;
        } finally {
            if (!hold.leave()) {
                tell("the release was not heard: the lock is free when its " + ttl.toSeconds() + "s are over");
            }
        }
    }

    private int underRenewal(LockHold hold, Process running) {
        var lost = new CompletableFuture<String>();
        var renewer = Thread.ofVirtual().name("synod-renewal").start(() -> {
            try {
                lost.complete(hold.keepAlive());
            } catch (InterruptedException over) {
                // The command has ended: nothing is left to keep alive.
            }
        });
        try {
            CompletableFuture.anyOf(running.onExit(), lost).get();
            if (lost.isDone() && running.isAlive()) {
                tell("lost, so the command is ended: " + lost.join());
                Ending.of(running, PATIENCE);
                return ExitCode.LOCK_LOST;
            }
        } catch (InterruptedException stopped) {
            Ending.of(running, PATIENCE);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            renewer.interrupt();
        }
        return running.exitValue();
    }

    private void tell(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("synod: lock " + lock + ": " + what);
        err.flush();
    }
}
