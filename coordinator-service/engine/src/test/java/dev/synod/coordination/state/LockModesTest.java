package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.SessionId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every mode asked for behind every mode, behind every mode: the full product, as a table to be read. */
class LockModesTest {

    /**
     * Three holds ask one after another, each ready to wait: what becomes of the second and of the third, and who has
     * the lock once the first has given it back. A hold whose mode does not mix with the lock's is refused, and leaves
     * the lock as it was.
     */
    private static final List<String> TABLE =
            """
            first      second                third                 after the first
            exclusive  exclusive waits       exclusive waits       second
            exclusive  exclusive waits       shared waits          second
            exclusive  exclusive waits       permit-2 conflict     second
            exclusive  exclusive waits       permit-3 conflict     second
            exclusive  shared waits          exclusive waits       second
            exclusive  shared waits          shared waits          second third
            exclusive  shared waits          permit-2 conflict     second
            exclusive  shared waits          permit-3 conflict     second
            exclusive  permit-2 conflict     exclusive waits       third
            exclusive  permit-2 conflict     shared waits          third
            exclusive  permit-2 conflict     permit-2 conflict     nobody
            exclusive  permit-2 conflict     permit-3 conflict     nobody
            exclusive  permit-3 conflict     exclusive waits       third
            exclusive  permit-3 conflict     shared waits          third
            exclusive  permit-3 conflict     permit-2 conflict     nobody
            exclusive  permit-3 conflict     permit-3 conflict     nobody
            shared     exclusive waits       exclusive waits       second
            shared     exclusive waits       shared waits          second
            shared     exclusive waits       permit-2 conflict     second
            shared     exclusive waits       permit-3 conflict     second
            shared     shared held           exclusive waits       second
            shared     shared held           shared held           second third
            shared     shared held           permit-2 conflict     second
            shared     shared held           permit-3 conflict     second
            shared     permit-2 conflict     exclusive waits       third
            shared     permit-2 conflict     shared held           third
            shared     permit-2 conflict     permit-2 conflict     nobody
            shared     permit-2 conflict     permit-3 conflict     nobody
            shared     permit-3 conflict     exclusive waits       third
            shared     permit-3 conflict     shared held           third
            shared     permit-3 conflict     permit-2 conflict     nobody
            shared     permit-3 conflict     permit-3 conflict     nobody
            permit-2   exclusive conflict    exclusive conflict    nobody
            permit-2   exclusive conflict    shared conflict       nobody
            permit-2   exclusive conflict    permit-2 held         third
            permit-2   exclusive conflict    permit-3 conflict     nobody
            permit-2   shared conflict       exclusive conflict    nobody
            permit-2   shared conflict       shared conflict       nobody
            permit-2   shared conflict       permit-2 held         third
            permit-2   shared conflict       permit-3 conflict     nobody
            permit-2   permit-2 held         exclusive conflict    second
            permit-2   permit-2 held         shared conflict       second
            permit-2   permit-2 held         permit-2 waits        second third
            permit-2   permit-2 held         permit-3 conflict     second
            permit-2   permit-3 conflict     exclusive conflict    nobody
            permit-2   permit-3 conflict     shared conflict       nobody
            permit-2   permit-3 conflict     permit-2 held         third
            permit-2   permit-3 conflict     permit-3 conflict     nobody
            permit-3   exclusive conflict    exclusive conflict    nobody
            permit-3   exclusive conflict    shared conflict       nobody
            permit-3   exclusive conflict    permit-2 conflict     nobody
            permit-3   exclusive conflict    permit-3 held         third
            permit-3   shared conflict       exclusive conflict    nobody
            permit-3   shared conflict       shared conflict       nobody
            permit-3   shared conflict       permit-2 conflict     nobody
            permit-3   shared conflict       permit-3 held         third
            permit-3   permit-2 conflict     exclusive conflict    nobody
            permit-3   permit-2 conflict     shared conflict       nobody
            permit-3   permit-2 conflict     permit-2 conflict     nobody
            permit-3   permit-2 conflict     permit-3 held         third
            permit-3   permit-3 held         exclusive conflict    second
            permit-3   permit-3 held         shared conflict       second
            permit-3   permit-3 held         permit-2 conflict     second
            permit-3   permit-3 held         permit-3 held         second third
            """
                    .lines()
                    .skip(1)
                    .toList();

    private static final List<Named> MODES = List.of(
            new Named("exclusive", Mode.EXCLUSIVE),
            new Named("shared", Mode.SHARED),
            new Named("permit-2", new Mode.Permit(2)),
            new Named("permit-3", new Mode.Permit(3)));

    private record Named(String name, Mode mode) {}

    @Test
    void eachModeBehindEachOtherDoesWhatTheTableSays() {
        var rows = TABLE.iterator();
        for (Named first : MODES) {
            for (Named second : MODES) {
                for (Named third : MODES) {
                    assertThat(play(first, second, third)).isEqualTo(rows.next());
                }
            }
        }
        assertThat(rows).isExhausted();
    }

    private static String play(Named first, Named second, Named third) {
        var play = new Play();
        var session = play.open("p");
        assertThat(ask(play, "first", first, session)).isEqualTo("held");
        String secondDid = ask(play, "second", second, session);
        String thirdDid = ask(play, "third", third, session);
        play.release("ledger", "first");
        List<String> after = play.holders("ledger");
        return "%-10s %-21s %-21s %s"
                .formatted(
                        first.name(),
                        second.name() + " " + secondDid,
                        third.name() + " " + thirdDid,
                        after.isEmpty() ? "nobody" : String.join(" ", after));
    }

    private static String ask(Play play, String hold, Named asked, SessionId session) {
        return switch (play.ask(Ask.of("ledger", hold).in(session).as(asked.mode()).queued())) {
            case Outcome.Held held -> "held";
            case Outcome.Waits waits -> "waits";
            case Outcome.Conflict conflict -> "conflict";
            case Outcome other -> "unexpected " + other;
        };
    }
}
