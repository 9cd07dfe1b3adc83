package dev.synod.server.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.spec.trace.TraceCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What real processes did is a behaviour of the specification, and a doctored tale of it is not. */
class TraceIT {

    private static final Path TRACES = ClusterOfProcesses.emptied(Path.of("target", "traces")).toAbsolutePath();
    private static final String TAKE = "{\"ttl\":\"10m\"}";

    @Test
    void threeProcessesOfWhichThePresidentIsKilledBehaveAsSpecified() throws Exception {
        try (var cluster = new ClusterOfProcesses("traced", 3, List.of("--synod.trace.directory=" + TRACES))) {
            cluster.start();
            IntStream.range(0, 6).forEach(i -> cluster.node(1 + i % 3).put("/v1/locks/a" + i + "/holds/h", TAKE));
            int president = cluster.president();
            cluster.node(president).kill();
            Writer.writeOnce("after", cluster.followers());
            cluster.start();
            IntStream.range(0, 6).forEach(i -> cluster.node(1 + i % 3).put("/v1/locks/b" + i + "/holds/h", TAKE));
        }
        var traces = List.of(trace(1), trace(2), trace(3));

        var verdict = TraceCheck.check(traces, TRACES.resolve("checked"));

        System.out.println("a trace of three processes, " + verdict.steps() + " steps, checked in "
                + verdict.took().toMillis() + " ms");
        assertThat(verdict.refused()).as("see " + verdict.output()).isEmpty();
        assertThat(verdict.steps()).isGreaterThan(30);
        assertThat(TraceCheck.check(doctored(traces), TRACES.resolve("doctored")).accepted())
                .as("a vote in place of another decree")
                .isFalse();
    }

    private static Path trace(int node) {
        return TRACES.resolve("node-" + node + ".ndjson");
    }

    /** The same, but that node 2 voted once for what nobody proposed. */
    private static List<Path> doctored(List<Path> traces) throws Exception {
        var lines = new ArrayList<>(Files.readAllLines(traces.get(1)));
        int vote = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains("\"action\":\"Vote\""))
                .findFirst()
                .orElseThrow();
        lines.set(vote, lines.get(vote).replaceFirst("\"decrees\":\\[\"[^\"]*\"", "\"decrees\":[\"feed\""));
        var path = Files.write(TRACES.resolve("doctored.ndjson"), lines);
        return List.of(traces.get(0), path, traces.get(2));
    }
}
