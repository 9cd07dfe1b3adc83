package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.server.house.Readme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the README shows of HTTP, typed as it stands there into a shell, at a node that is fresh as the reader's is. */
@Timeout(180)
class ReadmeIT {

    /** Where the README's node listens, and what differs from run to run. */
    private static final String URL = "localhost:7171";

    private static final String TIME = "\"grantedAt\":\"[^\"]*\"";

    @Test
    void eachAnswerIsAsTheReadmeShowsIt() throws IOException, InterruptedException {
        try (var cluster = new ClusterOfProcesses("readme", 1)) {
            cluster.start();
            var answer = "";
            var compared = new ArrayList<String>();
            for (var block : Readme.ofThisCheckout().blocks()) {
                if (block.language().equals("json")) {
                    assertThat(withoutTime(answer)).isEqualTo(withoutTime(String.join("\n", block.lines())));
                    compared.add(answer);
                }
                for (var line : curls(block)) {
                    answer = typed(line.replace(URL, cluster.node(1).url()));
                }
            }
            assertThat(compared).hasSize(3);
        }
    }

    private static List<String> curls(Readme.Block block) {
        return block.language().equals("sh")
                ? block.lines().stream().filter(line -> line.startsWith("curl ")).toList()
                : List.of();
    }

    private static String typed(String line) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh", "-c", line.replace("curl ", "curl -sS "))
                .redirectErrorStream(true)
                .start();
        var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }

    private static String withoutTime(String json) {
        return json.strip().replaceAll(TIME, "\"grantedAt\":\"…\"");
    }
}
