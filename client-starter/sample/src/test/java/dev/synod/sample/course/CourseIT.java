package dev.synod.sample.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does each command of the course in the sample's README do what stands there? */
@Timeout(300)
class CourseIT {

    /** As the README's first command leaves it, which the build has done before this. */
    private static final String BUILT = "./synod build";

    @TempDir
    private Path directory;

    private Terminals terminals = new Terminals(Path.of(""));

    @AfterEach
    void end() {
        terminals.close();
    }

    @Test
    void eachStepIsAsItSays() throws Exception {
        terminals = new Terminals(directory);
        var answers = new ArrayList<String>();
        int compared = 0;
        for (var block : blocks()) {
            if (block.language().equals("json")) {
                compare(block.lines(), answers.subList(answers.size() - block.lines().size(), answers.size()));
                compared += block.lines().size();
                continue;
            }
            for (var line : block.lines()) {
                if (line.startsWith("curl ")) {
                    answers.add(terminals.typed(line));
                } else if (!line.equals(BUILT)) {
                    terminals.open(line);
                }
            }
            if (block.lines().get(0).endsWith("/v1/elections/reports")) {
                handOver(block.lines().get(0));
            }
        }
        assertThat(compared).isEqualTo(6);
        assertThat(answers.get(5)).as("a payout while somebody else has the lock").contains("\"status\":409");
    }

    /** Ctrl-C for the leader: the answer comes from the other at once. Then the first is there again. */
    private void handOver(String ask) throws Exception {
        var first = terminals.line("shop-1");
        terminals.leave(first);
        assertThat(terminals.typed(ask)).contains("shop-2").doesNotContain("shop-1");
        terminals.open(first);
    }

    private static void compare(List<String> shown, List<String> answers) {
        for (int line = 0; line < shown.size(); line++) {
            var parts = new ArrayList<String>();
            for (var part : shown.get(line).split("…", -1)) {
                parts.add(Pattern.quote(part));
            }
            assertThat(answers.get(line).strip()).matches("(?s)" + String.join(".*", parts));
        }
    }

    /** What the README has between fences. */
    record Block(String language, List<String> lines) {}

    private static List<Block> blocks() throws IOException {
        var blocks = new ArrayList<Block>();
        var text = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
        var fence = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$").matcher(text);
        while (fence.find()) {
            blocks.add(new Block(fence.group(1), fence.group(2).lines().toList()));
        }
        return blocks;
    }
}
