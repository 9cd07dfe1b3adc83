package dev.synod.spring.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.client.Elections;
import dev.synod.client.Leadership;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each saboteur must be caught by the law that it breaks, and the gate that ships by none. */
class GuardSaboteurTest {

    @ParameterizedTest
    @EnumSource
    void theStandingKeepsTheLaw(GuardLaw law) {
        law.tryOn(client -> {
            var standing = new Standing("reports", () -> election -> new Candidate(client));
            standing.begin();
            return standing;
        });
    }

    @ParameterizedTest
    @EnumSource
    void everySaboteurIsCaughtByItsLaw(GuardSaboteur saboteur) {
        assertThatThrownBy(() -> saboteur.caughtBy().tryOn(saboteur)).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyLawHasASaboteur() {
        assertThat(Stream.of(GuardSaboteur.values())
                        .map(GuardSaboteur::caughtBy)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(GuardLaw.class))))
                .containsExactlyInAnyOrder(GuardLaw.values());
    }

    /** The client's candidacy: it leads where the client says so. */
    private record Candidate(Supplier<Optional<Leadership>> client) implements Elections.Candidacy {

        @Override
        public String election() {
            return "reports";
        }

        @Override
        public Optional<Leadership> leadership() {
            return client.get();
        }

        @Override
        public Optional<String> leader() {
            return Optional.empty();
        }

        @Override
        public void onGranted(Consumer<Leadership> listener) {}

        @Override
        public void withdraw() {}

        @Override
        public void standAgain() {}
    }
}
