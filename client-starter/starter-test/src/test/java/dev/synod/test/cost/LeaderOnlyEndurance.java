package dev.synod.test.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measured by JMH in two processes of its own; run by {@code scripts/endure leader}. */
class LeaderOnlyEndurance {

    @Test
    void aCallByTheLeaderCostsLessThanAMicrosecond() throws RunnerException {
        var options = new OptionsBuilder()
                .include(LeaderOnlyCost.class.getName())
                .forks(2)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .build();
        Map<String, Double> nanos = new TreeMap<>();
        for (var result : new Runner(options).run()) {
            var measured = result.getPrimaryResult();
            nanos.put(measured.getLabel(), measured.getScore());
            System.out.printf("%s: %.1f ns a call, give or take %.1f%n",
                    measured.getLabel(), measured.getScore(), measured.getScoreError());
        }
        assertThat(nanos).containsKeys("leaderOnly", "proxyThatDoesNothing", "noProxy");
        assertThat(nanos.get("leaderOnly")).isLessThan(1_000);
    }
}
