package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no state are refused, with a sentence that says why. */
class RefusedStateTest {

    private static final String MANY = "ffffffff07";

    @Test
    void theSpellingThatTheOthersDifferFromIsAState() {
        byte[] bytes = new Spelling().bytes();

        assertThat(Coordination.read(ByteBuffer.wrap(bytes)).write()).isEqualTo(bytes);
    }

    @Test
    void anotherVersionIsRefusedByASentenceThatNamesBoth() {
        byte[] bytes = new Spelling().with("version", "03").bytes();

        assertThatThrownBy(() -> Coordination.read(ByteBuffer.wrap(bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a state of version 3; known are 1 to 2");
    }

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of("end", "00", "1 bytes too many"),
                Arguments.of("sessions", MANY, "must be 1 to 200"),
                Arguments.of("p's ttl", "00 00", "longer than nothing"),
                Arguments.of("p's ttl", "ffffffff7f 00", "1000 days"),
                Arguments.of("p's metadata", "02 01 61 00 01 61 00", "keys that are not in order"),
                Arguments.of("p is a client's, its key k", "05", "no purpose of a session has the number 5"),
                Arguments.of("p opened at", "7fffffffffffffff 00", "seconds from 1970"),
                Arguments.of("p opened at", "8000000000000000 00", "seconds from 1970"),
                Arguments.of("p opened at", "0000000000000001 8094ebdc03", "a second of 1000000000 nanoseconds"),
                Arguments.of("p's used up names", MANY, "and 2 are remembered"),
                Arguments.of("p's used up names", "01 0000000000000000", "a fingerprint that no name has"),
                Arguments.of("p's used up names", "02 00000000000000ff 00000000000000ff", "or a second time"),
                Arguments.of("q@2", "01 71 01", "session q@1 is not in the order of opening"),
                Arguments.of("p@1", "01 70 00", "session p@0 is not in the order of opening"),
                Arguments.of("ended", MANY, "and 5 are remembered"),
                Arguments.of("r@3 ended", "01 72 03 06 01 00", "session s@4 ended twice, or at 5"),
                Arguments.of("r@3 ended", "01 72 03 03 01 00", "session r@3 ended twice, or at 3"),
                Arguments.of("r@3 ended", "01 73 04 05 01 00", "session s@4 ended twice"),
                Arguments.of("h at l", "01 6c 01 68 01 ffffffff7f 00", "a lock delay must be 0 to 1000 days"),
                Arguments.of("h at l", "01 6c 01 77 01 05 00", "hold w of lock l belongs to a session already"),
                Arguments.of("holds of p", MANY, "must be 1 to 200"),
                Arguments.of("locks", MANY, "must be 1 to 200"),
                Arguments.of("m, newest grant", "01 6c 05", "lock l is not in the order of names"),
                Arguments.of("m's delay", "01 06 ffffffff7f 00", "a lock delay must be 0 to 1000 days"),
                Arguments.of("l's holders", "01 06 02 0000000000000002 00", "hold 6 of 6"),
                Arguments.of("l's waiters", "01 05 0000000000000007 02 01 00", "hold h of lock l twice at lock l"),
                Arguments.of(
                        "l's waiters",
                        "02 00 0000000000000007 02 01 00 00 0000000000000007 02 01 00",
                        "hold w of lock l twice at lock l"),
                Arguments.of("n's holders", "01 01 00 0000000000000002 00", "a fencing token is 1 or more"),
                Arguments.of("elections", MANY, "must be 1 to 200"),
                Arguments.of("elections", "02 01 65 07 00", "election e is not in the order of names"),
                Arguments.of("x in e", "01 66 01 78 01 76 00 06", "candidate x of election f twice, or in no election"),
                Arguments.of("z in e", "01 65 01 78 00 03 08", "candidate x of election e twice"),
                Arguments.of("z in e", "01 65 01 7a 00 00 06", "candidate z of election e twice"),
                Arguments.of("idle", MANY, "and 1 are remembered"),
                Arguments.of("f, its position", "01 65 08", "election e is idle twice, or has candidates"),
                Arguments.of("holds of several locks", MANY, "must be 1 to 200"),
                Arguments.of("u of p", "01 75 01 70 02", "of session p@2, which is not open"),
                Arguments.of("u's locks", "00", "hold u of no locks"),
                Arguments.of("u's locks", "02 01 6f 01 6e", "locks that are not in order"),
                Arguments.of("u's locks", "01 01 7a", "hold u at no lock"),
                Arguments.of("u's locks", "01 01 6c", "hold u not at its lock"),
                Arguments.of("t's request", "02", "neither there nor not there: 2"),
                Arguments.of("jobs", MANY, "must be 1 to 200"),
                Arguments.of("firing 3, by nobody of r", "0000000000000002 00 00 01 72 03", "order of their firings"),
                Arguments.of("firing 4 is abandoned", "04", "no state of a run has the number 4"),
                Arguments.of("c, forgotten nothing", "01 62 00", "job b is not in the order of names"));
    }

    static Stream<Arguments> partsOfEvents() {
        return Stream.of(
                Arguments.of("topics", MANY, "must be 1 to 200"),
                Arguments.of("orders", "06 6f7264657273 00 01", "topic orders with 1 of 0 events"),
                Arguments.of("orders", "06 6f7264657273 02 00", "topic orders with 0 of 2 events"),
                Arguments.of("orders", "06 7a7264657273 02 01", "topic synod.sessions is not in the order of names"),
                Arguments.of("p@1:2", "03 704031 04 02 05 73796e6f64 01 03 704031 02", "not in order"),
                Arguments.of("p@1:2", "03 704031 04 01 05 73796e6f64 01", "must have that process's own component"),
                Arguments.of("p@1:2", "05 73796e6f64 04 01 05 73796e6f64 01", "event synod:1 twice"),
                Arguments.of("p@1:2's data", "63 02 7b7d", "no content of an event has the number 99"),
                Arguments.of("p@1 has published", "03 704031 02 04 02", "neither ended nor not"),
                Arguments.of("synod has published", "03 704031 02 04 00", "process p@1 twice"),
                Arguments.of("cursors", "02 06 6f7264657273 01 63 02 06 6f7264657273 01 63 02", "twice"),
                Arguments.of("p's keys", "03 04", "4 keys, and 2 are remembered"),
                Arguments.of("left at locks that nobody wants", "02", "2 contexts left behind, and 1 are remembered"),
                Arguments.of("left at locks that nobody wants", "01 01 7a 00 00", "an empty context left behind"));
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                Arguments.of("q@2", "01 71 0b", "session q@11 at 11 after 10"),
                Arguments.of("applied", "07", "nothing is later than the last command"),
                Arguments.of("q is the own of hold h at lock l", "02 01 6c 01 69", "does not outlive its hold"),
                Arguments.of("q is the own of hold h at lock l", "03 01 65 01 78", "does not outlive its hold"),
                Arguments.of("r@3 ended", "01 70 01 04 01 00", "an open session has not ended"),
                Arguments.of("l, newest grant", "01 6c 01", "TOKEN_GROWS"),
                Arguments.of("l's holders", "00", "a session's hold stands at its lock"),
                Arguments.of(
                        "l's waiters",
                        "02 01 0000000000000007 02 01 00 04 0000000000000000 03",
                        "a session's hold stands at its lock"),
                Arguments.of("m's delay", "00", "a lock that nobody wants is forgotten"),
                Arguments.of("m's delay", "01 0b 03 00", "nothing is later than the last command"),
                Arguments.of("n's delay", "01 0b 03 00", "nothing is later than the last command"),
                Arguments.of("n, newest grant", "01 6e 0b", "nothing is later than the last command"),
                Arguments.of("l's waiters", "01 04 0000000000000000 03", "a session's hold stands at its lock"),
                Arguments.of("s@4 ended, the own of candidate y of e", "01 73 04 0b 01 00", "nothing is later"),
                Arguments.of("e's leader", "00", "ONE_LEADER"),
                Arguments.of("e's leader", "01 01 79", "ONE_LEADER"),
                Arguments.of("e's leader", "01 01 7a", "a leader came before it led"),
                Arguments.of("e, its position", "01 65 0b", "nothing is later than the last command"),
                Arguments.of("z in e", "01 65 01 7a 00 03 0b", "nothing is later than the last command"),
                Arguments.of("f, its position", "01 66 0b", "nothing is later than the last command"),
                Arguments.of("u's request", "01 0000000000000009 03", "ALL_OR_NONE"),
                Arguments.of("t's request", "00", "ALL_OR_NONE"),
                Arguments.of("u at o", "01 6f 01 75 01 01 00", "ALL_OR_NONE"),
                Arguments.of("u of p", "01 75 01 71 02", "a hold of several locks is its session's"),
                Arguments.of("firing 2's attempts, claim", "01 03 0b 0000000000000005 00", "claimed before it ends"),
                Arguments.of("firing 2's attempts, claim", "04 03 09 0000000000000005 00", "not too often"),
                Arguments.of("firing 3 is finished", "02 01 01 01 64 03 0000000000000006 00", "claimed before it ends"),
                Arguments.of("firing 3 is finished", "01", "ONE_RUN"),
                Arguments.of("firing 4's attempts, claim", "00 01 04 0000000000000005 00", "not too often"));
    }

    static Stream<Arguments> contradictionsOfEvents() {
        return Stream.of(
                Arguments.of("archived", "01 0b", "nothing is later than the last command"),
                Arguments.of("floor, highest", "01 03", "no Lamport time is higher"),
                Arguments.of("floor, highest", "05 04", "Lamport times are below"),
                Arguments.of("window", "00 e807", "a window is open"),
                Arguments.of("p@1 has published", "03 704031 01 04 00", "nobody knows what is still to come"),
                Arguments.of("p@1 has published", "03 704031 03 04 00", "a session's clock counts its own events"),
                Arguments.of("p@1 has published", "03 704031 02 03 00", "the newest event of a process is its last"),
                Arguments.of("p@1 has published", "03 704031 02 04 01", "who has ended publishes no more"),
                Arguments.of("synod has published", "05 73796e6f64 00 03 00", "nobody knows what is still to come"),
                Arguments.of("p@1:2", "03 704031 03 02 03 704031 02 05 73796e6f64 01", "CLOCK_CONDITION"),
                Arguments.of("p@1:2", "03 704031 04 02 03 704031 02 05 73796e6f64 02", "what is still to come"),
                Arguments.of("p@1:2's position, causes, time", "0b 00 0000000000000009 00", "nothing is later"),
                Arguments.of("p's clock", "04 01 05 73796e6f64 01", "a session's clock counts its own events"),
                Arguments.of("p's clock", "05 02 03 704031 02 05 73796e6f64 01", "no Lamport time is higher"),
                Arguments.of("q's clock", "00 01 06 784039393939 01", "nothing is later than the last command"),
                Arguments.of("left at locks that nobody wants", "01 01 6c 02 00", "what was left at a lock in use"),
                Arguments.of("left in elections without candidates", "01 01 65 01 00", "what was left in an election"));
    }

    @ParameterizedTest
    @MethodSource({"parts", "partsOfEvents"})
    void aPartThatIsNoneIsRefused(String part, String hex, String sentence) {
        refused(part, hex, sentence);
    }

    /** Every part is one, but together they are no state: whoever went on from it would break a law later. */
    @ParameterizedTest
    @MethodSource({"contradictions", "contradictionsOfEvents"})
    void partsThatContradictEachOtherAreRefused(String part, String hex, String sentence) {
        refused(part, hex, "a state that no commands lead to: ");
        refused(part, hex, sentence);
    }

    @Test
    void twoSessionsOfOneOpeningKeyAreRefused() {
        byte[] bytes = new Spelling()
                .with("q@2", "01 70 02")
                .with("q is the own of hold h at lock l", "01 01 01 6b")
                .bytes();

        assertThatThrownBy(() -> Coordination.read(ByteBuffer.wrap(bytes)))
                .hasMessageContaining("session p@2 has the key of another");
    }

    private static void refused(String part, String hex, String sentence) {
        byte[] bytes = new Spelling().with(part, hex).bytes();

        assertThatThrownBy(() -> Coordination.read(ByteBuffer.wrap(bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
