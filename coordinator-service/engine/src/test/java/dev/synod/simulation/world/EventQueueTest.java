package dev.synod.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private final EventQueue queue = new EventQueue();
    private final List<String> happened = new ArrayList<>();

    @Test
    void theEarliestHappensFirst() {
        queue.in(20, () -> happened.add("late at " + queue.now()));
        queue.in(10, () -> happened.add("early at " + queue.now()));

        run();

        assertThat(happened).containsExactly("early at 10", "late at 20");
    }

    @Test
    void whatFallsOnOneInstantHappensInTheOrderOfPutting() {
        for (int i = 1; i <= 5; i++) {
            int number = i;
            queue.at(7, () -> happened.add("" + number));
        }

        run();

        assertThat(happened).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void whatShouldHaveHappenedBeforeHappensNow() {
        queue.in(10, () -> queue.at(3, () -> happened.add("at " + queue.now())));

        run();

        assertThat(happened).containsExactly("at 10");
    }

    @Test
    void momentsOrderWhatInstantsDoNot() {
        assertThat(queue.moment()).isLessThan(queue.moment());
    }

    private void run() {
        while (queue.step()) {
            // Until nothing is left.
        }
    }
}
