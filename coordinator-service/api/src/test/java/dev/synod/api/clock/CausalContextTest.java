package dev.synod.api.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes along with requests and answers, and its text. */
class CausalContextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lamport=0 | lamport=0",
                "lamport=0; | lamport=0",
                "lamport=45 | lamport=45",
                "lamport=45;billing-0@1042=17,web-1@988=3 | lamport=45;billing-0@1042=17,web-1@988=3",
                "lamport=45;web-1@988=3,billing-0@1042=17 | lamport=45;billing-0@1042=17,web-1@988=3",
                "lamport=9223372036854775807;synod=9223372036854775807"
                        + " | lamport=9223372036854775807;synod=9223372036854775807",
                "lamport=2;B=1,a=1,A=1 | lamport=2;A=1,B=1,a=1",
                "lamport=1;a.b_c:d-e@123456789012345678=1 | lamport=1;a.b_c:d-e@123456789012345678=1"
            })
    void isReadInAnyOrderAndWrittenInOne(String text, String written) {
        var context = CausalContext.parse(text);

        assertThat(context).hasToString(written);
        assertThat(CausalContext.parse(written)).isEqualTo(context).hasSameHashCodeAs(context);
    }

    @Test
    void theEmptyOneKnowsNothing() {
        assertThat(CausalContext.parse("lamport=0")).isEqualTo(CausalContext.EMPTY).matches(CausalContext::isEmpty);
        assertThat(CausalContext.parse("lamport=1")).isNotEqualTo(CausalContext.EMPTY).matches(told -> !told.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | must begin with \"lamport=\"",
                "x | not \"x\"",
                "Lamport=1 | must begin with \"lamport=\"",
                "` lamport=1` | must begin with \"lamport=\"",
                "lamport= | the number of lamport must be a whole number",
                "lamport=-1 | not \"-1\"",
                "lamport=+1 | not \"+1\"",
                "lamport=01 | not \"01\"",
                "`lamport=1 ` | not \"1 \"",
                "lamport=1,a=1 | not \"1,a=1\"",
                "lamport=9223372036854775808 | must be at most 9223372036854775807",
                "lamport=1;; | a component must be a process and a number",
                "lamport=1;a | not \"a\"",
                "lamport=1;a=1, | must not end with a comma",
                "lamport=1;,a=1 | not \"\"",
                "lamport=1;a=1,,b=1 | not \"\"",
                "lamport=1;a=0 | the component of a must be 1 or more, not 0",
                "lamport=1;a=99999999999999999999 | the number of a must be at most 9223372036854775807",
                "lamport=1;a=1=1 | the number of a must be a whole number",
                "lamport=1;a=1,a=1 | the component of a must be told once",
                "lamport=1;a=1,b=1,a=2 | the component of a must be told once",
                "lamport=1;-a=1 | must be a process",
                "lamport=1;a@=1 | must be a process",
                "lamport=1;a@01=1 | must be a process",
                "lamport=1;a@1x=1 | must be a process",
                "lamport=1;a@1@2=1 | must be a process",
                "lamport=1;a@1234567890123456789=1 | must be a process",
                "`lamport=1; a=1` | must be a process",
                "lamport=1;ä=1 | not \"ä\"",
                "lamport=\u0661 | must be a whole number"
            })
    void refusesAnythingElseWithWhatIsWrong(String text, String sentence) {
        assertThatThrownBy(() -> CausalContext.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void aNameHasAtMost200Characters(int length) {
        String text = "lamport=1;" + "n".repeat(length) + "@7=1";
        if (length <= 200) {
            assertThat(CausalContext.parse(text).vector().of("n".repeat(200) + "@7")).isEqualTo(1);
        } else {
            assertThatThrownBy(() -> CausalContext.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aTextHasAtMost4096Components() {
        var most = CausalContext.parse(text(4_096, "p"));

        assertThat(most.vector().size()).isEqualTo(4_096);
        assertThat(most.fitsText()).isTrue();
        var oneMore = new CausalContext(most.lamport(), most.vector().tick("one-more"));
        assertThat(oneMore.fitsText()).isFalse();
        assertThatThrownBy(() -> CausalContext.parse(oneMore.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must have at most 4096 components, not more");
    }

    @Test
    void aTextHasAtMost512Kibibytes() {
        var text = text(2_800, "p".repeat(190));

        assertThat(text).hasSizeGreaterThan(512 * 1_024);
        assertThatThrownBy(() -> CausalContext.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must have at most 524288 characters, not " + text.length());
        var components = IntStream.range(0, 2_800)
                .boxed()
                .collect(Collectors.toMap(number -> "p".repeat(190) + number, number -> 1L));
        assertThat(new CausalContext(new LamportClock(1), VectorClock.from(components)).fitsText()).isFalse();
    }

    private static String text(int components, String name) {
        return IntStream.range(0, components)
                .mapToObj(number -> name + number + "=1")
                .collect(Collectors.joining(",", "lamport=1;", ""));
    }

    @Test
    void whoHearsOfBothKnowsBoth() {
        var one = CausalContext.parse("lamport=5;a=3,b=1");
        var other = CausalContext.parse("lamport=9;b=2,c=1");
        var both = CausalContext.parse("lamport=9;a=3,b=2,c=1");

        assertThat(one.merge(other)).isEqualTo(both);
        assertThat(both.merge(one)).isSameAs(both);
        assertThat(one.merge(both)).isSameAs(both);
        assertThat(one.with(new CausalStamp("c", other.lamport(), other.vector()))).isEqualTo(both);
    }
}
