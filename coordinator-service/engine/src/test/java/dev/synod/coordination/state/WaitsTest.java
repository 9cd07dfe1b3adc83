package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Waits;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who waits for whom, and in a circle. */
class WaitsTest {

    private final Play play = new Play();
    private final SessionId p = play.open("p");
    private final SessionId q = play.open("q");
    private final SessionId r = play.open("r");

    private Waits waits() {
        return play.coordination.waits(1_000);
    }

    private List<List<SessionId>> waitsFor() {
        return waits().waits().stream().map(Waits.Wait::waitsFor).toList();
    }

    @Test
    void nobodyWaitsWhereAllHaveTheirLocks() {
        play.ask(Ask.of("a", "x").in(p));

        assertThat(waits().waits()).isEmpty();
        assertThat(waits().cycles()).isEmpty();
    }

    @Test
    void aWaiterWaitsForTheHolderAndForThoseBeforeIt() {
        play.ask(Ask.of("a", "x").in(p));
        play.ask(Ask.of("a", "y").in(q).queued());
        play.ask(Ask.of("a", "z").in(r).queued());

        assertThat(waits().waits())
                .containsExactly(
                        new Waits.Wait(q, new LockName("a"), new HoldName("y"), List.of(p)),
                        new Waits.Wait(r, new LockName("a"), new HoldName("z"), List.of(p, q)));
        assertThat(waits().cycles()).isEmpty();
    }

    @Test
    void aReaderBehindAWriterWaitsForTheWriterAndNotForOtherReaders() {
        play.ask(Ask.of("a", "x").in(p).shared());
        play.ask(Ask.of("a", "y").in(q).queued());
        play.ask(Ask.of("a", "z").in(r).shared().queued());

        assertThat(waitsFor()).containsExactly(List.of(p), List.of(q));
    }

    @Test
    void whoeverWaitsForAWithheldLockWaitsForNobody() {
        play.ask(Ask.of("a", "x").in(p).delay(Play.TTL));
        play.expire(p);
        play.ask(Ask.of("a", "y").in(q).queued());

        assertThat(waitsFor()).containsExactly(List.of());
    }

    @Test
    void aHoldOfSeveralLocksWaitsWhereItMustAndIsWaitedForWhereItNeedNot() {
        play.ask(Ask.of("b", "x").in(p));
        play.say(AskMany.of("m", "a", "b").in(q).queued().command());
        play.ask(Ask.of("a", "z").in(r).queued());

        assertThat(waits().waits())
                .containsExactly(
                        new Waits.Wait(r, new LockName("a"), new HoldName("z"), List.of(q)),
                        new Waits.Wait(q, new LockName("b"), new HoldName("m"), List.of(p)));
    }

    @Test
    void twoWhoHoldWhatTheOtherWantsAreACycle() {
        play.ask(Ask.of("a", "x").in(q));
        play.ask(Ask.of("b", "y").in(p));
        play.ask(Ask.of("a", "z").in(p).queued());
        play.ask(Ask.of("b", "z").in(q).queued());

        assertThat(waits().cycles()).containsExactly(List.of(p, q));
    }

    @Test
    void aCycleMayGoThroughThePlacesInQueuesAndThroughSeveralLocks() {
        play.ask(Ask.of("a", "x").in(p));
        play.ask(Ask.of("b", "x").in(q));
        play.say(AskMany.of("m", "b", "c").in(r).queued().command());
        play.ask(Ask.of("a", "y").in(q).queued());
        play.ask(Ask.of("c", "y").in(p).queued()); // behind r's place in a free lock, and r waits for q, and q for p

        assertThat(waits().cycles()).containsExactly(List.of(p, r, q));
    }

    @Test
    void aSessionThatWaitsForItselfIsNoCycle() {
        play.ask(Ask.of("a", "x").in(p));
        play.ask(Ask.of("a", "y").in(p).queued());

        assertThat(waitsFor()).containsExactly(List.of(p));
        assertThat(waits().cycles()).isEmpty();
    }

    @Test
    void noMoreWaitsAreToldThanAskedFor() {
        play.ask(Ask.of("a", "x").in(p));
        play.ask(Ask.of("a", "y").in(q).queued());
        play.ask(Ask.of("a", "z").in(r).queued());

        assertThat(play.coordination.waits(1).waits()).hasSize(1);
    }

    /** Against a search by brute force: each cycle is one, and each session that is in one is in one that is told. */
    @Test
    void everyCycleIsOneAndNobodyInOneIsLeftOut() {
        var random = new Random(20_260_701);
        for (int round = 0; round < 500; round++) {
            int size = 2 + random.nextInt(7);
            var edges = new boolean[size][size];
            var waits = new ArrayList<Waits.Wait>();
            for (int i = 0; i < random.nextInt(2 * size); i++) {
                int from = random.nextInt(size);
                int to = random.nextInt(size);
                edges[from][to] = from != to;
                waits.add(new Waits.Wait(
                        session(from), new LockName("l"), new HoldName("h"), List.of(session(to))));
            }
            List<List<SessionId>> cycles = new Waits(waits).cycles();
            for (List<SessionId> cycle : cycles) {
                for (int i = 0; i < cycle.size(); i++) {
                    int from = number(cycle.get(i));
                    int to = number(cycle.get((i + 1) % cycle.size()));
                    assertThat(edges[from][to]).as(waits + " " + cycle).isTrue();
                }
                assertThat(cycle).doesNotHaveDuplicates().hasSizeGreaterThan(1);
            }
            for (int i = 0; i < size; i++) {
                SessionId session = session(i);
                assertThat(cycles.stream().anyMatch(cycle -> cycle.contains(session)))
                        .as(waits + " " + session)
                        .isEqualTo(reaches(edges, i, i, new boolean[size]));
            }
        }
    }

    private static SessionId session(int number) {
        return SessionId.parse("s@" + (number + 1));
    }

    private static int number(SessionId session) {
        return (int) session.opened().number() - 1;
    }

    private static boolean reaches(boolean[][] edges, int from, int to, boolean[] seen) {
        for (int next = 0; next < edges.length; next++) {
            if (edges[from][next] && (next == to || (!seen[next] && reaches(edges, next, to, mark(seen, next))))) {
                return true;
            }
        }
        return false;
    }

    private static boolean[] mark(boolean[] seen, int at) {
        seen[at] = true;
        return seen;
    }
}
