package dev.synod.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.ProblemType;
import dev.synod.client.Connection.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does a process know by its own clock alone what it may still count on? */
class SessionKeeperTest {

    private final HandTimers timers = new HandTimers();
    private final ScriptedClient client = new ScriptedClient();
    private final SessionKeeper keeper = new SessionKeeper(
            client, timers, timers, SessionSettings.of("p", Duration.ofSeconds(10)));
    private final List<State> states = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    @BeforeEach
    void start() {
        keeper.onChange(states::add);
        keeper.start();
        timers.run();
    }

    private SessionLease lease() {
        var life = keeper.require();
        var lease = new SessionLease(life, "ledger", 7, timers);
        assertThat(life.admit(lease)).isTrue();
        lease.onLost(() -> lost.add(lease.name()));
        return lease;
    }

    @Test
    void aSessionThatIsConfirmedStaysSafe() {
        timers.advance(Duration.ofMinutes(10));

        assertThat(states).containsExactly(State.SAFE);
        assertThat(keeper.session()).contains("s1");
    }

    @Test
    void silenceIsJeopardyAfterHalfOfTheTimeAndTheEndBeforeTheClusterSaysSo() {
        var lease = lease();
        client.isSilent = true;

        timers.advance(Duration.ofMillis(4_999));
        assertThat(keeper.state()).isEqualTo(State.SAFE);
        timers.advance(Duration.ofMillis(2));
        assertThat(keeper.state()).isEqualTo(State.JEOPARDY);
        assertThat(lease.isValid()).isTrue();
        timers.advance(Duration.ofMillis(4_498));
        assertThat(lease.isValid()).isTrue();
        assertThat(lost).isEmpty();

        timers.advance(Duration.ofMillis(2));

        assertThat(keeper.state()).isEqualTo(State.EXPIRED);
        assertThat(lease.isValid()).isFalse();
        assertThat(lease.remaining()).isZero();
        assertThat(lost).containsExactly("ledger");
        assertThat(keeper.session()).isEmpty();
    }

    @Test
    void afterTheEndAnotherSessionIsOpenedAndTheOldOneClosed() {
        var lease = lease();
        client.isSilent = true;
        timers.advance(Duration.ofSeconds(12));
        client.isSilent = false;

        timers.advance(Duration.ofSeconds(4));

        assertThat(keeper.session()).contains("s2");
        assertThat(client.asked).containsExactly("open s1", "close s1", "open s2");
        assertThat(states).containsExactly(State.SAFE, State.JEOPARDY, State.EXPIRED, State.SAFE);
        assertThat(lease.isValid()).isFalse();
        assertThat(lost).hasSize(1);
    }

    @Test
    void aKeepAliveThatIsAnsweredLateProlongsFromWhenItWasSent() {
        client.keepAlives.add(() -> {
            timers.jump(Duration.ofSeconds(4));
            client.isSilent = true;
            return ScriptedClient.session("s1");
        });

        timers.advance(Duration.ofNanos(3_333_333_334L));

        assertThat(keeper.remaining()).isBetween(Duration.ofMillis(5_499), Duration.ofMillis(5_500));
    }

    @Test
    void aSessionWhoseOpeningTookLongIsConfirmedOnceMoreBeforeItCounts() {
        var told = new ArrayList<State>();
        var late = new SessionKeeper(client, timers, timers, SessionSettings.of("q", Duration.ofSeconds(10)));
        late.onChange(told::add);
        client.opens.add(() -> timers.jump(Duration.ofSeconds(11)));

        late.start();
        timers.run();

        assertThat(told).containsExactly(State.SAFE);
        assertThat(late.session()).contains("s2");
        assertThat(late.remaining()).isEqualTo(Duration.ofMillis(9_500));
    }

    @Test
    void anAnswerAfterTheEndBringsNothingBack() {
        var lease = lease();
        client.keepAlives.add(() -> {
            timers.jump(Duration.ofSeconds(9));
            return ScriptedClient.session("s1");
        });

        timers.advance(Duration.ofSeconds(4));

        assertThat(lease.isValid()).isFalse();
        assertThat(lost).containsExactly("ledger");
        assertThat(keeper.session()).contains("s2");
    }

    @Test
    void theClustersWordThatItHasEndedIsTheEndAtOnce() {
        var lease = lease();
        client.keepAlives.add(() -> {
            throw ScriptedClient.refused(ProblemType.SESSION_EXPIRED);
        });

        timers.advance(Duration.ofSeconds(4));

        assertThat(lease.isValid()).isFalse();
        assertThat(lost).containsExactly("ledger");
        assertThat(states).containsExactly(State.SAFE, State.EXPIRED, State.SAFE);
    }

    @Test
    void aProcessThatStoodStillKnowsItBeforeAnyTimerFires() {
        var lease = lease();

        timers.jump(Duration.ofSeconds(11));

        assertThat(lease.isValid()).isFalse();
        assertThat(keeper.state()).isEqualTo(State.EXPIRED);
    }

    @Test
    void aPauseIsToldWithItsLength() {
        var pauses = new ArrayList<Duration>();
        keeper.pauses().onPause(pauses::add);
        timers.advance(Duration.ofSeconds(1));
        assertThat(pauses).isEmpty();

        timers.jump(Duration.ofSeconds(3));
        timers.advance(Duration.ofMillis(1));

        assertThat(pauses).hasSize(1);
        assertThat(pauses.get(0)).isGreaterThan(Duration.ofMillis(2_700));
    }

    @Test
    void whatIsGivenBackIsNotLost() {
        var lease = lease();
        assertThat(lease.giveBack()).isTrue();
        assertThat(lease.giveBack()).isFalse();
        client.isSilent = true;

        timers.advance(Duration.ofSeconds(20));

        assertThat(lost).isEmpty();
        lease.onLost(() -> lost.add("late"));
        timers.run();
        assertThat(lost).isEmpty();
    }

    @Test
    void whoAsksAfterTheLossIsToldAtOnce() {
        var lease = lease();
        client.isSilent = true;
        timers.advance(Duration.ofSeconds(20));

        lease.onLost(() -> lost.add("late"));
        timers.run();

        assertThat(lost).containsExactly("ledger", "late");
    }

    @Test
    void afterItsCloseThereIsNoSessionAndNoOtherIsOpened() {
        var direct = new SessionKeeper(
                client, timers, Runnable::run, SessionSettings.of("q", Duration.ofSeconds(10)));
        direct.start();
        assertThat(direct.session()).contains("s2");

        direct.close();
        timers.advance(Duration.ofMinutes(1));

        assertThat(client.asked).containsExactly("open s1", "open s2", "close s2");
        assertThat(direct.state()).isEqualTo(State.CLOSED);
        assertThat(direct.session()).isEmpty();
    }
}
