package dev.synod.spec.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A trace written by hand is a behaviour of MultiPaxos; with one thing changed in it, it is none. */
class TraceCheckTest {

    private static final Path RUNS = Path.of("target", "traces");
    private static final Path BY_HAND = Path.of("src", "test", "resources", "traces", "by-hand.ndjson");

    /** What is changed in the trace, and by what words the line is known that must be refused. */
    private record Doctored(String name, String from, String to, String refused) {}

    private static final List<Doctored> DOCTORED = List.of(
            new Doctored(
                    "a vote is kept back from a higher ballot",
                    "\"chosenThrough\":2,\"votes\":[{\"slot\":5,\"ballot\":\"1.1\",\"decree\":\"b2\"}]",
                    "\"chosenThrough\":2,\"votes\":[]",
                    "Promise"),
            new Doctored(
                    "a president proposes something else than its promises tell",
                    "\"slot\":5,\"decrees\":[\"b2\",\"opened 2.2\"]",
                    "\"slot\":5,\"decrees\":[\"c3\",\"opened 2.2\"]",
                    "Propose"),
            new Doctored(
                    "a promise is forgotten in a crash",
                    "\"Restart\",\"promised\":\"1.1\"",
                    "\"Restart\",\"promised\":\"0.0\"",
                    "Restart"),
            new Doctored(
                    "a snapshot is forgotten in a crash",
                    "\"chosenThrough\":4,\"snapshot\":3",
                    "\"chosenThrough\":4,\"snapshot\":0",
                    "Restart"),
            new Doctored(
                    "a vote is counted that nobody cast",
                    "{\"node\":4,\"action\":\"Vote\",\"ballot\":\"1.1\",\"slot\":5,\"decrees\":[\"b2\"]}\n",
                    "",
                    "Choose"),
            new Doctored(
                    "a president does without the new voters' promises",
                    "{\"node\":4,\"action\":\"Promise\",\"ballot\":\"1.1\",\"chosenThrough\":0,\"votes\":[]}\n",
                    "",
                    "Propose"),
            new Doctored(
                    "a president proposes too far ahead",
                    "{\"node\":1,\"action\":\"Choose\",\"ballot\":\"1.1\",\"slot\":2,",
                    "{\"node\":1,\"action\":\"Propose\",\"ballot\":\"1.1\",\"slot\":4,\"decrees\":[\"no-op\"]}\n"
                            + "{\"node\":1,\"action\":\"Choose\",\"ballot\":\"1.1\",\"slot\":2,",
                    "Propose"),
            new Doctored(
                    "a node votes below its promise",
                    "{\"node\":2,\"action\":\"Preside\"",
                    "{\"node\":4,\"action\":\"Vote\",\"ballot\":\"1.1\",\"slot\":5,\"decrees\":[\"b2\"]}\n"
                            + "{\"node\":2,\"action\":\"Preside\"",
                    "Vote"));

    @Test
    void theTraceWrittenByHandIsABehaviour() throws IOException, InterruptedException {
        var verdict = check("by-hand", Files.readString(BY_HAND));
        assertThat(verdict.refused()).as("what TLC said is in %s", verdict.output()).isEmpty();
        assertThat(verdict.steps()).isGreaterThan(40);
    }

    @Test
    void aFileOfEachNodeIsPutInOrderByTheirClock() throws IOException, InterruptedException {
        var folder = Files.createDirectories(RUNS.resolve("by-node"));
        var files = new TreeMap<Long, List<String>>();
        var lines = Files.readAllLines(BY_HAND);
        for (int i = 1; i < lines.size(); i++) {
            var timed = lines.get(i).replaceFirst("\\{", "{\"at\":" + (1_000 + i) + ",");
            files.computeIfAbsent(Line.of(timed).node(), node -> new ArrayList<>(lines.subList(0, 1))).add(timed);
        }
        var traces = new ArrayList<Path>();
        for (var node : files.descendingMap().entrySet()) {
            traces.add(Files.write(folder.resolve(node.getKey() + ".ndjson"), node.getValue()));
        }
        var verdict = TraceCheck.check(traces, folder);
        assertThat(verdict.refused()).as("what TLC said is in %s", verdict.output()).isEmpty();
        assertThat(verdict.steps()).isGreaterThan(40);
    }

    @TestFactory
    Stream<DynamicTest> aDoctoredTraceIsNone() {
        return DOCTORED.stream().map(doctored -> DynamicTest.dynamicTest(doctored.name(), () -> {
            var genuine = Files.readString(BY_HAND);
            var text = genuine.replace(doctored.from(), doctored.to());
            assertThat(text).isNotEqualTo(genuine);
            var verdict = check(doctored.name().replace(' ', '-'), text);
            assertThat(verdict.refused()).as("what TLC said is in %s", verdict.output()).hasValueSatisfying(line ->
                    assertThat(line).contains('"' + doctored.refused() + '"'));
        }));
    }

    private static Verdict check(String name, String text) throws IOException, InterruptedException {
        var folder = Files.createDirectories(RUNS.resolve(name));
        var trace = Files.writeString(folder.resolve("trace.ndjson"), text);
        return TraceCheck.check(List.of(trace), folder);
    }
}
