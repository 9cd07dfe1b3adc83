package dev.synod.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Outcome;
import dev.synod.node.Requests.Sense;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Decree;
import dev.synod.paxos.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final Ballot FIRST = new Ballot(1, new NodeId(1));
    private static final Ballot SECOND = new Ballot(2, new NodeId(2));

    private final Requests requests = new Requests();
    private final List<CompletableFuture<Answer<Outcome>>> answers = new ArrayList<>();

    /** Found by the simulation at seed 1622302832: the neighbour of what was given up got its answer. */
    @Test
    void whatOnlyAFormerPresidentWantedIsGivenUpAndNothingElse() {
        for (int number = 0; number < 9; number++) {
            begin(number, number % 3 == 1 ? Sense.IN_THIS_PRESIDENCY : Sense.FOR_A_CLIENT);
        }
        requests.opened(FIRST);
        assertThat(requests.take(9, 0)).hasSize(6);

        requests.opened(SECOND);

        for (int number = 0; number < 9; number++) {
            assertThat(answers.get(number).isDone()).as("request " + number).isEqualTo(number % 3 == 1);
        }
        assertThat(requests.take(9, 0).stream().map(Requests.Numbered::number)).containsExactly(0L, 2L, 3L, 5L, 6L, 8L);
    }

    @Test
    void whatWasSentIsOfUnknownOutcomeWhenTheLedgerWentOnUnseen() {
        for (int number = 0; number < 9; number++) {
            begin(number, Sense.FOR_A_CLIENT);
        }
        requests.opened(FIRST);
        assertThat(requests.take(5, 0)).hasSize(5);

        requests.skipped();

        for (int number = 0; number < 9; number++) {
            assertThat(answers.get(number).isDone()).as("request " + number).isEqualTo(number < 5);
        }
        assertThat(answers.getFirst()).isCompletedWithValueMatching(answer -> answer instanceof Answer.Unknown);
    }

    private void begin(long number, Sense sense) {
        answers.add(new CompletableFuture<>());
        requests.begin(number, new Decree.Payload(new byte[] {(byte) number}), answers.getLast(), sense);
    }
}
