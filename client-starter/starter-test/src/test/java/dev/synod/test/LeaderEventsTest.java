package dev.synod.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.client.SessionElections;
import dev.synod.client.SessionKeeper;
import dev.synod.client.SessionSettings;
import dev.synod.spring.bridge.SynodLeaderInitiator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.integration.leader.event.OnGrantedEvent;

/** An election of a cluster, as Spring Integration hears of it. */
@SynodTest
@Timeout(60)
class LeaderEventsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SynodControl synod;
    private final List<AbstractLeaderEvent> events = new CopyOnWriteArrayList<>();
    private final SynodLeaderInitiator initiator;

    LeaderEventsTest(SynodControl synod) {
        this.synod = synod;
        var keeper = new SessionKeeper(
                synod.client(), synod.timers(), synod.executor(), SessionSettings.of("app", Bridged.TTL));
        keeper.start();
        var served = new SessionElections.ServedBy(synod.executor(), "app");
        var elections = new SessionElections(synod.client(), keeper, synod.timers(), served);
        initiator = new SynodLeaderInitiator(elections, "reports", event -> {
            events.add((AbstractLeaderEvent) event);
        });
    }

    @BeforeEach
    void standAndLead() {
        initiator.start();
        synod.advance(SECOND);
        assertThat(events).as("before it is ready").isEmpty();
        initiator.stand();
        synod.advance(SECOND);
        assertThat(heard()).containsExactly("granted");
    }

    private List<String> heard() {
        return events.stream()
                .map(event -> event instanceof OnGrantedEvent ? "granted" : "revoked")
                .toList();
    }

    @Test
    void whoIsGrantedTheLeadIsTheLeaderUntilAnotherIs() {
        assertThat(events.get(0).getRole()).isEqualTo("reports");
        assertThat(events.get(0).getContext().isLeader()).isTrue();
        assertThat(initiator.leader()).contains("app");

        try (var theirs = synod.otherLeads("reports")) {
            assertThat(theirs.fencingToken()).isPositive();
            assertThat(heard()).containsExactly("granted", "revoked");
            assertThat(events.get(0).getContext().isLeader()).isFalse();
            assertThat(initiator.leader()).isPresent().isNotEqualTo(Optional.of("app"));
        }
        synod.advance(SECOND);

        assertThat(heard()).containsExactly("granted", "revoked", "granted");
    }

    /** spring-cloud-kubernetes#1955, #2032: who could reach nobody believed that it led. */
    @Test
    void whoReachesNobodyIsRevokedNevertheless() {
        synod.cutOff();
        synod.advance(Bridged.TTL);

        assertThat(heard()).containsExactly("granted", "revoked");
        assertThat(initiator.leadership()).isEmpty();
    }

    /** spring-cloud-kubernetes#210: one that came back was not granted it. */
    @Test
    void whoComesBackIsGrantedItAnew() {
        var first = initiator.leadership().orElseThrow().fencingToken();

        synod.expireSession(Bridged.TTL);

        assertThat(heard()).containsExactly("granted", "revoked", "granted");
        assertThat(initiator.leadership().orElseThrow().fencingToken()).isGreaterThan(first);
    }

    @Test
    void whoStopsIsRevokedAndStandsNoMore() {
        initiator.stop();
        synod.advance(SECOND);

        assertThat(heard()).containsExactly("granted", "revoked");
        assertThat(initiator.leadership()).isEmpty();

        initiator.start();
        initiator.stand();
        synod.advance(SECOND);
        assertThat(heard()).containsExactly("granted", "revoked", "granted");
    }

    @Test
    void whoYieldsIsGrantedItAgainWhereNobodyElseStands() {
        events.get(0).getContext().yield();
        assertThat(heard()).containsExactly("granted", "revoked");

        synod.advance(SECOND);
        assertThat(heard()).containsExactly("granted", "revoked", "granted");
    }
}
