package dev.synod.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrdersTest {

    @Test
    void withoutOptionsTwoHundredSeedsRun() {
        Orders orders = Orders.of();

        assertThat(orders.kind()).isEqualTo(Orders.Kind.MANY);
        assertThat(orders.from()).isEqualTo(1);
        assertThat(orders.runs()).isEqualTo(200);
    }

    @Test
    void aSeedIsRepeatedInTheSameManner() {
        Orders orders = Orders.of("--seed", "42", "--nodes", "5", "--steps", "500");

        assertThat(orders.kind()).isEqualTo(Orders.Kind.ONE);
        assertThat(orders.plan(42).nodes()).isEqualTo(5);
        assertThat(orders.repeating(42)).isEqualTo("./synod simulate --seed 42 --nodes 5 --steps 500");
    }

    @Test
    void theSeedDecidesOnTheNodesWhereNobodyElseDoes() {
        assertThat(Orders.of("--seed", "42").nodes()).isEqualTo(Optional.empty());
        assertThat(Orders.of("--seed", "42").repeating(42)).isEqualTo("./synod simulate --seed 42");
    }

    @Test
    void aSoakHasATime() {
        assertThat(Orders.of("--soak", "10m").soak()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @MethodSource
    void aWrongOptionIsNamed(List<String> line) {
        assertThatThrownBy(() -> Orders.of(line.toArray(new String[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line.get(0));
    }

    static Stream<List<String>> aWrongOptionIsNamed() {
        return Stream.of(
                List.of("--seed", "x"),
                List.of("--seed"),
                List.of("--nodes", "4"),
                List.of("--soak", "10"),
                List.of("--soak", "ten"),
                List.of("--colour", "red"),
                List.of("seed"));
    }
}
