package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Command;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One number for a whole state. */
class DigestTest {

    /** Each line takes a state that another line leads to, and differs from it in one thing only. */
    static final List<List<Consumer<Play>>> DIFFERENT = List.of(
            List.of(),
            List.of(play -> play.open("p")),
            List.of(play -> play.open("q")),
            List.of(play -> open(play, Duration.ofSeconds(11), Map.of(), Optional.empty())),
            List.of(play -> open(play, Play.TTL, Map.of("a", "1"), Optional.empty())),
            List.of(play -> open(play, Play.TTL, Map.of("a", "2"), Optional.empty())),
            List.of(play -> open(play, Play.TTL, Map.of(), Optional.of("k"))),
            List.of(play -> play.open("p"), play -> play.close(first())),
            List.of(play -> play.open("p"), play -> play.breakLock("ledger")),
            List.of(play -> play.open("p"), play -> play.ask(ask("a"))),
            List.of(play -> play.open("p"), play -> play.ask(ask("a").shared())),
            List.of(play -> play.open("p"), play -> play.ask(ask("a").delay(Play.TTL))),
            List.of(play -> play.open("p"), play -> play.ask(ask("b"))),
            List.of(play -> play.open("p"), play -> play.ask(Ask.of("mail", "a").in(first()))),
            List.of(play -> play.open("p"), play -> play.ask(ask("a")), play -> play.release("ledger", "a")),
            List.of(play -> play.open("p"), play -> play.ask(ask("b")), play -> play.release("ledger", "b")),
            List.of(play -> play.open("p"), play -> play.ask(ask("a")), play -> play.ask(ask("b").queued())),
            List.of(play -> play.open("p"), play -> play.ask(ask("b")), play -> play.ask(ask("a").queued())),
            List.of(play -> play.open("p"), play -> play.ask(ask("a")), play -> play.ask(ask("b").queued().attempt(2))),
            List.of(
                    play -> play.open("p"),
                    play -> play.ask(ask("a")),
                    play -> play.ask(ask("b").waitingAtMost(Duration.ofSeconds(1)))),
            List.of(play -> play.open("p"), play -> play.ask(ask("a").delay(Play.TTL)), play -> play.expire(first())),
            List.of(play -> play.open("p"), play -> play.ask(ask("a").delay(Play.TTL)), play -> play.close(first())),
            List.of(play -> play.open("p"), play -> play.enter("x", first(), 0)),
            List.of(play -> play.open("p"), play -> play.enter("x", first(), 1)),
            List.of(play -> play.open("p"), play -> play.enter("y", first(), 0)),
            List.of(play -> play.open("p"), play -> play.enter("x", first(), 0), play -> play.enter("y", first(), 0)),
            List.of(play -> play.open("p"), play -> play.enter("y", first(), 0), play -> play.enter("x", first(), 0)),
            List.of(play -> play.open("p"), play -> play.enter("x", first(), 0), play -> play.withdraw("x")),
            List.of(
                    play -> play.open("p"),
                    play -> play.enter("x", first(), 0),
                    play -> play.enter("y", first(), 0),
                    play -> play.breakLock("none")),
            List.of(
                    play -> play.open("p"),
                    play -> play.enter("x", first(), 0),
                    play -> play.enter("y", first(), 0),
                    play -> play.transfer("y")));

    private static SessionId first() {
        return SessionId.parse("p@1");
    }

    private static Ask ask(String hold) {
        return Ask.of("ledger", hold).in(first());
    }

    private static void open(Play play, Duration ttl, Map<String, String> metadata, Optional<String> key) {
        play.say(new Command.OpenSession(new ProcessName("p"), ttl, metadata, key));
    }

    private static long digest(List<Consumer<Play>> script) {
        var play = new Play();
        script.forEach(line -> line.accept(play));
        return play.coordination.digest();
    }

    @Test
    void theSameCommandsGiveTheSameDigest() {
        DIFFERENT.forEach(script -> assertThat(digest(script)).isEqualTo(digest(script)));
    }

    @Test
    void statesThatDifferInOneThingHaveDifferentDigests() {
        var digests = new ArrayList<Long>();
        DIFFERENT.forEach(script -> digests.add(digest(script)));

        assertThat(new HashSet<>(digests)).hasSameSizeAs(digests);
    }

    @Test
    void asksNothingOfTheState() {
        var play = new Play();
        play.open("p");
        play.ask(ask("a"));
        long before = play.coordination.digest();
        play.coordination.sessions("", "", 10);
        play.lock("ledger");

        assertThat(play.coordination.digest()).isEqualTo(before);
    }
}
