package dev.synod.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Does every Java file of every module keep the house rules? */
class SourcesTest {

    private static final Repository REPOSITORY = Repository.here();

    @TestFactory
    Stream<DynamicTest> everyFileKeepsTheRules() throws IOException {
        var sources = sources();
        return SourceRules.all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> assertThat(sources.stream()
                                .flatMap(source -> rule.getValue().apply(source).stream())
                                .toList())
                        .as(rule.getKey())
                        .isEmpty()));
    }

    /** A scan that found no files would be content with anything. */
    @Test
    void theScanSeesEveryModule() throws IOException {
        assertThat(sources().stream().map(Source::room).distinct())
                .contains("dev.synod.api", "dev.synod.paxos", "dev.synod.node", "dev.synod.server.cli");
    }

    private static List<Source> sources() throws IOException {
        var texts = new TreeMap<String, String>();
        for (var path : REPOSITORY.java().toList()) {
            texts.put(path.toString(), REPOSITORY.text(path).orElseThrow());
        }
        return Source.parseAll(texts);
    }
}
