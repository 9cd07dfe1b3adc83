package dev.synod.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversations of a few nodes, kept as text: commands, a line of dashes, and what must then be said and stored. A
 * change of the protocol shows as a change of the conversation. {@code -Dscenarios.rewrite=true} writes them anew: keep
 * only what you understand.
 */
class ScenariosTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    static Stream<Path> scenarios() throws IOException {
        try (var files = Files.list(SCENARIOS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void nodesConverseAsWritten(Path scenario) throws IOException {
        var lines = Files.readAllLines(scenario);
        int dashes = lines.indexOf("----");
        var commands = dashes < 0 ? lines : lines.subList(0, dashes);
        var conversation = new Conversation();
        commands.stream().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(conversation::command);

        if (Boolean.getBoolean("scenarios.rewrite")) {
            Files.writeString(scenario, String.join("\n", commands) + "\n----\n" + conversation.transcript());
        }
        var expected = lines.subList(dashes < 0 ? 0 : dashes + 1, lines.size());
        assertThat(List.of(conversation.transcript().split("\n"))).isEqualTo(expected);
    }
}
