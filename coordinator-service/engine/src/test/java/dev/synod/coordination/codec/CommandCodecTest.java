package dev.synod.coordination.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Run;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandCodecTest {

    private static final LockName LEDGER = new LockName("ledger");
    private static final HoldName A1 = new HoldName("a1");
    private static final ElectionName REPORTS = new ElectionName("reports");
    private static final CandidateName X = new CandidateName("x");
    private static final ProcessName BILLING = new ProcessName("billing-0");
    private static final JobName BILL = new JobName("bill");
    private static final SessionId SESSION = new SessionId(BILLING, new Position(1042));
    private static final Owner IN_SESSION = new Owner.InSession(SESSION);
    private static final Owner OWN_SESSION = new Owner.OwnSession(new ProcessName("cron"), Duration.ofSeconds(30));
    private static final Duration NONE = Duration.ZERO;
    private static final TopicName ORDERS = new TopicName("orders");
    private static final ConsumerName AUDIT = new ConsumerName("audit");
    private static final Draft PLACED = new Draft(
            "placed",
            Optional.of("7"),
            Content.Json.of("{}"),
            List.of(EventId.parse("billing-0@1:17"), EventId.parse("synod:9")));
    private static final Draft PAID = new Draft("paid", Optional.empty(), Content.Json.of("1"), List.of());

    record Golden(Command command, String hex) {

        byte[] bytes() {
            return HexFormat.of().parseHex(hex.replace(" ", ""));
        }
    }

    /** The bytes of each kind of command. A ledger may hold them: whoever changes one of these lines breaks it. */
    static Stream<Golden> golden() {
        return Stream.of(ofOneLockOrElection(), ofManyLocksAndRuns(), ofEvents()).flatMap(golden -> golden);
    }

    private static Stream<Golden> ofEvents() {
        return Stream.of(
                new Golden(
                        new Command.Publish(SESSION, ORDERS, List.of(PLACED, PAID), Optional.of("k")),
                        "01 0c 09 62696c6c696e672d30 9208 06 6f7264657273 01 01 6b 02"
                                + " 06 706c61636564 01 01 37 02 7b7d 02 0b 62696c6c696e672d304031 11 05 73796e6f64 09"
                                + " 04 70616964 00 01 31 00"),
                new Golden(
                        new Command.Publish(SESSION, ORDERS, List.of(PAID, PAID), Optional.empty(), List.of("k", "l")),
                        "01 19 02 01 6b 01 6c 09 62696c6c696e672d30 9208 06 6f7264657273 00 02"
                                + " 04 70616964 00 01 31 00 04 70616964 00 01 31 00"),
                new Golden(
                        new Command.PutCursor(ORDERS, AUDIT, 300, Command.Rewind.ALLOWED),
                        "01 0d 06 6f7264657273 05 6175646974 ac02 01"),
                new Golden(
                        new Command.PutCursor(ORDERS, AUDIT, 0, Command.Rewind.IGNORED),
                        "01 0d 06 6f7264657273 05 6175646974 00 00"),
                new Golden(new Command.ForgetCursor(ORDERS, AUDIT), "01 0e 06 6f7264657273 05 6175646974"),
                new Golden(new Command.ArchiveReached(Optional.of(new Position(300))), "01 0f 01 ac02"),
                new Golden(new Command.ArchiveReached(Optional.empty()), "01 0f 00"),
                new Golden(new Command.KeepEvents(300, 1), "01 10 ac02 01"),
                new Golden(
                        new Command.Knowing(
                                CausalContext.parse("lamport=45;a@1=17,synod=3"), new Command.Withdraw(REPORTS, X)),
                        "01 11 2d 02 03 614031 11 05 73796e6f64 03 0a 07 7265706f727473 01 78"));
    }

    private static Stream<Golden> ofOneLockOrElection() {
        return Stream.of(
                new Golden(
                        new Command.OpenSession(BILLING, Duration.ofSeconds(10), Map.of("zone", "a"), Optional.of("k")),
                        "01 01 09 62696c6c696e672d30 0a 00 01 04 7a6f6e65 01 61 01 01 6b"),
                new Golden(
                        new Command.OpenSession(BILLING, Duration.ofMillis(1500), Map.of(), Optional.empty()),
                        "01 01 09 62696c6c696e672d30 01 80cab5ee01 00 00"),
                new Golden(new Command.CloseSession(SESSION), "01 02 09 62696c6c696e672d30 9208"),
                new Golden(new Command.ExpireSession(SESSION), "01 03 09 62696c6c696e672d30 9208"),
                new Golden(
                        acquire(IN_SESSION, Mode.EXCLUSIVE, new Waiting.No(), 7),
                        "01 04 06 6c6564676572 02 6131 01 09 62696c6c696e672d30 9208 01 00 00 01 0000000000000007"),
                new Golden(
                        acquire(OWN_SESSION, Mode.SHARED, new Waiting.AtMost(Duration.ofMillis(5250)), -2),
                        "01 04 06 6c6564676572 02 6131 02 04 63726f6e 1e 00 02 00 00 02 05 80e59a77 fffffffffffffffe"),
                new Golden(
                        new Command.Acquire(
                                LEDGER,
                                A1,
                                IN_SESSION,
                                new Mode.Permit(300),
                                Duration.ofSeconds(60),
                                new Waiting.InQueue(),
                                new AttemptId(1)),
                        "01 04 06 6c6564676572 02 6131 01 09 62696c6c696e672d30 9208"
                                + " 03 ac02 3c 00 03 0000000000000001"),
                new Golden(
                        new Command.Release(LEDGER, A1, Optional.of(new FencingToken(1077))),
                        "01 05 06 6c6564676572 02 6131 01 b508"),
                new Golden(
                        new Command.Release(LEDGER, A1, Optional.empty()), "01 05 06 6c6564676572 02 6131 00"),
                new Golden(
                        new Command.LeaveQueue(LEDGER, A1, new AttemptId(258)),
                        "01 06 06 6c6564676572 02 6131 0000000000000102"),
                new Golden(
                        new Command.BreakLock(LEDGER, Optional.of("müde")), "01 07 06 6c6564676572 01 05 6dc3bc6465"),
                new Golden(new Command.BreakLock(LEDGER, Optional.empty()), "01 07 06 6c6564676572 00"),
                new Golden(
                        new Command.LiftDelay(LEDGER, new Position(Long.MAX_VALUE)),
                        "01 08 06 6c6564676572 ffffffffffffffff7f"),
                new Golden(
                        new Command.EnterElection(REPORTS, X, IN_SESSION, "http://10.0.0.7", -3),
                        "01 09 07 7265706f727473 01 78 01 09 62696c6c696e672d30 9208"
                                + " 0f 687474703a2f2f31302e302e302e37 05"),
                new Golden(
                        new Command.EnterElection(REPORTS, X, OWN_SESSION, "", Integer.MIN_VALUE),
                        "01 09 07 7265706f727473 01 78 02 04 63726f6e 1e 00 00 ffffffff0f"),
                new Golden(new Command.Withdraw(REPORTS, X), "01 0a 07 7265706f727473 01 78"),
                new Golden(new Command.TransferLead(REPORTS, X), "01 0b 07 7265706f727473 01 78"));
    }

    private static Stream<Golden> ofManyLocksAndRuns() {
        return Stream.of(
                new Golden(
                        new Command.AcquireMany(
                                A1,
                                IN_SESSION,
                                List.of(
                                        new ManyHold.Share(new LockName("tape"), new Mode.Permit(2)),
                                        new ManyHold.Share(LEDGER, Mode.SHARED)),
                                Duration.ofSeconds(5),
                                new Waiting.AtMost(Duration.ofMillis(5250)),
                                new AttemptId(7)),
                        "01 14 02 6131 01 09 62696c6c696e672d30 9208 02 06 6c6564676572 02 04 74617065 03 02"
                                + " 05 00 02 05 80e59a77 0000000000000007"),
                new Golden(
                        new Command.ReleaseMany(A1, Optional.of(new FencingToken(1077))), "01 15 02 6131 01 b508"),
                new Golden(new Command.ReleaseMany(A1, Optional.empty()), "01 15 02 6131 00"),
                new Golden(new Command.LeaveMany(A1, new AttemptId(258)), "01 16 02 6131 0000000000000102"),
                new Golden(
                        new Command.ClaimRun(BILL, Instant.ofEpochSecond(3600), SESSION, "node 7", 3),
                        "01 17 04 62696c6c 0000000000000e10 00 09 62696c6c696e672d30 9208 06 6e6f64652037 03"),
                new Golden(
                        new Command.FinishRun(
                                BILL,
                                Instant.ofEpochSecond(-1, 500),
                                new FencingToken(1077),
                                Run.Verdict.FAILED,
                                Optional.of("müde")),
                        "01 18 04 62696c6c ffffffffffffffff f403 b508 02 01 05 6dc3bc6465"),
                new Golden(
                        new Command.FinishRun(
                                BILL, Instant.EPOCH, new FencingToken(1), Run.Verdict.SUCCEEDED, Optional.empty()),
                        "01 18 04 62696c6c 0000000000000000 00 01 01 00"));
    }

    private static Command acquire(Owner owner, Mode mode, Waiting waiting, long attempt) {
        return new Command.Acquire(LEDGER, A1, owner, mode, NONE, waiting, new AttemptId(attempt));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void writesTheBytesThatItAlwaysWrote(Golden golden) {
        assertThat(CommandCodec.encode(golden.command())).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsTheBytesThatItAlwaysRead(Golden golden) {
        assertThat(CommandCodec.decode(ByteBuffer.wrap(golden.bytes()))).isEqualTo(golden.command());
    }

    @Test
    void everyKindOfCommandHasItsGoldenBytes() {
        var shown = golden().<Class<?>>map(golden -> golden.command().getClass()).collect(Collectors.toSet());

        assertThat(shown).isEqualTo(Set.of(Command.class.getPermittedSubclasses()));
    }

    @Test
    void readsWhatRemainsInABufferAndLeavesTheBufferAsItWas() {
        byte[] command = CommandCodec.encode(new Command.LeaveQueue(LEDGER, A1, new AttemptId(258)));
        ByteBuffer buffer = ByteBuffer.allocateDirect(100).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(17).put(command).flip().position(17);

        assertThat(CommandCodec.decode(buffer)).isEqualTo(new Command.LeaveQueue(LEDGER, A1, new AttemptId(258)));
        assertThat(buffer.position()).isEqualTo(17);
        assertThat(buffer.remaining()).isEqualTo(command.length);
        assertThat(buffer.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void metadataIsWrittenInTheOrderOfItsKeysWhateverOrderItCameIn() {
        var backwards = new LinkedHashMap<String, String>();
        backwards.put("b", "2");
        backwards.put("a", "1");

        assertThat(CommandCodec.encode(opening(backwards)))
                .isEqualTo(CommandCodec.encode(opening(Map.of("a", "1", "b", "2"))));
    }

    @Test
    void longTextsAndTextsOfEveryPlaneComeBack() {
        var metadata = Map.of("long", "ü€😀".repeat(5_000), "", "empty", "\u0000", "\uFFFF");

        assertThat(CommandCodec.decode(ByteBuffer.wrap(CommandCodec.encode(opening(metadata)))))
                .isEqualTo(opening(metadata));
    }

    private static Command opening(Map<String, String> metadata) {
        return new Command.OpenSession(BILLING, Duration.ofSeconds(1), metadata, Optional.empty());
    }

    @Nested
    class MalformedBytesAreRefused {

        static Stream<Arguments> malformed() {
            return Stream.of(
                    Arguments.of("", "bytes missing"),
                    Arguments.of("01", "bytes missing"),
                    Arguments.of("02 0a 07 7265706f727473 01 78", "version 2"),
                    Arguments.of("01 12", "no command has the number 18"),
                    Arguments.of("01 00", "no command has the number 0"),
                    Arguments.of("01 0a 07 7265706f727473 01 78 00", "1 bytes too many"),
                    Arguments.of("01 0a 07 7265706f727473 02 78", "1 bytes missing"),
                    Arguments.of("01 0a 07 7265706f727473 00", "must be 1 to 200"),
                    Arguments.of("01 0a 8700 7265706f727473 01 78", "needless zero"),
                    Arguments.of("01 0a 07 7265706f7274ff 01 78", "not UTF-8"),
                    Arguments.of("01 0a ffffffff0f 7265706f7274ff", "a count of"),
                    Arguments.of("01 0a ffffffff07 7265706f7274ff", "bytes missing"),
                    Arguments.of("01 08 06 6c6564676572 ffffffffffffffffff01", "more than 63 bits"),
                    Arguments.of("01 05 06 6c6564676572 02 6131 02 b508", "neither there nor not there: 2"),
                    Arguments.of("01 05 06 6c6564676572 02 6131 01 00", "a fencing token is 1 or more"),
                    Arguments.of("01 01 01 70 00 00 00 00", "longer than nothing"),
                    Arguments.of("01 01 01 70 ffffffff7f 00 00 00", "1000 days"),
                    Arguments.of("01 01 01 70 01 8094ebdc03 00 00", "a second of 1000000000 nanoseconds"),
                    Arguments.of("01 01 01 70 01 00 02 01 62 00 01 61 00 00", "keys that are not in order"),
                    Arguments.of("01 01 01 70 01 00 02 01 61 00 01 61 00 00", "keys that are not in order"),
                    Arguments.of("01 04 01 6c 01 68 03", "no owner has the number 3"),
                    Arguments.of("01 04 01 6c 01 68 01 01 70 01 04", "no mode has the number 4"),
                    Arguments.of("01 04 01 6c 01 68 01 01 70 01 03 00", "permits must be"),
                    Arguments.of("01 04 01 6c 01 68 01 01 70 01 01 00 00 04", "no waiting has the number 4"),
                    Arguments.of("01 09 01 65 01 78 01 01 70 01 00 ffffffff1f", "more than 32 bits"),
                    Arguments.of("01 14 01 68 01 01 70 01 00 00 00 01 0000000000000000", "locks must be 1 to 64"),
                    Arguments.of("01 14 01 68 01 01 70 01 02 01 62 01 01 61 01", "locks that are not in order"),
                    Arguments.of("01 14 01 68 01 01 70 01 02 01 61 01 01 61 01", "locks that are not in order"),
                    Arguments.of("01 17 01 6a 0000000000000000 00 01 70 01 00 00", "maxAttempts must be 1 to 1000"),
                    Arguments.of("01 18 01 6a 0000000000000000 00 01 03", "no verdict has the number 3"),
                    Arguments.of("01 0c 01 70 01 01 74 00 00", "must have 1 to 500 events"),
                    Arguments.of("01 0c 01 70 01 07 73796e6f642e78 00 01 01 74 00 01 31 00", "the cluster alone"),
                    Arguments.of("01 0c 01 70 01 01 74 00 01 00 00 01 31 00", "a type must be 1 to 200 characters"),
                    Arguments.of("01 0c 01 70 01 01 74 00 01 01 74 00 01 31 01 01 70 01", "the id of an event"),
                    Arguments.of("01 0d 01 74 01 63 00 02", "neither back nor not back: 2"),
                    Arguments.of("01 10 00 01", "a topic keeps 1 event"),
                    Arguments.of("01 11 00 00 11 00 00 02 01 70 01", "a command that knows twice"),
                    Arguments.of("01 11 00 00 03 01 70 01", "whose clock should learn"),
                    Arguments.of("01 11 00 01 01 70 00 02 01 70 01", "must be 1 or more"));
        }

        @ParameterizedTest
        @MethodSource("malformed")
        void withASentence(String hex, String sentence) {
            byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

            assertThatThrownBy(() -> CommandCodec.decode(ByteBuffer.wrap(bytes)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(sentence);
        }
    }

    /** Whatever comes, it is a command that has these bytes as its one spelling, or an IllegalArgumentException. */
    @Nested
    class AnyBytesAtAll {

        private static final long SEED = 20_260_701;

        private int commands;
        private int refusals;

        @Test
        void thatAreRandomAreSpellingsOrRefused() {
            var random = new Random(SEED);
            for (int round = 0; round < 300_000; round++) {
                var bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                if (bytes.length > 1 && round % 2 == 0) {
                    bytes[0] = 1;
                    bytes[1] = (byte) (1 + random.nextInt(24));
                }
                probe(bytes, round);
            }
            assertThat(refusals).as("random bytes refused").isGreaterThan(200_000);
        }

        @Test
        void thatWereACommandBeforeBitsFlippedAreSpellingsOrRefused() {
            var random = new Random(SEED);
            List<byte[]> spellings = golden().map(Golden::bytes).toList();
            for (int round = 0; round < 300_000; round++) {
                byte[] bytes = spellings.get(round % spellings.size()).clone();
                for (int flips = random.nextInt(3); flips >= 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                probe(Arrays.copyOf(bytes, bytes.length + random.nextInt(3) / 2), round);
            }
            assertThat(commands).as("flips that made another command").isGreaterThan(10_000);
            assertThat(refusals).as("flips that were refused").isGreaterThan(10_000);
        }

        @Test
        void thatBreakOffAreRefused() {
            golden().map(Golden::bytes).forEach(whole -> {
                for (int length = 0; length < whole.length; length++) {
                    var part = ByteBuffer.wrap(whole, 0, length);
                    assertThatThrownBy(() -> CommandCodec.decode(part)).isInstanceOf(IllegalArgumentException.class);
                }
            });
        }

        private void probe(byte[] bytes, int round) {
            try {
                Command command = CommandCodec.decode(ByteBuffer.wrap(bytes));
                if (!Arrays.equals(CommandCodec.encode(command), bytes)) {
                    fail(where(bytes, round) + " is a second spelling of " + command);
                }
                commands++;
            } catch (IllegalArgumentException refused) {
                refusals++;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError other) {
                throw new AssertionError(where(bytes, round), other);
            }
        }

        private static String where(byte[] bytes, int round) {
            return "seed " + SEED + " round " + round + ": " + HexFormat.of().formatHex(bytes);
        }
    }
}
