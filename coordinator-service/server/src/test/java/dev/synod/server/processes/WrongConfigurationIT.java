package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that cannot be: it ends at once, with an exit code of its own and one sentence. */
@Timeout(60)
class WrongConfigurationIT {

    private static final int WRONG_SETTING = 78;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --synod.node.id=2 | synod.node.id | synod.cluster.members
            --synod.node.id=4 --synod.cluster.members=1=a:1,2=b:2,3=c:3 | synod.node.id | synod.peer.advertised
            --synod.node.id=1 --synod.cluster.members=1=a:1,1=b:2,3=c:3 | synod.cluster.members | twice
            --synod.node.id=1 --synod.cluster.members=1=a:1,2=b | synod.cluster.members | write members as
            --synod.node.id=1 --synod.cluster.members=1=a:1,2=b:2 | synod.cluster.members | name 1, 3 or 5
            --synod.consensus.heartbeat=1s | synod.consensus.heartbeat | raise the patience
            --synod.consensus.hearbeat=10ms | synod.consensus.hearbeat | did you mean
            --synod.consensus.patience=soon | synod.consensus.patience | write a duration
            --synod.journal.type=tape | synod.journal.type | set it to file
            --synod.journal.type=jpa | synod.journal.url | set it to the database
            --synod.node.role=observer | synod.cluster.members | learn from
            --server.port=high | server.port | write a whole number
            --server.address=no.such.host.invalid | server.address | of this machine
            """)
    void isToldInOneSentenceThatNamesTheSettingAndWhatToChange(String settings, String setting, String change)
            throws IOException {
        refuses(List.of(settings.split(" ")), setting, change);
    }

    @Test
    void ofAnApiPortThatIsInUseIsToldInOneSentence() throws IOException {
        try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
            var port = taken.getLocalPort();
            refuses(List.of("--server.port=" + port), "server.port is " + port, "free port");
        }
    }

    @Test
    void ofAPeerPortThatIsInUseIsToldInOneSentence() throws IOException {
        try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
            var members = "1=127.0.0.1:" + taken.getLocalPort() + ",2=127.0.0.1:1,3=127.0.0.1:2";
            refuses(
                    List.of("--synod.node.id=1", "--synod.cluster.members=" + members),
                    "synod.peer.port=" + taken.getLocalPort(),
                    "another port");
        }
    }

    @Test
    void ofAnAddressThatIsNotThisMachinesIsToldInOneSentence() throws IOException {
        refuses(List.of("--server.address=192.0.2.1", "--management.server.port=0"), "server.address", "this machine");
    }

    @Test
    void ofADirectoryThatCannotBeWrittenIsToldInOneSentence() throws IOException {
        var file = Files.createFile(directory.resolve("file"));

        refuses(List.of("--synod.node.data-dir=" + file), "synod.node.data-dir", "set it");
        refuses(List.of("--synod.node.data-dir=" + file.resolve("below")), "synod.node.data-dir", "directory");
    }

    @Test
    void ofADirectoryOfSomethingElseIsToldInOneSentence() throws IOException {
        Files.createFile(Files.createDirectory(directory.resolve("synod-data")).resolve("photo.jpg"));

        var foreign = "--synod.node.data-dir=" + directory.resolve("synod-data");
        refuses(List.of(foreign), "synod.node.data-dir", "photo.jpg");
    }

    /** Runs with free ports and a fresh directory, unless {@code settings} say otherwise: the first one counts. */
    private void refuses(List<String> settings, String setting, String change) throws IOException {
        var complete = new ArrayList<>(settings);
        addUnlessSet(complete, "--server.port=" + Ports.free());
        addUnlessSet(complete, "--synod.node.data-dir=" + directory.resolve("data"));
        var process = new ProcessBuilder(Packaged.command(complete)).start();
        try (var out = process.getInputStream();
                var err = process.getErrorStream()) {
            var told = new String(err.readAllBytes(), StandardCharsets.UTF_8);
            var logged = new String(out.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(told.lines()).as(told).singleElement().asString().startsWith("synod: ")
                    .contains(setting, change);
            assertThat(logged).as("standard output").doesNotContain("ERROR").doesNotContain("Exception");
            assertThat(process.onExit().join().exitValue()).isEqualTo(WRONG_SETTING);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void addUnlessSet(List<String> settings, String setting) {
        var name = setting.substring(0, setting.indexOf('=') + 1);
        if (settings.stream().noneMatch(written -> written.startsWith(name))) {
            settings.add(setting);
        }
    }
}
