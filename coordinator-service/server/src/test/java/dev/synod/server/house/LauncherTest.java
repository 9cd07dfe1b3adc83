package dev.synod.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout where nothing is built, with a Maven and a Java that only say what they were asked. */
@Timeout(60)
class LauncherTest {

    private static final String JAVA = """
            #!/bin/sh
            case "$*" in *-version*) echo '    java.specification.version = %s' >&2 ;; *) echo "java $*" ;; esac
            """;

    @TempDir
    private Path checkout;

    @TempDir
    private Path tools;

    /** What a run of the launcher said, errors included. */
    private record Run(int code, String said) {}

    @BeforeEach
    void copyTheLauncher() throws IOException {
        var root = Repository.here().root();
        Files.copy(root.resolve("synod"), checkout.resolve("synod"));
        Files.copy(root.resolve("pom.xml"), checkout.resolve("pom.xml"));
        tool("java", JAVA.formatted("25"));
    }

    @Test
    void explainsItselfWithoutBuilding() throws IOException, InterruptedException {
        var help = synod("--help");

        assertThat(help.code()).isZero();
        assertThat(help.said()).contains("./synod demo", "./synod build", "SYNOD_JAVA");
        assertThat(synod("version").said().strip()).matches("synod [0-9]+\\.[0-9]+\\.[0-9]+");
    }

    @Test
    void buildsFirstWhereNothingIsBuiltAndThenPassesTheVerbOn() throws IOException, InterruptedException {
        tool("mvn", """
                #!/bin/sh
                echo '[INFO] Building Synod server 0.1.0                 [4/4]'
                mkdir -p coordinator-service/server/target
                touch coordinator-service/server/target/synod-server-0.1.0.jar
                """);

        var status = synod("status", "--url", "x");

        assertThat(status.code()).as(status.said()).isZero();
        assertThat(status.said().lines())
                .contains("synod:   Synod server 0.1.0 [4/4]")
                .anyMatch(line -> line.startsWith("java ") && line.endsWith("synod-server-0.1.0.jar status --url x"));
        assertThat(synod("status").said()).doesNotContain("building");
    }

    @Test
    void buildsTheSampleForTheDemoAndTellsTheDemoWhereItIs() throws IOException, InterruptedException {
        tool("mvn", """
                #!/bin/sh
                echo "[INFO] Building Synod sample $*"
                mkdir -p coordinator-service/server/target client-starter/sample/target
                touch coordinator-service/server/target/synod-server-0.1.0.jar
                touch client-starter/sample/target/synod-sample-0.1.0.jar
                """);

        var demo = synod("demo", "--once");

        var sample = checkout.resolve("client-starter/sample/target/synod-sample-0.1.0.jar");
        assertThat(demo.code()).as(demo.said()).isZero();
        assertThat(demo.said()).contains("coordinator-service/server,client-starter/sample");
        assertThat(demo.said().lines())
                .anyMatch(line -> line.contains("-Ddev.synod.demo.sample=") && line.contains(sample.toString())
                        && line.endsWith(" demo --once"));
        assertThat(synod("demo").said()).doesNotContain("building");
        assertThat(synod("status").said()).doesNotContain("synod-sample");
    }

    /** Maven ends with a reset of colours and no end of line. */
    @Test
    void aBuildThatFailsEndsTheRunAndShowsItsTail() throws IOException, InterruptedException {
        tool("mvn", "#!/bin/sh\necho '[ERROR] no such thing'\nprintf 'reset'\nexit 1\n");

        var failed = synod("status");

        assertThat(failed.code()).isOne();
        assertThat(failed.said()).contains("[ERROR] no such thing", "the build failed").doesNotContain("java ");
        assertThat(synod("build").code()).isOne();
    }

    @Test
    void passesOverAJavaThatIsTooOld() throws IOException, InterruptedException {
        tool("old", JAVA.formatted("21").replace("java $*", "too old"));
        Files.createDirectories(checkout.resolve("coordinator-service/server/target"));
        Files.createFile(checkout.resolve("coordinator-service/server/target/synod-server-0.1.0.jar"));

        var run = synod(Map.of("SYNOD_JAVA", tools.resolve("old").toString()), "status");

        assertThat(run.said()).startsWith("java ").doesNotContain("too old");
    }

    @Test
    void isPlainShell() throws IOException {
        var text = Files.readString(checkout.resolve("synod"));

        assertThat(text).startsWith("#!/bin/sh\n");
        assertThat(text).doesNotContain("[[", "local ", "function ", "<<<", "&>", "pipefail", "$'");
    }

    private void tool(String name, String script) throws IOException {
        var path = tools.resolve(name);
        Files.writeString(path, script);
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }

    /** From another directory, as users do. */
    private Run synod(String... arguments) throws IOException, InterruptedException {
        return synod(Map.of(), arguments);
    }

    private Run synod(Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(checkout.resolve("synod").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(tools.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().put("TMPDIR", tools.toString());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "SYNOD_JAVA", "JAVA_OPTS"));
        builder.environment().putAll(variables);
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }
}
