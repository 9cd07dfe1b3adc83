package dev.synod.coordination.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Candidate;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Election;
import dev.synod.coordination.Event;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Run;
import dev.synod.coordination.Session;
import dev.synod.coordination.event.Topics;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the cluster should have told of a decree: found by comparing how everything stood before and after, without
 * asking in which order it happened. That order, and which of it was trimmed at once, is taken from the real topics.
 */
final class NaiveNews {

    private final NaiveCoordination naive;
    private final NaiveClocks clocks;
    private final Map<Object, CausalContext> left = new LinkedHashMap<>();
    private final List<Item> expected = new ArrayList<>();

    NaiveNews(NaiveCoordination naive, NaiveClocks clocks) {
        this.naive = naive;
        this.clocks = clocks;
    }

    private record Item(TopicName topic, String type, String key, Content content, Optional<SessionId> whose) {}

    private record Told(TopicName topic, String type, Optional<String> key, Content content, CausalContext known) {}

    /** How everything that is told of stands. */
    record Picture(
            List<Session> sessions,
            Map<LockName, List<Hold>> holds,
            Map<ElectionName, Election> elections,
            Set<HoldKey> parts,
            List<Run> runs) {}

    Picture picture() {
        var holds = new LinkedHashMap<LockName, List<Hold>>();
        for (LockName lock : RandomCommands.LOCKS) {
            var all = new ArrayList<>(naive.lock(lock).holders());
            all.addAll(naive.lock(lock).waiting());
            holds.put(lock, all);
        }
        var elections = new LinkedHashMap<ElectionName, Election>();
        RandomCommands.ELECTIONS.forEach(election -> elections.put(election, naive.elections.election(election)));
        var parts = new LinkedHashSet<HoldKey>();
        holds.forEach((lock, all) -> all.stream()
                .filter(hold -> naive.many.isPart(lock, hold.hold()))
                .forEach(hold -> parts.add(new HoldKey(lock, hold.hold()))));
        var runs = new ArrayList<Run>();
        RandomCommands.JOBS.forEach(job -> runs.addAll(naive.runs.runs(job)));
        return new Picture(naive.sessions(), holds, elections, parts, runs);
    }

    CausalContext left(Object lockOrElection) {
        return left.getOrDefault(lockOrElection, CausalContext.EMPTY);
    }

    void changed(Picture before, Picture after, Command command, CausalContext told) {
        for (Session session : after.sessions()) {
            if (before.sessions().stream().noneMatch(other -> other.id().equals(session.id()))) {
                clocks.clocks.put(session.id(), told);
                expectSession("session.opened", session);
            }
        }
        for (Session session : before.sessions()) {
            if (after.sessions().stream().noneMatch(other -> other.id().equals(session.id()))) {
                boolean expired = command instanceof Command.ExpireSession;
                expectSession(expired ? "session.expired" : "session.closed", session);
            }
        }
        for (LockName lock : RandomCommands.LOCKS) {
            List<Hold> now = after.holds().getOrDefault(lock, List.of());
            gone(before.holds().getOrDefault(lock, List.of()), now, command, before);
        }
        // Who loses a lock leaves behind what it knew before this decree gave it anything.
        for (LockName lock : RandomCommands.LOCKS) {
            List<Hold> now = after.holds().getOrDefault(lock, List.of());
            came(before.holds().getOrDefault(lock, List.of()), now);
        }
        before.elections().forEach((name, election) ->
                changed(election, after.elections().getOrDefault(name, election)));
        for (Run run : after.runs()) {
            if (!before.runs().contains(run)) {
                String type = switch (run.state()) {
                    case Run.State.Claimed claimed -> "run.claimed";
                    case Run.State.Finished finished -> "run.finished";
                    case Run.State.Abandoned abandoned -> "run.abandoned";
                };
                expected.add(new Item(
                        Gazette.RUNS, type, run.job().text(), new Content.OfRun(run), Optional.of(run.session())));
            }
        }
    }

    private void expectSession(String type, Session session) {
        var content = new Content.OfSession(Bare.of(session));
        expected.add(new Item(
                Gazette.SESSIONS, type, session.id().toString(), content, Optional.of(session.id())));
    }

    private void gone(List<Hold> before, List<Hold> after, Command command, Picture was) {
        for (Hold hold : before) {
            if (after.stream().noneMatch(other -> isSame(hold, other))) {
                boolean waited = hold.state() instanceof Hold.State.Waiting;
                boolean broken = command instanceof Command.BreakLock breaking && isBroken(hold, breaking.lock(), was);
                boolean expired = command instanceof Command.ExpireSession;
                String type = broken ? "lock.broken" : expired ? "lock.expired" : "lock.released";
                expectHold(waited ? "lock.abandoned" : type, hold, waited || !broken);
                if (!waited) {
                    leave(hold.lock(), hold.session());
                }
            }
        }
    }

    private void came(List<Hold> before, List<Hold> after) {
        for (Hold hold : after) {
            Optional<Hold> earlier = before.stream().filter(other -> isSame(hold, other)).findFirst();
            boolean isHeld = hold.state() instanceof Hold.State.Held;
            boolean wasHeld = earlier.filter(other -> other.state() instanceof Hold.State.Held).isPresent();
            if (isHeld && !wasHeld) {
                clocks.hear(hold.session(), left(hold.lock()));
                expectHold("lock.granted", hold, true);
            } else if (!isHeld && earlier.isEmpty()) {
                expectHold("lock.awaited", hold, true);
            }
        }
    }

    /** With one lock, a hold of several loses all of them. */
    private static boolean isBroken(Hold hold, LockName lock, Picture was) {
        boolean isPart = was.parts().contains(new HoldKey(hold.lock(), hold.hold()))
                && was.parts().contains(new HoldKey(lock, hold.hold()));
        return hold.lock().equals(lock) || isPart;
    }

    private static boolean isSame(Hold one, Hold other) {
        return one.hold().equals(other.hold()) && one.session().equals(other.session());
    }

    private void expectHold(String type, Hold hold, boolean isItsOwn) {
        expected.add(new Item(
                Gazette.LOCKS,
                type,
                hold.lock().text(),
                Bare.of(type, new Content.OfHold(hold)),
                isItsOwn ? Optional.of(hold.session()) : Optional.empty()));
    }

    private void leave(Object lockOrElection, SessionId by) {
        CausalContext before = left(lockOrElection);
        left.put(lockOrElection, before.isEmpty() ? clocks.clock(by) : clocks.live(before).merge(clocks.clock(by)));
    }

    private void changed(Election before, Election after) {
        Optional<Candidate> was = before.leader();
        Optional<Candidate> leads = after.leader();
        boolean isAnother = !was.flatMap(Candidate::term).equals(leads.flatMap(Candidate::term));
        if (isAnother && was.isPresent()) {
            expect("leader.revoked", was.get());
            leave(before.name(), was.get().session());
        }
        if (isAnother && leads.isPresent()) {
            clocks.hear(leads.get().session(), left(before.name()));
            expect("leader.elected", leads.get());
        }
        for (Candidate candidate : before.candidates()) {
            if (after.candidates().stream().noneMatch(other -> isSame(candidate, other))) {
                expect("candidate.withdrawn", candidate);
            }
        }
        for (Candidate candidate : after.candidates()) {
            if (before.candidates().stream().noneMatch(other -> isSame(candidate, other))) {
                expect("candidate.entered", new Candidate(
                        candidate.election(),
                        candidate.candidate(),
                        candidate.session(),
                        candidate.value(),
                        candidate.priority(),
                        Optional.empty()));
            }
        }
    }

    private static boolean isSame(Candidate one, Candidate other) {
        return one.candidate().equals(other.candidate()) && one.session().equals(other.session());
    }

    private void expect(String type, Candidate candidate) {
        expected.add(new Item(
                Gazette.ELECTIONS,
                type,
                candidate.election().text(),
                new Content.OfCandidate(candidate),
                Optional.of(candidate.session())));
    }

    /** Compares with what was told, as far as it is kept, and takes the numbers over. */
    void compare(Topics real, String where) {
        long before = clocks.published(EventId.SYNOD);
        var missing = new ArrayList<Told>();
        for (Item item : expected) {
            CausalContext known = item.whose().map(clocks::clock).orElse(CausalContext.EMPTY);
            missing.add(new Told(item.topic(), item.type(), Optional.of(item.key()), item.content(), known));
        }
        long floor = clocks.floor();
        for (TopicName topic : List.of(Gazette.SESSIONS, Gazette.LOCKS, Gazette.ELECTIONS, Gazette.RUNS)) {
            long told = expected.stream().filter(item -> item.topic().equals(topic)).count();
            List<Event> events = real.events(topic, 0, Integer.MAX_VALUE);
            for (Event event : events) {
                if (event.id().number() > before) {
                    check(event, missing, floor, where);
                    told--;
                }
            }
            if (told < 0 || (told > 0 && events.size() < real.window().events())) {
                assertThat(told).as(where + ": as many of " + topic + " as expected, or fewer kept").isZero();
            }
            clocks.kept.put(topic, events);
        }
        clocks.published.put(EventId.SYNOD, before + expected.size());
        clocks.visible().stream()
                .filter(event -> event.id().equals(new EventId(EventId.SYNOD, Math.max(1, before + expected.size()))))
                .forEach(event -> clocks.newestLamport.put(EventId.SYNOD, event.stamp().lamport().time()));
        expected.clear();
    }

    private void check(Event event, List<Told> missing, long floor, String where) {
        for (Told told : missing) {
            boolean isIt = told.topic().equals(event.topic())
                    && told.type().equals(event.type())
                    && told.key().equals(event.key())
                    && told.content().equals(Bare.of(event.type(), event.content()))
                    && told.known().vector().without(EventId.SYNOD).equals(
                            event.stamp().vector().without(EventId.SYNOD));
            if (isIt && event.stamp().lamport().time() > Math.max(floor, told.known().lamport().time())) {
                missing.remove(told);
                return;
            }
        }
        assertThat(missing).as(where + ": told " + event).isNull();
    }
}
