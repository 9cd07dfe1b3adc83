package dev.synod.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each saboteur must be caught by the law that it breaks, and the keeper that ships by none. */
class KeeperSaboteurTest {

    @ParameterizedTest
    @EnumSource
    void theKeeperKeepsTheLaw(LeaseLaw law) {
        law.tryOn((client, timers) ->
                new SessionKeeper(client, timers, timers, SessionSettings.of("p", LeaseLaw.TTL)));
    }

    @ParameterizedTest
    @EnumSource
    void everySaboteurIsCaughtByItsLaw(KeeperSaboteur saboteur) {
        assertThatThrownBy(() -> saboteur.caughtBy().tryOn(saboteur)).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyLawHasASaboteur() {
        assertThat(Stream.of(KeeperSaboteur.values())
                        .map(KeeperSaboteur::caughtBy)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(LeaseLaw.class))))
                .containsExactlyInAnyOrder(LeaseLaw.values());
    }
}
