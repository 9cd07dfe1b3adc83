package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.Relation;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.event.EventBounds;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Events: what they say they happened after, how many are kept, and what a retry is answered. */
class EventsTest {

    private static final TopicName ORDERS = new TopicName("orders");
    private static final TopicName BILLS = new TopicName("bills");
    private static final Quotas SMALL = Small.quotas(100, 100, 100, 100, 100, 100, 100, 100)
            .with(new EventBounds(3, 1 << 20, 1_000, 10, 2, 4, 2, 10));

    private final Play play = new Play(SMALL);
    private final SessionId p = play.open("p");
    private final SessionId q = play.open("q");

    private static Draft draft(String data, String... causes) {
        var ids = List.of(causes).stream().map(EventId::parse).toList();
        return new Draft("t", Optional.empty(), Content.Json.of(data), ids);
    }

    private Event publish(SessionId session, String... causes) {
        return published(play.say(new Command.Publish(session, ORDERS, List.of(draft("1", causes)), Optional.empty())));
    }

    private Outcome publish(String key, String data) {
        return play.say(new Command.Publish(p, ORDERS, List.of(draft(data)), Optional.of(key)));
    }

    private Outcome knowing(CausalContext context, SessionId session) {
        return play.say(new Command.Knowing(
                context, new Command.Publish(session, ORDERS, List.of(draft("2")), Optional.empty())));
    }

    private static Event published(Outcome outcome) {
        return ((Outcome.Published) outcome).events().get(0);
    }

    private Optional<Relation> relation(Event one, Event other) {
        return play.coordination.topics().relation(one.id(), other.id());
    }

    private List<Event> kept(TopicName topic) {
        return play.coordination.topics().events(topic, 0, 100);
    }

    @Nested
    class Stamps {

        @Test
        void countTheEventsOfTheSessionAndTellNothingOfStrangers() {
            Event first = publish(p);
            Event stranger = publish(q);
            Event second = publish(p);

            assertThat(second.stamp().vector()).hasToString("p@1=2");
            assertThat(second.id()).hasToString("p@1:2");
            assertThat(second.sequence()).isEqualTo(3);
            assertThat(relation(first, second)).contains(Relation.BEFORE);
            assertThat(relation(stranger, second)).contains(Relation.CONCURRENT);
            assertThat(play.context()).isEqualTo(second.stamp().context());
            assertThat(play.coordination.clock(p)).contains(second.stamp().context());
        }

        @Test
        void comeAfterTheCausesNamedAndTheContextTold() {
            Event first = publish(p);
            Event effect = publish(q, first.id().toString());
            Event told = published(knowing(effect.stamp().context(), play.open("r")));

            assertThat(relation(first, effect)).contains(Relation.BEFORE);
            assertThat(effect.stamp().lamport()).isGreaterThan(first.stamp().lamport());
            assertThat(told.stamp().vector()).hasToString("p@1=1,q@2=1," + told.id().process() + "=1");
            assertThat(play.coordination.topics().causes(told.id(), 10)).containsExactly(effect);
            assertThat(play.coordination.topics().effects(first.id(), 10)).containsExactly(effect);
        }

        @Test
        void comeAfterAnEventWhoseLamportTimeTheClientLeftBehind() {
            Event first = publish(p);
            publish(p);
            Event told = published(knowing(CausalContext.parse("lamport=0;p@1=2"), q));

            assertThat(told.stamp().lamport().time()).isGreaterThan(first.stamp().lamport().time() + 1);
        }

        @Test
        void areRefusedToThoseWhoKnowWhatIsStillToCome() {
            publish(p);

            assertThat(knowing(CausalContext.parse("lamport=1;p@1=2"), q)).isInstanceOf(Outcome.InvalidContext.class);
            assertThat(knowing(CausalContext.parse("lamport=1;q@2=1"), q)).isInstanceOf(Outcome.InvalidContext.class);
            assertThat(knowing(CausalContext.parse("lamport=9007199254740992"), q))
                    .isInstanceOf(Outcome.InvalidContext.class);
            assertThat(play.coordination.clock(q)).contains(CausalContext.EMPTY);
            assertThat(published(knowing(CausalContext.parse("lamport=1;nobody@9=7"), q)).stamp().vector())
                    .hasToString("q@2=1");
        }

        /** Whoever tells of it may have counted events of its own, which no topic has. */
        @Test
        void comeAfterALamportTimeThatNoEventHasYet() {
            Event later = published(knowing(CausalContext.parse("lamport=9007199254740991"), q));
            Event latest = publish(p);

            assertThat(later.stamp().lamport().time()).isEqualTo(9_007_199_254_740_992L);
            assertThat(latest.stamp().lamport().time()).isEqualTo(1);
            play.coordination.check();
        }

        @Test
        void nameNoCauseThatCannotBeSeenAndIsNotKnown() {
            var asked = new Command.Publish(q, ORDERS, List.of(draft("1"), draft("1", "p@1:1")), Optional.empty());

            assertThat(play.say(asked)).isEqualTo(new Outcome.NoSuchEvent(EventId.parse("p@1:1")));
            assertThat(kept(ORDERS)).isEmpty();
        }

        @Test
        void haveSoManyComponentsAndNoMore() {
            List<Event> events = List.of(publish(p), publish(q), publish(play.open("r")));
            SessionId all = play.open("s");
            CausalContext known = play.coordination.known(CausalContext.EMPTY, events);
            assertThat(knowing(known, all)).isInstanceOf(Outcome.Published.class);

            CausalContext more = play.context();
            assertThat(knowing(more, play.open("t"))).isInstanceOf(Outcome.QuotaReached.class);
        }
    }

    @Nested
    class HandedOn {

        @Test
        void toTakeALockIsToHappenAfterItsReleaseAlsoWhenItWasFreeMeanwhile() {
            play.ask(Ask.of("ledger", "a").in(p));
            Event before = publish(p);
            play.release("ledger", "a");
            play.open("meanwhile");
            play.ask(Ask.of("ledger", "b").in(q));
            assertThat(play.hold("ledger", "b").orElseThrow().context()).isEqualTo(before.stamp().context());
            Event after = publish(q);

            assertThat(relation(before, after)).contains(Relation.BEFORE);
        }

        @Test
        void aHoldOfSeveralLocksHandsOnAndIsHandedWhatWasKnownAtAnyOfThem() {
            play.ask(Ask.of("a", "one").in(p));
            play.ask(Ask.of("b", "two").in(q));
            publish(p);
            publish(q);
            play.release("a", "one");
            play.release("b", "two");
            SessionId r = play.open("r");

            var held = (Outcome.ManyHeld) play.say(AskMany.of("m", "a", "b").in(r).command());

            assertThat(held.hold().context().vector().of(p.toString())).isEqualTo(1);
            assertThat(held.hold().context().vector().of(q.toString())).isEqualTo(1);
            assertThat(play.coordination.clock(r).orElseThrow().vector())
                    .isEqualTo(held.hold().context().vector());
            publish(r);
            play.say(new Command.ReleaseMany(new HoldName("m"), Optional.empty()));
            SessionId next = play.open("next");
            var single = (Outcome.Held) play.ask(Ask.of("b", "three").in(next));
            assertThat(single.hold().context().vector().of(r.toString())).isEqualTo(1);
        }

        @Test
        void aLeaderIsHandedWhatThoseKnewWhoLedBeforeAndShowsIt() {
            play.enter("x", p, 0);
            play.enter("y", q, 0);
            publish(p);
            play.withdraw("x");

            var leader = play.coordination.election(new ElectionName("reports")).leader().orElseThrow();
            assertThat(leader.session()).isEqualTo(q);
            assertThat(leader.context().vector().of(p.toString())).isEqualTo(1);
            assertThat(play.coordination.clock(q).orElseThrow().vector().of(p.toString())).isEqualTo(1);
            var elected = play.coordination.topics().events(new TopicName("synod.elections"), 0, 100);
            assertThat(elected.get(elected.size() - 1).content()).isEqualTo(new Content.OfCandidate(leader));
        }

        @Test
        void whoWaitsIsHandedWhatTheOneKnewWhoseSessionEnded() {
            play.ask(Ask.of("ledger", "a").in(p));
            play.ask(Ask.of("ledger", "b").in(q).queued());
            Event before = publish(p);
            play.expire(p);

            assertThat(relation(before, publish(q))).contains(Relation.BEFORE);
        }

        @Test
        void toLeadIsToHappenAfterThoseWhoLed() {
            play.enter("x", p, 0);
            play.enter("y", q, 0);
            Event before = publish(p);
            play.transfer("y");

            assertThat(relation(before, publish(q))).contains(Relation.BEFORE);
        }

        @Test
        void aSessionLearnsNothingFromTheChangesThatItCauses() {
            play.ask(Ask.of("ledger", "a").in(p));

            assertThat(publish(p).stamp().vector().of(EventId.SYNOD)).isZero();
            assertThat(play.coordination.topics().events(Gazette.LOCKS, 0, 1).get(0).type()).isEqualTo("lock.granted");
        }
    }

    @Nested
    class Kept {

        @Test
        void areTheNewestOfEachTopicAndAtLeastOne() {
            for (int i = 0; i < 5; i++) {
                publish(p);
            }
            assertThat(kept(ORDERS).stream().map(Event::sequence)).containsExactly(3L, 4L, 5L);
            play.say(new Command.KeepEvents(10, 1));
            assertThat(kept(ORDERS).stream().map(Event::sequence)).containsExactly(5L);
        }

        @Test
        void areHeldBackUntilTheyAreArchivedAndThenPublishingMustWait() {
            play.say(new Command.ArchiveReached(Optional.of(play.position())));
            Outcome outcome = new Outcome.Done();
            int count = 0;
            while (!(outcome instanceof Outcome.BacklogFull)) {
                outcome = play.say(new Command.Publish(p, BILLS, List.of(draft("1")), Optional.empty()));
                count++;
            }
            assertThat(count).isGreaterThan(4);
            assertThat(kept(BILLS)).hasSize(count - 1);

            play.say(new Command.ArchiveReached(Optional.of(kept(BILLS).get(count - 3).position())));
            assertThat(kept(BILLS)).hasSize(3);
            publish(p);
            play.say(new Command.ArchiveReached(Optional.empty()));
            assertThat(play.coordination.topics().unarchivedBytes()).isZero();
        }

        @Test
        void ofTheClusterItselfAreTrimmedRatherThanLetItsChangesWait() {
            play.say(new Command.ArchiveReached(Optional.of(Position.ZERO)));
            for (int i = 0; i < 20; i++) {
                play.close(play.open("r"));
            }
            assertThat(kept(Gazette.SESSIONS)).hasSize(3);
            assertThat(play.coordination.topics().missed()).isGreaterThan(20);
        }

        @Test
        void whoHasEndedAndCannotBeSeenIsLeftOutOfEveryClock() {
            Event gone = publish(p);
            publish(q, gone.id().toString());
            play.close(p);
            assertThat(play.coordination.clock(q).orElseThrow().vector()).hasToString("p@1=1,q@2=1");
            publish(q);
            Event last = publish(q); // the event of p is the oldest of four, and goes

            assertThat(play.coordination.clock(q).orElseThrow().vector()).hasToString("q@2=3");
            assertThat(last.stamp().vector()).hasToString("p@1=1,q@2=3");
            assertThat(publish(q).stamp().vector()).hasToString("q@2=4");
        }
    }

    @Nested
    class Keys {

        @Test
        void answerTheRetryAsTheFirst() {
            Outcome first = publish("k", "1");

            assertThat(publish("k", "1")).isEqualTo(first);
            assertThat(kept(ORDERS)).hasSize(1);
            assertThat(publish("k", "2")).isEqualTo(new Outcome.KeyReused("k"));
        }

        @Test
        void thatAreNumbersAreNeverUsedAgainOnceForgotten() {
            publish("7", "1");
            publish("8", "1");
            publish("9", "1");

            assertThat(publish("7", "1")).isEqualTo(new Outcome.KeyForgotten("7"));
            assertThat(publish("6", "1")).isEqualTo(new Outcome.KeyForgotten("6"));
            assertThat(publish("8", "1")).isInstanceOf(Outcome.Published.class);
            assertThat(kept(ORDERS)).hasSize(3);
        }

        @Test
        void areForgottenWithTheEventsThatTheyWereAnswered() {
            publish("k", "1");
            for (int i = 0; i < 3; i++) {
                publish(q);
            }
            assertThat(publish("k", "1")).isEqualTo(new Outcome.KeyForgotten("k"));
        }
    }
}
