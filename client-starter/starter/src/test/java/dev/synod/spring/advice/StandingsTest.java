package dev.synod.spring.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.Elections;
import dev.synod.client.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Does a process that stops hand over what it leads, and end where nobody hears of that? */
@Timeout(30)
class StandingsTest {

    private final List<String> withdrawn = new CopyOnWriteArrayList<>();
    private final CountDownLatch heard = new CountDownLatch(1);
    private final Standings standings = new Standings(() -> Silent::new);

    @Test
    void noElectionWaitsForAnothersToBeHandedOverAndTheStopForNoneThatIsNotHeard() {
        standings.of("bills");
        standings.of("reports");
        standings.begin();
        long begun = System.nanoTime();

        assertThat(standings.end(Duration.ofSeconds(10))).as("not drained").isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(withdrawn).containsExactlyInAnyOrder("bills", "reports");
        heard.countDown();
    }

    @Test
    void aStopWaitsUntilItIsHeard() {
        heard.countDown();
        standings.of("reports");
        standings.begin();

        standings.end(Duration.ofSeconds(10));

        assertThat(withdrawn).containsExactly("reports", "reports heard");
    }

    /** A candidacy of which the cluster hears late. */
    private final class Silent implements Elections.Candidacy {

        private final String election;

        Silent(String election) {
            this.election = election;
        }

        @Override
        public String election() {
            return election;
        }

        @Override
        public Optional<Leadership> leadership() {
            return Optional.empty();
        }

        @Override
        public Optional<String> leader() {
            return Optional.empty();
        }

        @Override
        public void onGranted(Consumer<Leadership> listener) {}

        @Override
        public void withdraw() {
            withdrawn.add(election);
            try {
                heard.await();
                withdrawn.add(election + " heard");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void standAgain() {}
    }
}
