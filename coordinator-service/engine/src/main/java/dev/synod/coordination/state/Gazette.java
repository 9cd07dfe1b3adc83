package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Candidate;
import dev.synod.coordination.Change;
import dev.synod.coordination.Content;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Run;
import dev.synod.coordination.Session;
import dev.synod.coordination.event.Topics;
import dev.synod.coordination.name.TopicName;
import java.util.List;
import java.util.Optional;

/**
 * What the cluster tells of its own changes. A decree notes them while it works; they are stamped when it has settled,
 * with what the session then knows whose change it is. The session learns nothing by it.
 */
final class Gazette {

    static final TopicName SESSIONS = new TopicName("synod.sessions");
    static final TopicName LOCKS = new TopicName("synod.locks");
    static final TopicName ELECTIONS = new TopicName("synod.elections");
    static final TopicName RUNS = new TopicName("synod.runs");
    static final TopicName MEMBERS = new TopicName("synod.members");

    private Gazette() {}

    /** A change that a decree has made; whose it is, where a session's. */
    record Item(TopicName topic, String type, String key, Content content, Optional<SessionEntry> whose) {}

    static void session(String type, SessionEntry session, Step step) {
        var seen = new Session(
                session.id(), session.ttl(), session.metadata(), session.openedAt(), List.of(), List.of());
        step.tell(new Item(SESSIONS, type, session.process(), new Content.OfSession(seen), Optional.of(session)));
    }

    static void hold(String type, Hold hold, SessionEntry session, Step step) {
        step.tell(new Item(LOCKS, type, hold.lock().text(), new Content.OfHold(hold), Optional.of(session)));
    }

    /** An operator broke the lock: that this happened after what its holder knew, nobody can say. */
    static void broken(Hold hold, Step step) {
        step.tell(new Item(LOCKS, "lock.broken", hold.lock().text(), new Content.OfHold(hold), Optional.empty()));
    }

    static void candidate(String type, Candidate candidate, SessionEntry session, Step step) {
        var content = new Content.OfCandidate(candidate);
        step.tell(new Item(ELECTIONS, type, candidate.election().text(), content, Optional.of(session)));
    }

    static void run(String type, Run run, SessionEntry session, Step step) {
        step.tell(new Item(RUNS, type, run.job().text(), new Content.OfRun(run), Optional.of(session)));
    }

    static void added(Content.OfMember member, Step step) {
        step.tell(new Item(MEMBERS, "member.added", Integer.toString(member.id()), member, Optional.empty()));
    }

    static void removed(int member, Step step) {
        var content = new Content.OfFormerMember(member);
        step.tell(new Item(MEMBERS, "member.removed", Integer.toString(member), content, Optional.empty()));
    }

    static void president(Content.OfPresident president, Step step) {
        var key = Integer.toString(president.node());
        step.tell(new Item(MEMBERS, "president.changed", key, president, Optional.empty()));
    }

    /** Publishes what was noted, in the order in which it happened. */
    static void publish(Step step, Topics topics) {
        for (Item item : step.news()) {
            CausalContext known = item.whose().map(SessionEntry::known).orElse(CausalContext.EMPTY);
            topics.tell(new Topics.News(item.topic(), item.type(), item.key(), item.content(), known), step.moment());
            step.tell(new Change.TopicGrew(item.topic()));
        }
    }
}
