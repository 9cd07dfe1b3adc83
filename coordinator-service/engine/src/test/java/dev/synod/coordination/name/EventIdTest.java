package dev.synod.coordination.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How events are named. */
class EventIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"billing-0@1042:17", "synod:9", "a:b@1:999999999999999999", "a.b:c_d-e@7:1"})
    void anEventIdIsReadAsItWasWritten(String text) {
        assertThat(EventId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ":", "synod", "synod:", "synod:0", "synod:01", "synod:-1", "synod:1x", "a:1", "a@1", "a@1:", "@1:1",
                "a@0:1", "a@01:1", "a@b@1:1", "ü@1:1", "synod@x:1", "a@1:9999999999999999999"
            })
    void whatIsNoEventIdIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EventId.parse(text));
    }

    @Test
    void onlyTheTopicsOfTheClusterItselfAreReserved() {
        assertThat(new TopicName("synod.locks").isReserved()).isTrue();
        assertThat(new TopicName("synod").isReserved()).isFalse();
        assertThat(new TopicName("orders").isReserved()).isFalse();
        assertThat(EventId.parse("synod:1").isOfSynod()).isTrue();
        assertThat(EventId.parse("synod@1:1").isOfSynod()).isFalse();
    }
}
