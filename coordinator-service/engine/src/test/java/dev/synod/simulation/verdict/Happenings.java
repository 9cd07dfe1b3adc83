package dev.synod.simulation.verdict;

import dev.synod.coordination.Candidate;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Election;
import dev.synod.coordination.Event;
import dev.synod.coordination.Hold;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Run;
import dev.synod.coordination.Session;
import dev.synod.coordination.event.Inspection;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.state.Coordination;
import dev.synod.simulation.history.Mind;
import dev.synod.simulation.history.Mind.Knowledge;
import dev.synod.simulation.history.Mind.Learned;
import dev.synod.simulation.history.Operation;
import dev.synod.simulation.history.Operation.Fate;
import dev.synod.simulation.history.Operation.Question;
import dev.synod.simulation.verdict.Chronicle.Entry;
import dev.synod.simulation.verdict.Chronicle.Replayed;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.Marks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What truly happened before each event, told without any clock: from what clients had been shown when they asked, from
 * the order of a session's own commands, and from who had a lock or led before whom. Source: Lamport, Time, Clocks, and
 * the Ordering of Events in a Distributed System (1978), section "The Partial Ordering".
 */
final class Happenings {

    private final Map<Long, Question.Does> answered = new HashMap<>();
    private final Map<Command, Knowledge> unanswered = new HashMap<>();
    private final Marks marks;

    private final List<Happening> happenings = new ArrayList<>();
    private final List<Happening> changes = new ArrayList<>();
    private final Map<EventId, Past> pastOf = new HashMap<>();
    private final Map<String, Past> known = new HashMap<>();
    private final Map<String, NavigableMap<Long, Past>> versions = new HashMap<>();
    /** What the session that a command named knew after it, by position. */
    private final Map<Long, Past> answers = new HashMap<>();
    private final Map<Record, Past> left = new HashMap<>();
    private final Map<Record, Map<List<Object>, String>> having = new HashMap<>();
    private final Map<String, Long> retired = new HashMap<>();
    private final Set<Record> things = new HashSet<>();
    private final Map<Mind, NavigableMap<Integer, Past>> resolved = new HashMap<>();
    /** Those that have published and are not retired. */
    private final Set<String> publishing = new HashSet<>();
    /** Whose knowledge the decree has made more. */
    private final Set<String> touched = new LinkedHashSet<>();
    private Optional<String> named = Optional.empty();
    private Past told = new Past();

    /** An event with what happened before it, itself among that. */
    record Happening(Event event, Past past) {}

    Happenings(List<Operation> operations, Marks marks) {
        this.marks = marks;
        for (Operation operation : operations) {
            if (operation.question() instanceof Question.Does does) {
                if (operation.fate() == Fate.DONE) {
                    answered.put(operation.position().number(), does);
                } else {
                    does.knowing().ifPresent(knowing -> unanswered.putIfAbsent(does.command(), knowing));
                }
            }
        }
    }

    static Happenings of(Chronicle chronicle, List<Operation> operations, Marks marks) {
        Happenings happenings = new Happenings(operations, marks);
        chronicle.replay(happenings::before, happenings::after);
        return happenings;
    }

    /** The events of sessions, in the order of the ledger. */
    List<Happening> events() {
        return happenings;
    }

    /** The changes of the cluster itself of which it is known who was the cause. */
    List<Happening> changes() {
        return changes;
    }

    /** Where the last event of a process that had ended was trimmed; far away where that has not happened. */
    long retiredAt(String process) {
        return retired.getOrDefault(process, Long.MAX_VALUE);
    }

    // ---- before a decree

    private void before(Entry entry, Coordination state) {
        named = Optional.empty();
        told = new Past();
        if (entry.command().isEmpty()) {
            return;
        }
        Command command = entry.meant().orElseThrow();
        noteThing(command);
        named = named(command, state).map(SessionId::toString);
        if (command instanceof Command.BreakLock(LockName lock, var reason)
                && state.lock(lock).holders().stream().anyMatch(one -> state.hold(one.hold()).isPresent())) {
            marks.reached(Mark.MANY_BROKEN);
        }
        Optional.ofNullable(answered.get(entry.position().number()))
                .map(Question.Does::knowing)
                .orElseGet(() -> Optional.ofNullable(unanswered.get(entry.command().get())))
                .ifPresent(knowledge -> {
                    told = resolved(knowledge);
                    named.ifPresent(session -> growing(session).add(told));
                });
    }

    private void noteThing(Command command) {
        if (command instanceof Command.Acquire acquire) {
            things.add(acquire.lock());
        } else if (command instanceof Command.AcquireMany acquire) {
            acquire.locks().forEach(part -> things.add(part.lock()));
        } else if (command instanceof Command.EnterElection enter) {
            things.add(enter.election());
        }
    }

    /** The open session that a command names. */
    private static Optional<SessionId> named(Command command, Coordination state) {
        Optional<SessionId> session =
                switch (command) {
                    case Command.CloseSession close -> Optional.of(close.session());
                    case Command.Publish publish -> Optional.of(publish.session());
                    case Command.ClaimRun claim -> Optional.of(claim.session());
                    case Command.FinishRun finish -> state.run(finish.job(), finish.firing())
                            .filter(run -> run.state() instanceof Run.State.Claimed)
                            .filter(run -> run.token().equals(finish.token()))
                            .map(Run::session);
                    case Command.Acquire asked -> named(asked.owner(), state.hold(asked.lock(), asked.hold())
                            .filter(hold -> state.ownsSession(asked.lock(), asked.hold()))
                            .map(Hold::session));
                    case Command.Release asked -> state.hold(asked.lock(), asked.hold()).map(Hold::session);
                    case Command.AcquireMany asked -> named(asked.owner(), state.hold(asked.hold())
                            .filter(hold -> state.ownsSession(asked.hold()))
                            .map(ManyHold::session));
                    case Command.ReleaseMany asked -> state.hold(asked.hold()).map(ManyHold::session);
                    case Command.EnterElection asked -> named(
                            asked.owner(),
                            state.election(asked.election()).candidates().stream()
                                    .filter(one -> one.candidate().equals(asked.candidate()))
                                    .filter(one -> asked.owner() instanceof Owner.OwnSession(var process, var ttl)
                                            && one.session().process().equals(process))
                                    .map(Candidate::session)
                                    .findFirst());
                    case Command.Withdraw asked -> state.election(asked.election()).candidates().stream()
                            .filter(one -> one.candidate().equals(asked.candidate()))
                            .map(Candidate::session)
                            .findFirst();
                    case Command other -> Optional.empty();
                };
        return session.filter(id -> state.session(id).isPresent());
    }

    private static Optional<SessionId> named(Owner owner, Optional<SessionId> own) {
        return owner instanceof Owner.InSession(SessionId session) ? Optional.of(session) : own;
    }

    /** All that happened before what a client had learned, that included; found once for each moment of a mind. */
    private Past resolved(Knowledge knowledge) {
        NavigableMap<Integer, Past> before = resolved.computeIfAbsent(knowledge.mind(), mind -> new TreeMap<>());
        var nearest = before.floorEntry(knowledge.count());
        if (nearest != null && nearest.getKey() == knowledge.count()) {
            return nearest.getValue();
        }
        Past all = nearest == null ? new Past() : nearest.getValue().copy();
        for (Learned learned : knowledge.learned(nearest == null ? 0 : nearest.getKey())) {
            all.add(
                    switch (learned) {
                        case Learned.OfEvent(EventId event) -> pastOf.getOrDefault(event, new Past());
                        case Learned.OfClock(SessionId session, Position position) -> version(session, position);
                        case Learned.OfAnswer(Position position) ->
                            answers.getOrDefault(position.number(), new Past());
                        case Learned.OfMind(Knowledge other) -> resolved(other);
                    });
        }
        before.put(knowledge.count(), all);
        return all;
    }

    private Past version(SessionId session, Position position) {
        var version = versions.getOrDefault(session.toString(), new TreeMap<>()).floorEntry(position.number());
        return version == null ? new Past() : version.getValue();
    }

    /** What a session knows, for whoever may add to it. */
    private Past growing(String session) {
        touched.add(session);
        return pastOf(session);
    }

    private Past pastOf(String session) {
        return known.computeIfAbsent(session, unknown -> new Past());
    }

    // ---- after it

    private void after(Replayed replayed) {
        Position position = replayed.entry().position();
        if (replayed.entry().meant().isPresent()) {
            after(replayed.entry().meant().get(), replayed);
        }
        noteChanges(replayed.state(), position);
        noteRetired(replayed.state(), position);
        touched.forEach(session -> remember(session, pastOf(session), position));
        touched.clear();
        named.ifPresent(session -> answers.put(position.number(), pastOf(session).copy()));
    }

    private void after(Command command, Replayed replayed) {
        Position position = replayed.entry().position();
        if (named.isEmpty()) {
            named = opened(command, position)
                    .filter(id -> replayed.state().session(id).isPresent())
                    .map(SessionId::toString);
            named.ifPresent(session -> growing(session).add(told));
        }
        replayed.outcome().ifPresent(outcome -> {
            published(command, outcome, position);
            if (named.isEmpty() && outcome instanceof Outcome.SessionOpened(Session before)) {
                named = Optional.of(before.id().toString());
            }
        });
        passOn(replayed.state());
        if (command instanceof Command.Publish publish) {
            noteHeldBack(replayed.state(), publish);
        }
    }

    private void noteHeldBack(Coordination state, Command.Publish publish) {
        if (state.topics().archived().isPresent()
                && state.topics().seen(publish.topic()).events() > state.topics().window().events()) {
            marks.reached(Mark.TRIMMING_HELD_BACK);
        }
    }

    private static Optional<SessionId> opened(Command command, Position position) {
        Optional<ProcessName> process =
                switch (command) {
                    case Command.OpenSession open -> Optional.of(open.process());
                    case Command.Acquire asked -> own(asked.owner());
                    case Command.AcquireMany asked -> own(asked.owner());
                    case Command.EnterElection asked -> own(asked.owner());
                    case Command other -> Optional.empty();
                };
        return process.map(name -> new SessionId(name, position));
    }

    private static Optional<ProcessName> own(Owner owner) {
        return owner instanceof Owner.OwnSession own ? Optional.of(own.process()) : Optional.empty();
    }

    private void published(Command command, Outcome outcome, Position position) {
        if (!(command instanceof Command.Publish asked)
                || !(outcome instanceof Outcome.Published(List<Event> events))
                || !events.get(0).position().equals(position)) {
            return;
        }
        Past past = growing(asked.session().toString());
        for (int i = 0; i < events.size(); i++) {
            Draft draft = asked.drafts().get(i);
            draft.causes().forEach(cause -> past.add(pastOf.getOrDefault(cause, new Past())));
            int place = happenings.size();
            past.addEvent(place);
            EventId id = events.get(i).id();
            publishing.add(id.process());
            pastOf.put(id, past.copy());
            happenings.add(new Happening(events.get(i), past.copy()));
        }
    }

    /** First whoever had something leaves behind what it knew; then whoever has it now knows that. */
    private void passOn(Coordination state) {
        Map<Record, Map<List<Object>, String>> now = new HashMap<>();
        for (Record thing : things) {
            Map<List<Object>, String> have = whoHas(thing, state);
            Map<List<Object>, String> had = having.getOrDefault(thing, Map.of());
            now.put(thing, have);
            had.forEach((grant, session) -> {
                if (!have.containsKey(grant)) {
                    left.computeIfAbsent(thing, unknown -> new Past()).add(pastOf(session));
                }
            });
        }
        now.forEach((thing, have) -> have.forEach((grant, session) -> {
            boolean isNew = !having.getOrDefault(thing, Map.of()).containsKey(grant);
            Past handed = left.getOrDefault(thing, new Past());
            if (isNew && !pastOf(session).covers(handed)) {
                marks.reached(Mark.CONTEXT_HANDED_ON);
                growing(session).add(handed);
            }
        }));
        having.putAll(now);
    }

    /** By grant, each with its session. */
    private static Map<List<Object>, String> whoHas(Record thing, Coordination state) {
        Map<List<Object>, String> have = new HashMap<>();
        if (thing instanceof LockName lock) {
            for (Hold hold : state.lock(lock).holders()) {
                have.put(List.of(hold.hold(), hold.session(), hold.state()), hold.session().toString());
            }
        } else if (thing instanceof ElectionName name) {
            Election election = state.election(name);
            election.leader().ifPresent(leader -> have.put(
                    List.of(leader.candidate(), leader.session(), leader.term()), leader.session().toString()));
        }
        return have;
    }

    /** Who caused a change knew what its session knew; the change itself, only those know who read it. */
    private void noteChanges(Coordination state, Position position) {
        for (Event event : state.topics().eventsAfter(new Position(position.number() - 1), Integer.MAX_VALUE)) {
            if (event.id().isOfSynod() && event.position().equals(position)) {
                Past past = whose(event).map(session -> pastOf(session).copy()).orElseGet(Past::new);
                past.addChange(event.id().number());
                pastOf.put(event.id(), past);
                changes.add(new Happening(event, past));
            }
        }
    }

    private static Optional<String> whose(Event change) {
        if (change.type().equals("lock.broken")) {
            return Optional.empty();
        }
        Optional<SessionId> session =
                switch (change.content()) {
                    case Content.OfSession(Session seen) -> Optional.of(seen.id());
                    case Content.OfHold(Hold hold) -> Optional.of(hold.session());
                    case Content.OfCandidate(Candidate candidate) -> Optional.of(candidate.session());
                    case Content.OfRun(Run run) -> Optional.of(run.session());
                    case Content.OfMember member -> Optional.empty();
                    case Content.OfFormerMember member -> Optional.empty();
                    case Content.OfPresident president -> Optional.empty();
                    case Content.Json data -> Optional.empty();
                };
        return session.map(SessionId::toString);
    }

    private void noteRetired(Coordination state, Position position) {
        Inspection inspection = new Inspection(state.topics(), process -> true);
        publishing.removeIf(process -> {
            boolean isRetired = inspection.published(process) == 0;
            if (isRetired) {
                marks.reached(Mark.PROCESS_RETIRED);
                retired.put(process, position.number());
            }
            return isRetired;
        });
    }

    private void remember(String session, Past past, Position position) {
        NavigableMap<Long, Past> all = versions.computeIfAbsent(session, unknown -> new TreeMap<>());
        if (all.isEmpty() || !all.lastEntry().getValue().covers(past)) {
            all.put(position.number(), past.copy());
        }
    }
}
