package dev.synod.spring.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.Elections;
import dev.synod.client.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.integration.leader.event.OnGrantedEvent;

/** Do granted and revoked alternate, whenever the lead is lost? */
class SynodLeaderInitiatorTest {

    private final List<String> heard = new ArrayList<>();
    private final Lead lead = new Lead();
    private final SynodLeaderInitiator initiator = new SynodLeaderInitiator(Stood::new, "reports", this::hear);
    private Runnable whileGranted = () -> {};

    private void hear(Object event) {
        if (event instanceof OnGrantedEvent) {
            whileGranted.run();
            heard.add("granted");
        } else {
            heard.add("revoked");
        }
    }

    /** Endpoints that were being started when it was lost would work on, stopped by nobody. */
    @Test
    void whoLosesTheLeadWhileItIsToldOfItIsToldSoAfterwards() {
        whileGranted = lead::lose;

        initiator.start();
        initiator.stand();

        assertThat(heard).containsExactly("granted", "revoked");
    }

    @Test
    void aLeadThatIsLostBeforeItIsToldIsNotTold() {
        lead.lose();

        initiator.start();
        initiator.stand();

        assertThat(heard).isEmpty();
    }

    @Test
    void whoHasStoppedIsNotGrantedAnything() {
        initiator.start();
        initiator.stop();

        initiator.stand();

        assertThat(heard).isEmpty();
    }

    @Test
    void aLossIsToldOnceThoughItStopsThen() {
        initiator.start();
        initiator.stand();

        lead.lose();
        initiator.stop();

        assertThat(heard).containsExactly("granted", "revoked");
    }

    private static final class Lead implements Leadership {

        private final List<Runnable> actions = new ArrayList<>();
        private boolean isLost;

        void lose() {
            isLost = true;
            actions.forEach(Runnable::run);
        }

        @Override
        public String name() {
            return "reports";
        }

        @Override
        public long fencingToken() {
            return 7;
        }

        @Override
        public boolean isValid() {
            return !isLost;
        }

        @Override
        public Duration remaining() {
            return Duration.ZERO;
        }

        @Override
        public void onLost(Runnable action) {
            if (isLost) {
                action.run();
            } else {
                actions.add(action);
            }
        }
    }

    /** Leads as soon as somebody asks. */
    private final class Stood implements Elections.Candidacy {

        private final String election;

        Stood(String election) {
            this.election = election;
        }

        @Override
        public String election() {
            return election;
        }

        @Override
        public Optional<Leadership> leadership() {
            return Optional.of(lead);
        }

        @Override
        public Optional<String> leader() {
            return Optional.empty();
        }

        @Override
        public void onGranted(Consumer<Leadership> listener) {
            listener.accept(lead);
        }

        @Override
        public void withdraw() {}

        @Override
        public void standAgain() {}
    }
}
