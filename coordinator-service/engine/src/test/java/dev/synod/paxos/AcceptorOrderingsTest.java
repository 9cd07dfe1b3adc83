package dev.synod.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.paxos.Effect.Persist;
import dev.synod.paxos.Effect.Promised;
import dev.synod.paxos.Effect.Send;
import dev.synod.paxos.Effect.Voted;
import dev.synod.paxos.Message.Accept;
import dev.synod.paxos.Message.Accepted;
import dev.synod.paxos.Message.Chosen;
import dev.synod.paxos.Message.Prepare;
import dev.synod.paxos.Message.Promise;
import dev.synod.paxos.Message.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every ordering of a message's ballot and what an acceptor did before: what it may answer, and what it must write. */
class AcceptorOrderingsTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final Slot SLOT = new Slot(1);
    private static final Decree DECREE = new Decree.Payload("A".getBytes(StandardCharsets.UTF_8));
    private static final Ballot MIDDLE = new Ballot(5, TWO);

    enum Order {
        BELOW(4),
        EQUAL(5),
        ABOVE(6);

        private final long round;

        Order(long round) {
            this.round = round;
        }

        Ballot toMiddle() {
            return new Ballot(round, TWO);
        }
    }

    enum Before {
        NOTHING,
        PROMISED,
        VOTED,
        LEARNED
    }

    static Stream<Arguments> product() {
        return Stream.of(Before.values()).flatMap(before -> Stream.of(Order.values())
                .map(order -> Arguments.of(before, order)));
    }

    @ParameterizedTest
    @MethodSource("product")
    void aPrepareIsPromisedUnlessItIsBelowThePromise(Before before, Order order) {
        var node = after(before);
        var ballot = order.toMiddle();

        var effects = node.received(TWO, new Prepare(ballot, SLOT));

        if (isOutrun(before, order)) {
            assertThat(effects).containsExactly(new Send(TWO, new Refused(ballot, MIDDLE)));
        } else {
            var votes = before == Before.VOTED ? List.of(new Vote(SLOT, MIDDLE, DECREE)) : List.<Vote>of();
            var known = before == Before.LEARNED ? SLOT : Slot.ZERO;
            assertThat(effects).endsWith(new Send(TWO, new Promise(ballot, votes, known)));
            assertThat(written(effects))
                    .isEqualTo(isNews(before, order) ? List.of(new Promised(ballot)) : List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("product")
    void anAcceptIsVotedForUnlessItIsBelowThePromise(Before before, Order order) {
        var node = after(before);
        var ballot = order.toMiddle();

        var effects = node.received(TWO, new Accept(ballot, SLOT, List.of(DECREE), Slot.ZERO));

        if (isOutrun(before, order)) {
            assertThat(effects).containsExactly(new Send(TWO, new Refused(ballot, MIDDLE)));
        } else {
            boolean needsNoVote = before == Before.LEARNED || (before == Before.VOTED && order == Order.EQUAL);
            assertThat(effects).endsWith(new Send(TWO, new Accepted(ballot, SLOT, SLOT)));
            assertThat(written(effects))
                    .isEqualTo(needsNoVote ? List.of() : List.of(new Voted(ballot, SLOT, List.of(DECREE))));
        }
    }

    private static boolean isOutrun(Before before, Order order) {
        return order == Order.BELOW && (before == Before.PROMISED || before == Before.VOTED);
    }

    private static boolean isNews(Before before, Order order) {
        return order == Order.ABOVE || before == Before.NOTHING || before == Before.LEARNED;
    }

    private static Legislator after(Before before) {
        var node = Founders.legislator(ONE, List.of(ONE, TWO, new NodeId(3)));
        switch (before) {
            case NOTHING -> {}
            case PROMISED -> node.received(TWO, new Prepare(MIDDLE, SLOT));
            case VOTED -> node.received(TWO, new Accept(MIDDLE, SLOT, List.of(DECREE), Slot.ZERO));
            case LEARNED -> node.received(TWO, new Chosen(SLOT, List.of(DECREE), SLOT));
        }
        return node;
    }

    private static List<Effect> written(List<Effect> effects) {
        return effects.stream().filter(Persist.class::isInstance).toList();
    }
}
