package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Do tests share an application where they may, and only those that ask have a cluster in it? */
class SynodContextCustomizerFactoryTest {

    private final SynodContextCustomizerFactory factory = new SynodContextCustomizerFactory();

    @Test
    void twoTestsWithTheAnnotationShareAnApplication() {
        var one = factory.createContextCustomizer(One.class, List.of());

        assertThat(one)
                .isNotNull()
                .isEqualTo(factory.createContextCustomizer(Two.class, List.of()))
                .hasSameHashCodeAs(factory.createContextCustomizer(Two.class, List.of()));
    }

    @Test
    void aTestWithoutItHasTheApplicationAsItIs() {
        assertThat(factory.createContextCustomizer(Other.class, List.of())).isNull();
    }

    @SynodTest
    private static final class One {}

    @SynodTest
    private static final class Two {}

    private static final class Other {}
}
