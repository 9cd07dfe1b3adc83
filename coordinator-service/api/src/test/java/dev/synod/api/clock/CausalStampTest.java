package dev.synod.api.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a stamp says of an event; that it is true is {@link HappenedBeforeTest}'s. */
class CausalStampTest {

    private static final String BILLING = "billing-0@1042";
    private static final String WEB = "web-1@988";

    @Test
    void theNextEventOfAProcessIsAfterTheOneBefore() {
        var billing = new ProcessClock(BILLING);
        var first = billing.tick();
        var second = billing.tick();

        assertThat(second.relation(first)).isEqualTo(Relation.AFTER);
        assertThat(first.relation(second)).isEqualTo(Relation.BEFORE);
        assertThat(first.relation(first)).isEqualTo(Relation.EQUAL);
        assertThat(second.own()).isEqualTo(2);
    }

    @Test
    void eventsThatKnowNothingOfEachOtherAreConcurrent() {
        var ofBilling = new ProcessClock(BILLING).tick();
        var ofWeb = new ProcessClock(WEB).tick();

        assertThat(ofBilling.relation(ofWeb)).isEqualTo(Relation.CONCURRENT);
        assertThat(ofWeb.relation(ofBilling)).isEqualTo(Relation.CONCURRENT);
    }

    @Test
    void whatIsDoneAfterAMessageIsAfterWhatWasDoneBeforeIt() {
        var billing = new ProcessClock(BILLING);
        var web = new ProcessClock(WEB);
        var sent = web.tick();
        billing.receive(web.send());
        var later = web.tick();
        var received = billing.tick();

        assertThat(sent.relation(received)).isEqualTo(Relation.BEFORE);
        assertThat(received.relation(sent)).isEqualTo(Relation.AFTER);
        assertThat(later.relation(received)).isEqualTo(Relation.CONCURRENT);
        assertThat(received.context()).hasToString("lamport=2;billing-0@1042=1,web-1@988=1");
    }

    @Test
    void whoReadsAnEventComesAfterIt() {
        var billing = new ProcessClock(BILLING);
        var read = new ProcessClock(WEB).tick();
        billing.receive(read);

        assertThat(billing.tick().relation(read)).isEqualTo(Relation.AFTER);
        assertThat(billing.process()).isEqualTo(BILLING);
    }

    @Test
    void anEventKnowsItself() {
        assertThatThrownBy(() -> new CausalStamp(BILLING, new LamportClock(4), VectorClock.parse("web-1@988=3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the vector of an event of billing-0@1042 must have that process's own component,"
                        + " not \"web-1@988=3\"");
        assertThatThrownBy(() -> new CausalStamp(WEB, LamportClock.ZERO, VectorClock.parse("web-1@988=3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the Lamport time of an event is 1 or more, not 0");
    }
}
