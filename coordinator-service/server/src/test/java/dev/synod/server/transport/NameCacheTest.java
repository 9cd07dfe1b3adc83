package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.spi.InetAddressResolverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names that mean another address than a moment ago. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is no address of this machine")
final class NameCacheTest {

    /** With Java's own settings it is 30 seconds. */
    private static final long SOON = 15_000;

    @Test
    void aPeerThatMovesIsFoundByItsNameWithinSeconds(@TempDir Path directory) throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(InetAddressResolverProvider.class.getName()), MovingHost.class.getName());
        Path said = directory.resolve("said");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + directory,
                        MovedProcess.class.getName(),
                        Boolean.toString(!Boolean.getBoolean("standardNameCache")))
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }

        List<Long> found = Files.readAllLines(said).stream()
                .filter(line -> line.startsWith(MovedProcess.FOUND))
                .map(line -> Long.parseLong(line.substring(MovedProcess.FOUND.length())))
                .toList();
        System.out.printf("found at its new address after %s ms%n", found);
        assertThat(found).hasSize(1).allMatch(millis -> millis < SOON);
    }
}
