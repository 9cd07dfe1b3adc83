package dev.synod.simulation.sabotage;

import dev.synod.simulation.law.Law;
import dev.synod.simulation.world.Wiring;
import java.util.List;
import java.util.function.LongFunction;

/** A way to break a law, and the law whose checker must see it. A checker that was never seen red is not a checker. */
@SuppressWarnings("ImmutableEnumChecker") // method references and laws do not change, though no annotation says so
public enum Saboteur {
    ANSWERS_BEFORE_PERSISTING(JournalLies::answersBeforePersisting, Law.PERSIST_FIRST),
    IGNORES_THE_HIGHEST_VOTE(MessageLies::ignoresVotes, Law.P2C),
    ACCEPTS_BELOW_ITS_PROMISE(JournalLies::acceptsBelowItsPromise, Law.P1A),
    REOPENS_ITS_BALLOT(JournalLies::reopensItsBallot, Law.B1),
    FORGETS_VOTES(JournalLies::forgetsVotes, Law.P2C),
    QUORUMS_DO_NOT_MEET(MessageLies::quorumsThatDoNotMeet, Law.B2),
    CHOOSES_ALONE(MessageLies::choosesAlone, Law.B2),
    TWO_FACED(MessageLies::twoFaced, Law.ONE_DECREE),
    APPLIES_OUT_OF_ORDER(JournalLies::appliesOutOfOrder, Law.AGREEMENT, Law.PREFIX),
    TELLS_ANOTHER_LEDGER(MessageLies::tellsAnotherLedger, Law.AGREEMENT),
    REUSES_A_TOKEN(ClientLies::reusesToken, Law.TOKEN_GROWS),
    SHOWS_TWO_HOLDERS(ClientLies::showsTwoHolders, Law.ONE_HOLDER),
    SHOWS_TWO_LEADERS(ClientLies::showsTwoLeaders, Law.ONE_LEADER),
    READS_WITHOUT_QUORUM(MessageLies::readsWithoutQuorum, Law.FRESH),
    RENEWS_WITHOUT_QUORUM(MessageLies::readsWithoutQuorum, Law.TTL_KEPT, Law.FRESH),
    KEEPS_ALIVE_UNASKED(ClientLies::keepsAliveUnasked, Law.TTL_KEPT),
    COUNTS_TOO_FAST(ClientLies::countsTooFast, Law.TTL_KEPT),
    ASKS_TWICE(MessageLies::asksTwice, Law.ONCE),
    DENIES_WHAT_HAPPENED(ClientLies::deniesWhatHappened, Law.NO_EFFECT),
    HIDES_HOLDERS(ClientLies::hidesHolders, Law.LINEARIZABLE),
    ANSWERS_FROM_THE_FUTURE(ClientLies::answersFromTheFuture, Law.DURABLE),
    CLIENTS_COUNT_TOO_SLOWLY(ClientLies::clientsCountTooSlowly, Law.GIVES_UP_FIRST),
    NEVER_ANSWERS(ClientLies::neverAnswers, Law.ANSWERED),
    FORCES_TOO_OFTEN(ClientLies::forcesTooOften, Law.SHORT_TURNS),
    FALLS_SILENT(MessageLies::fallsSilent, Law.CONVERGES),
    GOVERNS_AT_ONCE(LedgerLies::governsAtOnce, Law.B2),
    PROPOSES_TOO_FAR(LedgerLies::proposesTooFar, Law.ALPHA),
    FORGETS_WHAT_IS_TRUNCATED(LedgerLies::forgetsWhatIsTruncated, Law.P2C),
    TAKES_ASKED_FOR_PROMISED(LedgerLies::askedIsPromised, Law.P2C),
    BEGINS_ANEW_TOO_EARLY(LedgerLies::beginsAnewTooEarly, Law.PERSIST_FIRST),
    SNAPSHOTS_LACK_THE_STATE(LedgerLies::snapshotsLackTheState, Law.SNAPSHOT),
    LEAVES_VOTES_BEHIND(LedgerLies::leavesVotesBehind, Law.P2C),
    LEAVES_THE_PROMISE_BEHIND(LedgerLies::leavesThePromiseBehind, Law.P1A),
    REUSES_AN_ID(LedgerLies::reusesAnId, Law.P1A, Law.B1),
    OBSERVERS_ASK_NOBODY(LedgerLies::observersAskNobody, Law.FRESH),
    OPENS_TOO_HIGH(LedgerLies::opensTooHigh, Law.OPENED),
    FORGETS_CONTEXTS(EventLies::forgetsContexts, Law.CAUSAL),
    GOSSIPS(EventLies::gossips, Law.CAUSAL),
    COUNTS_FROM_ONE(EventLies::countsFromOne, Law.CLOCK_CONDITION),
    FORGETS_KEYS(EventLies::forgetsKeys, Law.EVENTS_KEPT),
    INVENTS_EVENTS(EventLies::inventsEvents, Law.EVENTS_KEPT),
    LOSES_EVENTS(EventLies::losesEvents, Law.EVENTS_KEPT),
    SKIPS_EVENTS(EventLies::skipsEvents, Law.SEQUENCE_GAPLESS),
    SHOWS_SOME_OF_SEVERAL(EventLies::showsSomeOfSeveral, Law.ALL_OR_NONE),
    CROSSES_QUEUES(EventLies::crossesQueues, Law.NO_DEADLOCK),
    RUNS_TWICE(EventLies::runsTwice, Law.ONE_RUN),
    STUMBLES(MessageLies::stumbles, Law.STAYS_UP);

    private final LongFunction<Wiring> wiring;
    private final List<Law> caughtBy;

    Saboteur(LongFunction<Wiring> wiring, Law... caughtBy) {
        this.wiring = wiring;
        this.caughtBy = List.of(caughtBy);
    }

    /** The sabotaged joints of one run. */
    public Wiring wiring(long seed) {
        return wiring.apply(seed);
    }

    /** The laws of which one must be seen broken. */
    public List<Law> caughtBy() {
        return caughtBy;
    }
}
