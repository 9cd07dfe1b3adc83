package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.coordination.Candidate;
import dev.synod.coordination.Change;
import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The section Elections of the REST contract, as far as the state decides it. */
class ElectionsTest {

    private static final ElectionName REPORTS = new ElectionName("reports");
    private static final Change CHANGED = new Change.LeadershipChanged(REPORTS);

    private final Play play = new Play();

    @Nested
    class Entering {

        @Test
        void anElectionThatNobodyNamedHasNoLeaderAndThePositionZero() {
            assertThat(play.election())
                    .isEqualTo(new Election(REPORTS, Optional.empty(), List.of(), Position.ZERO));
        }

        @Test
        void theFirstCandidateLeadsAtOnce() {
            var session = play.open("p");

            var outcome = play.enter("x", session, 3);

            var leader = new Candidate(
                    REPORTS,
                    new CandidateName("x"),
                    session,
                    "at-x",
                    3,
                    Optional.of(FencingToken.grantedAt(play.position())));
            assertThat(outcome).isEqualTo(new Outcome.Entered(leader));
            assertThat(play.changes()).containsExactly(CHANGED);
            assertThat(play.election())
                    .isEqualTo(new Election(REPORTS, Optional.of(leader), List.of(leader), play.position()));
        }

        @Test
        void aLaterCandidateOfHigherPriorityDoesNotPushTheLeaderOut() {
            play.enter("x", play.open("p"), 0);
            var since = play.position();

            var outcome = play.enter("y", play.open("q"), 100);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Entered.class, entered -> assertThat(
                            entered.candidate().term())
                    .isEmpty());
            assertThat(play.changes()).isEmpty();
            assertThat(play.leader()).contains("x");
            assertThat(play.election().position()).isEqualTo(since);
        }

        @Test
        void candidatesStandInTheOrderOfSuccession() {
            var session = play.open("p");
            play.enter("first", session, 0);
            play.enter("low", session, -1);
            play.enter("second", session, 0);
            play.enter("high", session, 7);

            assertThat(play.candidates()).containsExactly("high", "first", "second", "low");
        }

        @Test
        void againUpdatesValueAndPriorityAndKeepsThePlace() {
            var session = play.open("p");
            play.enter("leader", session, 0);
            play.enter("a", session, 0);
            play.enter("b", session, 0);

            var update = new Command.EnterElection(
                    REPORTS, new CandidateName("a"), new Owner.InSession(session), "new", 5);
            var outcome = play.say(update);

            assertThat(outcome)
                    .isEqualTo(new Outcome.Entered(
                            new Candidate(REPORTS, new CandidateName("a"), session, "new", 5, Optional.empty())));
            assertThat(play.changes()).isEmpty();
            assertThat(play.candidates()).containsExactly("a", "leader", "b");
            play.enter("a", session, 0);
            assertThat(play.candidates()).containsExactly("leader", "a", "b");
        }

        @Test
        void aLeaderThatEntersAgainKeepsItsTerm() {
            var session = play.open("p");
            play.enter("x", session, 0);
            var term = FencingToken.grantedAt(play.position());
            play.enter("y", session, 0);

            play.enter("x", session, -5);

            assertThat(play.leader()).contains("x");
            assertThat(play.election().leader().orElseThrow().term()).contains(term);
        }

        @Test
        void theSameNameWithAnotherOwnerIsAConflict() {
            var session = play.open("p");
            var other = play.open("q");
            var cron = new Owner.OwnSession(new ProcessName("cron"), Duration.ofSeconds(30));
            play.enter("x", session, 0);
            play.enter("y", cron, 0);
            var ofCron = play.session("cron");

            assertConflict(play.enter("x", other, 0), "candidate x of election reports belongs to another session");
            assertConflict(play.enter("x", cron, 0), "lives on a session");
            assertConflict(play.enter("y", other, 0), "session of its own");
            assertConflict(play.enter("y", ofCron, 0), "session of its own");
            assertConflict(
                    play.enter("y", new Owner.OwnSession(new ProcessName("cron"), Duration.ofSeconds(31)), 0),
                    "time to live");
            assertConflict(
                    play.enter("y", new Owner.OwnSession(new ProcessName("other"), Duration.ofSeconds(30)), 0),
                    "another process");
            assertThat(play.enter("y", cron, 0)).isInstanceOf(Outcome.Entered.class);
        }

        private static void assertConflict(Outcome outcome, String sentence) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Conflict.class, conflict -> assertThat(conflict.detail()).contains(sentence));
        }
    }

    @Nested
    class Succession {

        @Test
        void aLeaderThatWithdrawsIsSucceededInTheSameDecreeByPriorityThenArrival() {
            var session = play.open("p");
            play.enter("x", session, 0);
            play.enter("early", session, 1);
            play.enter("late", session, 1);
            play.enter("low", session, 0);

            assertThat(play.withdraw("x")).isEqualTo(new Outcome.Done());
            assertThat(play.changes()).containsExactly(CHANGED);
            assertThat(play.leader()).contains("early");
            assertThat(play.election().position()).isEqualTo(play.position());
            assertThat(play.election().leader().orElseThrow().term())
                    .contains(FencingToken.grantedAt(play.position()));
            play.withdraw("early");
            assertThat(play.leader()).contains("late");
            play.withdraw("late");
            assertThat(play.leader()).contains("low");
        }

        @Test
        void aLeaderWhoseSessionEndsIsSucceededInTheSameDecree() {
            var gone = play.open("gone");
            play.enter("x", gone, 0);
            play.enter("y", play.open("q"), 0);

            play.expire(gone);

            assertThat(play.leader()).contains("y");
            assertThat(play.election().position()).isEqualTo(play.position());
        }

        @Test
        void aCandidateThatWithdrawsChangesNobodysLead() {
            var session = play.open("p");
            play.enter("x", session, 0);
            var since = play.position();
            play.enter("y", session, 0);

            play.withdraw("y");

            assertThat(play.changes()).isEmpty();
            assertThat(play.election().position()).isEqualTo(since);
        }

        @Test
        void withTheLastCandidateTheLeadIsLostAtThatPosition() {
            play.enter("x", play.open("p"), 0);

            play.withdraw("x");

            assertThat(play.changes()).containsExactly(CHANGED);
            assertThat(play.election())
                    .isEqualTo(new Election(REPORTS, Optional.empty(), List.of(), play.position()));
        }

        @Test
        void withdrawingWhoIsNotThereIsDone() {
            assertThat(play.withdraw("x")).isEqualTo(new Outcome.Done());
            play.enter("x", play.open("p"), 0);
            assertThat(play.withdraw("y")).isEqualTo(new Outcome.Done());
            assertThat(play.leader()).contains("x");
        }

        @Test
        void whoWithdrewMayEnterAgainAtTheEnd() {
            var session = play.open("p");
            play.enter("x", session, 0);
            play.enter("y", session, 0);
            play.withdraw("x");
            play.enter("x", session, 0);

            assertThat(play.candidates()).containsExactly("y", "x");
            assertThat(play.leader()).contains("y");
        }
    }

    @Nested
    class Transfer {

        @Test
        void handsTheLeadOverAndKeepsTheOldLeaderWhereItStood() {
            var session = play.open("p");
            play.enter("x", session, 0);
            play.enter("y", session, 0);
            play.enter("z", session, 0);

            var outcome = play.transfer("z");

            assertThat(outcome).isEqualTo(new Outcome.Transferred(play.election()));
            assertThat(play.changes()).containsExactly(CHANGED);
            assertThat(play.leader()).contains("z");
            assertThat(play.election().position()).isEqualTo(play.position());
            assertThat(play.candidates()).containsExactly("x", "y", "z");
            assertThat(play.election().candidates())
                    .filteredOn(candidate -> candidate.term().isPresent())
                    .hasSize(1);
            play.withdraw("z");
            assertThat(play.leader()).contains("x");
        }

        @Test
        void toWhoLeadsChangesNothing() {
            play.enter("x", play.open("p"), 0);
            var before = play.election();

            assertThat(play.transfer("x")).isEqualTo(new Outcome.Transferred(before));
            assertThat(play.changes()).isEmpty();
        }

        @Test
        void toWhoDoesNotStandIsRefused() {
            assertThat(play.transfer("x")).isEqualTo(new Outcome.NoSuchCandidate());
            play.enter("x", play.open("p"), 0);
            assertThat(play.transfer("y")).isEqualTo(new Outcome.NoSuchCandidate());
            assertThat(play.leader()).contains("x");
        }
    }

    @Nested
    class Idle {

        private final Play forgetful = new Play(Small.quotas(100, 100, 100, 100, 100, 100, 100, 2));

        private Position comeAndGo(String election) {
            var name = new ElectionName(election);
            var candidate = new CandidateName("x");
            var owner = new Owner.OwnSession(new ProcessName("p"), Play.TTL);
            forgetful.say(new Command.EnterElection(name, candidate, owner, "", 0));
            forgetful.say(new Command.Withdraw(name, candidate));
            return forgetful.position();
        }

        private Position position(String election) {
            return forgetful.coordination.election(new ElectionName(election)).position();
        }

        @Test
        void thePositionOfTheNewestElectionsWithoutCandidatesIsRemembered() {
            comeAndGo("a");
            var b = comeAndGo("b");
            var c = comeAndGo("c");

            assertThat(position("a")).isEqualTo(Position.ZERO);
            assertThat(position("b")).isEqualTo(b);
            assertThat(position("c")).isEqualTo(c);
        }

        @Test
        void anElectionThatIsUsedAgainIsAmongTheNewestWhenItIsIdleAgain() {
            comeAndGo("a");
            comeAndGo("b");
            var a = comeAndGo("a");
            comeAndGo("c");

            assertThat(position("a")).isEqualTo(a);
            assertThat(position("b")).isEqualTo(Position.ZERO);
        }
    }
}
