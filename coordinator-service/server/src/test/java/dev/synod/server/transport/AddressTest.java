package dev.synod.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts and ports, as operators write them. */
final class AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost:7172", "synod-0.synod.default.svc:7172", "10.0.0.1:1", "[::1]:65535"})
    void anAddressIsWrittenAsItIsRead(String text) {
        assertThat(Address.parse(text)).hasToString(text);
    }

    @Test
    void anIpv6AddressHasNoBracketsOnceItIsRead() {
        assertThat(Address.parse("[::1]:7172")).isEqualTo(new Address("::1", 7172));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "localhost", ":7172", "localhost:", "localhost:port", "localhost:70000", "two words:1", "a_b:1"
            })
    void whatIsNoAddressIsNamedInTheRefusal(String text) {
        assertThatThrownBy(() -> Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).{20,}");
    }
}
