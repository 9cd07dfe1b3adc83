package dev.synod.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.rest.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Do the lines that the README shows make an empty application lead? They are read there, compiled and run. */
@Timeout(120)
class QuickStartIT {

    private static final Path CHECKOUT = Path.of("..", "..");
    private static final String HEADING = "## In a Spring Boot application";

    /** As start.spring.io makes it. */
    private static final String EMPTY = """
            package demo;

            import org.springframework.boot.SpringApplication;
            import org.springframework.boot.autoconfigure.SpringBootApplication;

            @SpringBootApplication
            public class DemoApplication {
                public static void main(String[] args) {
                    SpringApplication.run(DemoApplication.class, args);
                }
            }
            """;

    /** As an editor adds them. */
    private static final String IMPORTS = """
            package demo;

            import dev.synod.spring.LeaderOnly;
            import org.springframework.scheduling.annotation.EnableScheduling;
            import org.springframework.scheduling.annotation.Scheduled;
            import org.springframework.stereotype.Component;

            """;

    @TempDir
    private Path directory;

    @Test
    void anEmptyApplicationLeadsByTheFiveLinesOfTheReadme() throws Exception {
        var dependency = block("xml");
        var reports = block("java");
        assertThat(dependency.size() + reports.size()).isEqualTo(5);
        assertThat(String.join("", dependency))
                .contains("<groupId>dev.synod</groupId>")
                .contains("<artifactId>synod-spring-boot-starter</artifactId>")
                .contains("<version>" + version() + "</version>");
        var classes = compile(List.of(
                write("DemoApplication.java", EMPTY),
                write("Reports.java", IMPORTS + String.join("\n", reports))));

        try (var server = new ServerProcess(directory).awaitReady()) {
            var application = start(classes, server);
            try (var output = application.inputReader()) {
                var said = new ArrayList<String>();
                for (var line = output.readLine(); line != null; line = output.readLine()) {
                    said.add(line);
                    if (line.equals("one of us sends the reports")) {
                        break;
                    }
                }
                assertThat(said).last().isEqualTo("one of us sends the reports");
                assertThat(election(server)).contains("\"state\":\"leader\"");
            } finally {
                application.destroyForcibly().waitFor();
            }
        }
    }

    /** The first of a language under the heading. */
    private static List<String> block(String language) throws IOException {
        return Files.readAllLines(CHECKOUT.resolve("README.md")).stream()
                .dropWhile(line -> !line.equals(HEADING))
                .dropWhile(line -> !line.equals("```" + language))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();
    }

    private static String version() throws IOException {
        var parent = Pattern.compile("<artifactId>synod</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(CHECKOUT.resolve("pom.xml")));
        assertThat(parent.find()).isTrue();
        return parent.group(1);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Path compile(List<Path> sources) throws IOException {
        var classes = Files.createDirectory(directory.resolve("classes"));
        var arguments = new ArrayList<>(List.of("-parameters", "-cp", classPath(), "-d", classes.toString()));
        sources.forEach(source -> arguments.add(source.toString()));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return classes;
    }

    private static Process start(Path classes, ServerProcess server) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes + System.getProperty("path.separator") + classPath(),
                        "demo.DemoApplication",
                        "--synod.client.endpoints=" + server.address())
                .redirectErrorStream(true)
                .start();
    }

    private static String election(ServerProcess server) throws IOException, InterruptedException {
        var asked = HttpRequest.newBuilder(server.address().resolve("/v1/elections/reports")).build();
        return HttpClient.newHttpClient().send(asked, BodyHandlers.ofString()).body();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
