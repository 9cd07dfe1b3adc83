package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.Relation;
import dev.synod.api.event.Event;
import dev.synod.client.Knowledge;
import dev.synod.test.DatabaseFaults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Is each event given in causal order, none lost and none twice, whatever befalls the process that listens? */
@Timeout(120)
class CausalListenerTest {

    private static final String DATABASE = "synod.client.listener.cursor=database";
    private static final String CLUSTER = "synod.client.listener.cursor=cluster";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whatSeveralProcessesTellComesAfterItsCauses() {
        try (var town = new Town(DATABASE)) {
            var given = new CopyOnWriteArrayList<Event>();
            town.starts("one").meanwhile(given::add);
            var sessions = List.of(town.session("a"), town.session("b"), town.session("c"));
            for (int round = 0; round < 30; round++) {
                Knowledge.replace(CausalContext.EMPTY);
                if (round % 2 == 0) {
                    town.hear(Math.max(0, given.size() - 4));
                }
                town.publish(sessions.get(round * 7 % 3), 1 + round % 3);
            }
            Knowledge.replace(CausalContext.EMPTY);

            assertThat(given).hasSize(60);
            int ordered = 0;
            for (int later = 0; later < given.size(); later++) {
                for (int earlier = 0; earlier < later; earlier++) {
                    var relation = given.get(later).stamp().relation(given.get(earlier).stamp());
                    assertThat(relation).isNotEqualTo(Relation.BEFORE);
                    ordered += relation == Relation.AFTER ? 1 : 0;
                }
            }
            assertThat(ordered).isGreaterThan(given.size());
            assertThat(town.booked()).isEqualTo(upTo(60));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DATABASE, CLUSTER})
    void aRestartGoesOnWhereTheLastOneEnded(String cursor) {
        try (var town = new Town(cursor)) {
            var session = town.session("a");
            town.publish(session, 2);
            var one = town.starts("one");
            town.publish(session, 3);
            one.close();
            town.publish(session, 4);
            assertThat(town.booked()).isEqualTo(upTo(5));

            town.starts("two");
            town.publish(session, 1);

            assertThat(town.booked()).isEqualTo(upTo(10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DATABASE, CLUSTER})
    void ofSeveralProcessesOneListensUntilItStops(String cursor) {
        try (var town = new Town(cursor)) {
            var session = town.session("a");
            var one = town.starts("one");
            town.starts("two");
            town.publish(session, 3);
            assertThat(town.bookedBy("two")).isEmpty();

            one.close();
            town.publish(session, 3);

            assertThat(town.bookedBy("two")).containsExactly(4L, 5L, 6L);
            assertThat(town.booked()).isEqualTo(upTo(6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DATABASE, CLUSTER})
    void whoStopsLetsItsCallEndAndBeginsNoOther(String cursor) throws Exception {
        try (var town = new Town(cursor)) {
            var goOn = new CompletableFuture<String>();
            var one = town.starts("one", event -> town.timers().await(goOn));
            town.starts("two");
            town.publish(town.session("a"), 3);

            var closing = new Thread(one::close, "closing");
            closing.start();
            Bridged.await(() -> closing.getState() == Thread.State.TIMED_WAITING);
            assertThat(town.booked()).isEmpty();
            goOn.complete("now");
            closing.join();
            town.advance(MINUTE);

            assertThat(town.bookedBy("one")).containsExactly(1L);
            assertThat(town.booked()).isEqualTo(upTo(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DATABASE, CLUSTER})
    void aReaderThatIsCutOffIsSucceeded(String cursor) {
        try (var town = new Town(cursor)) {
            var session = town.session("a");
            var one = town.starts("one");
            town.starts("two");
            town.publish(session, 3);

            one.cutOff();
            town.advance(MINUTE);
            town.publish(session, 3);
            one.reconnect();
            town.advance(MINUTE);
            town.publish(session, 1);

            assertThat(town.bookedBy("one")).isEqualTo(upTo(3));
            assertThat(town.booked()).isEqualTo(upTo(7));
        }
    }

    @Test
    void whatAReaderThatWasSucceededGoesOnWithIsNotKept() {
        try (var town = new Town(DATABASE)) {
            var session = town.session("a");
            var goOn = new CompletableFuture<String>();
            var entered = new CopyOnWriteArrayList<Long>();
            var one = town.starts("one").meanwhile(event -> {
                entered.add(event.sequence());
                town.timers().await(goOn);
            });
            town.starts("two");
            town.publish(session, 2);
            assertThat(entered).containsExactly(1L);

            one.cutOff();
            town.advance(MINUTE);
            assertThat(town.bookedBy("two")).containsExactly(1L, 2L);
            goOn.complete("now");
            one.reconnect();
            town.advance(MINUTE);

            assertThat(town.bookedBy("one")).isEmpty();
            assertThat(town.booked()).isEqualTo(upTo(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DATABASE, CLUSTER})
    void anEventThatFailedIsGivenAgainBeforeTheNext(String cursor) {
        try (var town = new Town(cursor)) {
            var given = new ArrayList<Long>();
            town.starts("one").meanwhile(event -> {
                given.add(event.sequence());
                if (event.sequence() == 2 && given.size() < 5) {
                    throw new IllegalStateException("not yet");
                }
            });
            town.publish(town.session("a"), 3);
            assertThat(given).containsExactly(1L, 2L);

            town.advance(MINUTE);

            assertThat(given).containsExactly(1L, 2L, 2L, 2L, 2L, 3L);
            assertThat(town.booked()).isEqualTo(upTo(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DATABASE, CLUSTER})
    void anEventThatFailsForEverIsGivenUpWhereTheSettingsSay(String cursor) {
        try (var town = new Town(cursor, "synod.client.listener.skip-after=3")) {
            var given = new ArrayList<Long>();
            town.starts("one").meanwhile(event -> {
                given.add(event.sequence());
                if (event.sequence() == 2) {
                    throw new IllegalStateException("never");
                }
            });
            town.publish(town.session("a"), 3);

            town.advance(MINUTE);

            assertThat(given).containsExactly(1L, 2L, 2L, 2L, 3L);
            assertThat(town.booked()).containsExactly(1L, 3L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GONE", "COMMITS_LOST"})
    void aDatabaseThatFailsDelaysAndNeitherLosesNorDoubles(String fault) {
        try (var town = new Town(DATABASE, "synod.client.listener.skip-after=1")) {
            var session = town.session("a");
            var one = town.starts("one");
            town.publish(session, 2);

            one.faults().befall(Fault.valueOf(fault));
            town.publish(session, 3);
            town.advance(MINUTE);
            assertThat(town.booked()).isEqualTo(upTo(2));
            one.faults().befall(Fault.NONE);
            town.advance(MINUTE);

            assertThat(town.booked()).isEqualTo(upTo(5));
        }
    }

    @Test
    void anAnswerThatIsLostAfterTheTransactionHasEndedDoublesNothing() {
        try (var town = new Town(DATABASE)) {
            var given = new ArrayList<Long>();
            town.starts("one").meanwhile(event -> {
                given.add(event.sequence());
                if (event.sequence() == 2) {
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            throw new IllegalStateException("the answer is lost");
                        }
                    });
                }
            });
            town.publish(town.session("a"), 3);
            assertThat(given).containsExactly(1L, 2L);

            town.advance(MINUTE);

            assertThat(given).containsExactly(1L, 2L, 3L);
            assertThat(town.booked()).isEqualTo(upTo(3));
        }
    }

    @Test
    void whatTheClusterCouldNotBeToldIsNotDoneAgainByTheSameProcess() {
        try (var town = new Town(CLUSTER)) {
            var one = town.starts("one");
            one.meanwhile(event -> {
                if (event.sequence() == 2) {
                    one.cutOff();
                }
            });
            town.publish(town.session("a"), 3);
            assertThat(town.booked()).isEqualTo(upTo(2));

            town.advance(Duration.ofSeconds(2));
            one.reconnect();
            town.advance(MINUTE);

            assertThat(town.booked()).isEqualTo(upTo(3));
        }
    }

    @Test
    void whoseEventsWereTrimmedGoesOnOrWaitsAsItSays() {
        try (var town = new Town(CLUSTER)) {
            var session = town.session("a");
            town.starts("one").close();
            for (int batch = 0; batch < 21; batch++) {
                town.publish(session, 500);
            }

            var two = town.starts("two", event -> {
                if (event.sequence() > 501) {
                    throw new IllegalStateException("enough");
                }
            });
            assertThat(town.booked()).containsExactly(501L);
            assertThat(two.audited()).isEmpty();

            town.moveCursor("auditor", 10_497);
            town.advance(MINUTE);

            assertThat(two.audited()).containsExactly(10_498L, 10_499L, 10_500L);
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
