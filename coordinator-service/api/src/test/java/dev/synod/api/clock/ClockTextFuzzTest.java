package dev.synod.api.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Is any text either a context that is written as it was read, or refused with a sentence? A seed repeats it. */
class ClockTextFuzzTest {

    private static final int TEXTS = 100_000;
    private static final int FEW_TEXTS = 2_000;
    private static final long SEED = 4;
    private static final String ALPHABET = "lamport=;,@:.-_0123456789abzAZ \t\r\n+\u00e9\u0661";

    @Test
    void anyTextIsReadOrRefused() {
        var fuzz = new Fuzz(CausalContext::parse, TEXTS);

        assertThat(fuzz.faults).isEmpty();
        assertThat(fuzz.read).as("texts that are contexts").isGreaterThan(TEXTS / 20);
        assertThat(fuzz.refused).as("texts that are none").isGreaterThan(TEXTS / 2);
    }

    @Test
    void aReaderThatTrustsItsTextIsSeen() {
        assertThat(new Fuzz(ClockTextFuzzTest::trusting, FEW_TEXTS).faults).isNotEmpty();
    }

    @Test
    void aReaderThatForgetsTheLastComponentIsSeen() {
        assertThat(new Fuzz(ClockTextFuzzTest::forgetful, FEW_TEXTS).faults).isNotEmpty();
    }

    private static CausalContext forgetful(String text) {
        var context = CausalContext.parse(text);
        var last = text.substring(text.lastIndexOf(',') + 1).replaceFirst("=.*", "");
        return new CausalContext(context.lamport(), context.vector().without(last));
    }

    private static CausalContext trusting(String text) {
        var halves = text.split(";", 2);
        var components = new TreeMap<String, Long>();
        for (var component : halves[1].split(",", -1)) {
            components.put(component.split("=", 2)[0], Long.parseLong(component.split("=", 2)[1]));
        }
        return new CausalContext(
                new LamportClock(Long.parseLong(halves[0].substring(8))), VectorClock.from(components));
    }

    private static final class Fuzz {
        private final SplittableRandom random = new SplittableRandom(SEED);
        private final RandomClocks clocks = new RandomClocks(SEED);
        private final List<String> faults = new ArrayList<>();
        private int read;
        private int refused;

        Fuzz(Function<String, CausalContext> reader, int texts) {
            for (int number = 0; number < texts; number++) {
                attempt(number % 4 == 0 ? anything() : damaged(), reader);
            }
        }

        private void attempt(String text, Function<String, CausalContext> reader) {
            try {
                var context = reader.apply(text);
                read++;
                if (!saysTheSame(context, text) || !CausalContext.parse(context.toString()).equals(context)) {
                    faults.add("seed " + SEED + ": " + text + " was read as " + context);
                }
            } catch (IllegalArgumentException refusal) {
                refused++;
                if (String.valueOf(refusal.getMessage()).length() < 20) {
                    faults.add("seed " + SEED + ": " + text + " was refused without a sentence: " + refusal);
                }
            } catch (RuntimeException unforeseen) {
                faults.add("seed " + SEED + ": " + text + " gave " + unforeseen);
            }
        }

        /** Nothing that the text says is lost, however its components were ordered. */
        private static boolean saysTheSame(CausalContext context, String text) {
            return sorted(context.toString()).equals(sorted(text));
        }

        private static Map<String, Long> sorted(String text) {
            var parts = new TreeMap<String, Long>();
            for (var part : text.replaceFirst(";$", "").split("[;,]", -1)) {
                parts.merge(part, 1L, Long::sum);
            }
            return parts;
        }

        private String anything() {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        /** A good text, with up to three characters changed, put in, or left out. */
        private String damaged() {
            var text = new StringBuilder("lamport=" + random.nextLong(1, 200) + ";" + clocks.next());
            for (int faults = random.nextInt(4); faults > 0; faults--) {
                int place = random.nextInt(text.length());
                char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(place, other);
                    case 1 -> text.insert(place, other);
                    default -> text.deleteCharAt(place);
                }
            }
            return text.toString();
        }
    }
}
