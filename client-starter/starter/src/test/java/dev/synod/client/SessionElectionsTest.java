package dev.synod.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.Candidate;
import dev.synod.api.Election;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does every lead begin by Synod's word alone, and end exactly once? */
class SessionElectionsTest {

    private final HandTimers timers = new HandTimers();
    private final ScriptedClient client = new ScriptedClient();
    private final SessionKeeper keeper = new SessionKeeper(
            client, timers, timers, SessionSettings.of("p", Duration.ofSeconds(10)));
    private final SessionElections elections =
            new SessionElections(client, keeper, timers, new SessionElections.ServedBy(timers, "me"));
    private final List<String> told = new ArrayList<>();
    private Elections.Candidacy candidacy = elections.stand("reports");

    @BeforeEach
    void stand() {
        keeper.start();
        candidacy.onGranted(lead -> {
            told.add("granted " + lead.fencingToken());
            lead.onLost(() -> told.add("lost " + lead.fencingToken()));
        });
        timers.run();
    }

    private Election ledBy(Candidate leader, long term) {
        var mine = client.candidate.orElseThrow();
        return new Election("reports", Optional.of(term), Optional.of(leader), List.of(mine, leader), term);
    }

    private Election mine(long term) {
        return ledBy(client.candidate.orElseThrow(), term);
    }

    private Candidate other() {
        return new Candidate(
                "reports", "o", "o@1", "other", 0, Candidate.State.leader, Optional.of(9L), Optional.empty());
    }

    private void hear() {
        timers.advance(Duration.ofSeconds(1));
    }

    @Test
    void whoMerelyStandsDoesNotLead() {
        client.elections.add(() -> ledBy(other(), 9));
        hear();

        assertThat(candidacy.leadership()).isEmpty();
        assertThat(candidacy.leader()).contains("other");
        assertThat(told).isEmpty();
        assertThat(elections.stand("reports")).isSameAs(candidacy);
    }

    @Test
    void theLeadBeginsAndEndsByTheAnswersOfSynodOnceEach() {
        client.elections.add(() -> mine(5));
        client.elections.add(() -> mine(5));
        hear();
        assertThat(candidacy.leadership().map(Lease::fencingToken)).contains(5L);
        assertThat(candidacy.leader()).contains("me");

        client.elections.add(() -> ledBy(other(), 9));
        client.elections.add(() -> ledBy(other(), 9));
        hear();

        assertThat(candidacy.leadership()).isEmpty();
        assertThat(told).containsExactly("granted 5", "lost 5");
    }

    @Test
    void aNewTermOfTheSameLeaderIsAnotherLead() {
        client.elections.add(() -> mine(5));
        client.elections.add(() -> mine(12));
        hear();

        assertThat(told).containsExactly("granted 5", "lost 5", "granted 12");
    }

    @Test
    void anElectionThatNamesTheCandidateOfAnEarlierSessionGrantsNothing() {
        var before = client.candidate.orElseThrow();
        client.isSilent = true;
        timers.advance(Duration.ofSeconds(11));
        client.isSilent = false;
        hear();
        hear();
        assertThat(client.candidate.orElseThrow().session()).isEqualTo("s2");

        client.elections.add(() -> ledBy(before, 5));
        hear();

        assertThat(candidacy.leadership()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void theLeadIsLostWithTheSessionAndTheNextSessionStandsAgain() {
        client.elections.add(() -> mine(5));
        hear();
        client.isSilent = true;
        timers.advance(Duration.ofSeconds(12));
        assertThat(told).containsExactly("granted 5", "lost 5");
        assertThat(candidacy.leadership()).isEmpty();

        client.isSilent = false;
        client.elections.add(() -> mine(20));
        timers.advance(Duration.ofSeconds(4));

        assertThat(told).containsExactly("granted 5", "lost 5", "granted 20");
        assertThat(client.candidate.orElseThrow().session()).isEqualTo("s2");
    }

    @Test
    void whoWithdrawsGivesTheLeadBackAndStandsNoMoreUntilItStandsAgain() {
        client.elections.add(() -> mine(5));
        hear();

        candidacy.withdraw();
        client.elections.add(() -> mine(5));
        hear();
        assertThat(candidacy.leadership()).isEmpty();
        assertThat(told).containsExactly("granted 5");
        assertThat(client.asked).contains("withdraw reports");

        client.elections.clear();
        client.elections.add(() -> mine(30));
        candidacy.standAgain();
        hear();

        assertThat(told).containsExactly("granted 5", "granted 30");
    }

    @Test
    void whoListensLateIsToldOfTheLeadThatIs() {
        client.elections.add(() -> mine(5));
        hear();

        candidacy.onGranted(lead -> told.add("late " + lead.fencingToken()));
        timers.run();

        assertThat(told).containsExactly("granted 5", "late 5");
    }
}
