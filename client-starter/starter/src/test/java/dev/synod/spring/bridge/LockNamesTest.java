package dev.synod.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Do two processes find the same lock by a key, and two keys never the same lock? */
class LockNamesTest {

    /** As the API takes them. */
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._:-]{0,199}";

    private final LockNames names = new LockNames("ours.");

    @Test
    void aKeyThatMayBeANameIsReadInTheCluster() {
        assertThat(names.of("orders:17")).isEqualTo("ours.orders:17");
        assertThat(names.of(17)).isEqualTo("ours.17");
        assertThat(names.of(TimeUnit.DAYS)).isEqualTo("ours.DAYS");
        assertThat(names.of(new UUID(1, 2))).isEqualTo("ours.00000000-0000-0001-0000-000000000002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "a/b", "größe", "sha256-forged"})
    void anyOtherTextHasANameOfItsOwn(String key) {
        assertThat(names.of(key)).matches(NAME).isEqualTo(names.of(key)).isNotEqualTo(names.of(key + "!"));
        assertThat(names.of(names.of(key).substring("ours.".length()))).isNotEqualTo(names.of(key));
    }

    @Test
    void aLongKeyOrPrefixStaysAName() {
        var longest = new LockNames("p".repeat(100));

        assertThat(longest.of("k".repeat(100))).matches(NAME);
        assertThat(longest.of("k".repeat(101))).matches(NAME);
    }

    @Test
    void aKeyThatIsAnotherInEachProcessIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names.of(new Object()))
                .withMessageContaining("java.lang.Object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "synod.", ".x", "with space"})
    void aPrefixThatMakesNoNamesIsRefused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LockNames(prefix));
    }
}
