package dev.synod.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.ProcessName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be a command is refused where it would be made, before it reaches a ledger. */
class CommandTest {

    private static final ProcessName PROCESS = new ProcessName("p");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Owner OWNER = new Owner.OwnSession(PROCESS, SECOND);

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT24000H0.000000001S"})
    void aTimeToLiveIsPositiveAndCountable(String text) {
        Duration ttl = Duration.parse(text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command.OpenSession(PROCESS, ttl, Map.of(), Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Owner.OwnSession(PROCESS, ttl));
    }

    @Test
    void waitsAndLockDelaysMayBeNothingButNotLess() {
        assertThat(new Waiting.AtMost(Duration.ZERO).limit()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new Waiting.AtMost(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> acquire(Duration.ofNanos(-1)));
        assertThat(acquire(Duration.ZERO).lockDelay()).isZero();
    }

    private static Command.Acquire acquire(Duration lockDelay) {
        return new Command.Acquire(
                new LockName("l"),
                new HoldName("h"),
                OWNER,
                Mode.EXCLUSIVE,
                lockDelay,
                new Waiting.No(),
                new AttemptId(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00", "\uD83D\uD83D\uDE00", "\uDE00\uD83D"})
    void textWithHalfASurrogatePairIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command.OpenSession(PROCESS, SECOND, Map.of("k", text), Optional.empty()))
                .withMessageContaining("surrogate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command.OpenSession(PROCESS, SECOND, Map.of(text, "v"), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command.OpenSession(PROCESS, SECOND, Map.of(), Optional.of(text)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Command.BreakLock(new LockName("l"), Optional.of(text)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Command.EnterElection(new ElectionName("e"), new CandidateName("c"), OWNER, text, 0));
    }

    @Test
    void textOfAnyPlaneIsFine() {
        var open = new Command.OpenSession(PROCESS, SECOND, Map.of("k", "😀 ü"), Optional.of("𝄞"));

        assertThat(open.metadata()).containsEntry("k", "😀 ü");
    }

    @Test
    void metadataIsInTheOrderOfItsKeys() {
        var open = new Command.OpenSession(PROCESS, SECOND, Map.of("c", "3", "a", "1", "b", "2"), Optional.empty());

        assertThat(List.copyOf(open.metadata().keySet())).containsExactly("a", "b", "c");
    }
}
