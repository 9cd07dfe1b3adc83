package dev.synod.coordination.state;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.CausalStamp;
import dev.synod.coordination.Command;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.Hold;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Run;
import dev.synod.coordination.event.Topics;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of events and clocks once more, around {@link NaiveCoordination}, without a thought of speed. How many
 * bytes an event takes is no rule of theirs: whether the archive is too far behind is taken from the real topics.
 */
final class NaiveEvents {

    private final Quotas quotas;
    private final NaiveCoordination naive;
    final NaiveClocks clocks;
    private final NaiveNews news;
    private final Map<TopicName, Long> last = new LinkedHashMap<>();
    private final Map<List<Object>, Long> cursors = new LinkedHashMap<>();
    private final Map<SessionId, List<AnAnswer>> answers = new LinkedHashMap<>();
    private final Map<SessionId, Long> largestForgotten = new LinkedHashMap<>();
    private Optional<Position> archived = Optional.empty();
    private int window;
    private boolean isBehind;
    private CausalContext told = CausalContext.EMPTY;
    private CausalContext context = CausalContext.EMPTY;
    private Position now = Position.ZERO;
    private Instant wall = Instant.EPOCH;

    private record AnAnswer(String key, TopicName topic, List<Draft> drafts, List<Event> events) {}

    NaiveEvents(Quotas quotas) {
        this.quotas = quotas;
        naive = new NaiveCoordination(quotas);
        clocks = new NaiveClocks(process -> naive.sessions().stream()
                .anyMatch(session -> session.id().toString().equals(process)));
        news = new NaiveNews(naive, clocks);
        window = quotas.events().windowEvents();
    }

    NaiveCoordination naive() {
        return naive;
    }

    Outcome apply(Position position, Instant at, Command command) {
        now = position;
        wall = at;
        told = CausalContext.EMPTY;
        context = CausalContext.EMPTY;
        return decide(command);
    }

    /** The clock of the session that the last command named. */
    CausalContext context() {
        return context;
    }

    /** What was left behind at a lock, or in an election. */
    CausalContext left(Object lockOrElection) {
        return news.left(lockOrElection);
    }

    long last(TopicName topic) {
        return last.getOrDefault(topic, 0L);
    }

    Optional<Long> cursor(Object topic, Object consumer) {
        return Optional.ofNullable(cursors.get(List.of(topic, consumer)));
    }

    /** Compares what the cluster has told of the last command. */
    void compare(Topics real, String where) {
        news.compare(real, where);
        real.seen().forEach((name, topic) -> last.put(topic.name(), topic.last()));
        isBehind = real.backlog().isPresent();
    }

    private Outcome decide(Command command) {
        return switch (command) {
            case Command.Knowing(var claimed, var known) -> know(claimed, known);
            case Command.Publish publish -> publish(publish);
            case Command.PutCursor put -> put(put);
            case Command.ForgetCursor(var topic, var consumer) -> {
                cursors.remove(List.of(topic, consumer));
                yield new Outcome.Done();
            }
            case Command.ArchiveReached(var through) -> {
                archived = through.map(reached -> reached.isAfter(now) ? now : reached);
                RandomEvents.TOPICS.forEach(this::trim);
                yield new Outcome.Done();
            }
            case Command.KeepEvents keep -> {
                window = keep.events();
                RandomEvents.TOPICS.forEach(this::trim);
                yield new Outcome.Done();
            }
            case Command other -> coordinate(other);
        };
    }

    private Outcome know(CausalContext claimed, Command command) {
        if (clocks.isObjectionable(claimed)) {
            return new Outcome.InvalidContext("");
        }
        CausalContext learned = clocks.learned(claimed);
        Optional<SessionId> named = named(command);
        CausalContext known = named.map(clocks::clock).orElse(CausalContext.EMPTY).merge(learned);
        if (known.vector().size() > quotas.events().components()) {
            return new Outcome.QuotaReached("");
        }
        named.ifPresent(session -> clocks.clocks.put(session, known));
        told = learned;
        return decide(command);
    }

    private Outcome coordinate(Command command) {
        Optional<SessionId> named = named(command);
        var before = news.picture();
        Outcome outcome = naive.apply(now, wall, command);
        var after = news.picture();
        news.changed(before, after, command, told);
        var opened = after.sessions().stream()
                .filter(session -> session.id().opened().equals(now))
                .map(session -> session.id())
                .findFirst();
        var again = outcome instanceof Outcome.SessionOpened(var session)
                ? Optional.of(session.id())
                : Optional.<SessionId>empty();
        context = named.or(() -> opened).or(() -> again).map(clocks::clock).orElse(CausalContext.EMPTY);
        return outcome;
    }

    /** The open session that a command names. */
    private Optional<SessionId> named(Command command) {
        Optional<SessionId> named = switch (command) {
            case Command.CloseSession(var session) -> Optional.of(session);
            case Command.ExpireSession(var session) -> Optional.of(session);
            case Command.Publish publish -> Optional.of(publish.session());
            case Command.Acquire ask -> ask.owner() instanceof Owner.InSession(var session)
                    ? Optional.of(session)
                    : holder(ask.lock(), ask.hold()).filter(hold -> naive.ownsSession(ask.lock(), ask.hold()))
                            .map(Hold::session);
            case Command.Release release -> holder(release.lock(), release.hold()).map(Hold::session);
            case Command.EnterElection enter -> enter.owner() instanceof Owner.InSession(var session)
                    ? Optional.of(session)
                    : naive.elections.election(enter.election()).candidates().stream()
                            .filter(candidate -> candidate.candidate().equals(enter.candidate()))
                            .filter(candidate -> naive.elections.isOwn(enter.election(), candidate.candidate()))
                            .map(candidate -> candidate.session())
                            .findFirst();
            case Command.AcquireMany ask -> ask.owner() instanceof Owner.InSession(var session)
                    ? Optional.of(session)
                    : naive.many.hold(ask.hold()).filter(hold -> naive.many.ownsSession(ask.hold()))
                            .map(hold -> hold.session());
            case Command.ReleaseMany release -> naive.many.hold(release.hold()).map(hold -> hold.session());
            case Command.ClaimRun claim -> Optional.of(claim.session());
            case Command.FinishRun finish -> naive.runs.run(finish.job(), finish.firing())
                    .filter(run -> run.state() instanceof Run.State.Claimed && run.token().equals(finish.token()))
                    .map(Run::session);
            case Command.Withdraw withdraw -> naive.elections.election(withdraw.election()).candidates().stream()
                    .filter(candidate -> candidate.candidate().equals(withdraw.candidate()))
                    .map(candidate -> candidate.session())
                    .findFirst();
            case Command other -> Optional.empty();
        };
        return named.filter(id -> naive.sessions().stream().anyMatch(session -> session.id().equals(id)));
    }

    private Optional<Hold> holder(LockName lock, Object name) {
        var holds = new ArrayList<>(naive.lock(lock).holders());
        holds.addAll(naive.lock(lock).waiting());
        return holds.stream()
                .filter(hold -> hold.hold().equals(name) && !naive.many.isPart(lock, hold.hold()))
                .findFirst();
    }

    private Outcome publish(Command.Publish asked) {
        Optional<SessionId> session = named(asked);
        if (session.isEmpty()) {
            return naive.apply(now, wall, new Command.EnterElection(
                    RandomCommands.ELECTIONS.get(0),
                    RandomCommands.CANDIDATES.get(0),
                    new Owner.InSession(asked.session()),
                    "",
                    0)); // refused as everything is that names it
        }
        Outcome outcome = asked.keys().isEmpty()
                ? asked.key().flatMap(key -> again(asked, key)).orElseGet(() -> anew(asked))
                : each(asked);
        context = clocks.clock(asked.session());
        return outcome;
    }

    private Optional<Outcome> again(Command.Publish asked, String key) {
        for (AnAnswer answer : answers.getOrDefault(asked.session(), List.of())) {
            if (answer.key().equals(key)) {
                if (!answer.topic().equals(asked.topic()) || !answer.drafts().equals(asked.drafts())) {
                    return Optional.of(new Outcome.KeyReused(key));
                }
                boolean areKept = clocks.visible().containsAll(answer.events());
                return Optional.of(
                        areKept ? new Outcome.Published(answer.events()) : new Outcome.KeyForgotten(key));
            }
        }
        boolean isForgotten = key.matches("[1-9][0-9]*")
                && Long.parseLong(key) <= largestForgotten.getOrDefault(asked.session(), 0L);
        return isForgotten ? Optional.of(new Outcome.KeyForgotten(key)) : Optional.empty();
    }

    /** One after the other, each as if it were asked for alone; unless one of them is refused. */
    private Outcome each(Command.Publish asked) {
        var fresh = new ArrayList<Draft>();
        var keys = new ArrayList<String>();
        var before = new LinkedHashMap<String, Event>();
        for (int i = 0; i < asked.drafts().size(); i++) {
            Draft draft = asked.drafts().get(i);
            String key = asked.keys().get(i);
            Optional<Outcome> again = again(alone(asked, draft, key), key);
            if (keys.contains(key)) {
                if (!fresh.get(keys.indexOf(key)).equals(draft)) {
                    return new Outcome.KeyReused(key);
                }
            } else if (again.isEmpty()) {
                fresh.add(draft);
                keys.add(key);
            } else if (again.get() instanceof Outcome.Published(var events)) {
                before.put(key, events.get(0));
            } else {
                return again.get();
            }
        }
        if (!fresh.isEmpty()) {
            Outcome outcome = anew(new Command.Publish(asked.session(), asked.topic(), fresh, Optional.empty()));
            if (!(outcome instanceof Outcome.Published(var events))) {
                return outcome;
            }
            for (int i = 0; i < keys.size(); i++) {
                before.put(keys.get(i), events.get(i));
                remember(alone(asked, fresh.get(i), keys.get(i)), keys.get(i), List.of(events.get(i)));
            }
        }
        return new Outcome.Published(asked.keys().stream().map(before::get).toList());
    }

    private static Command.Publish alone(Command.Publish asked, Draft draft, String key) {
        return new Command.Publish(asked.session(), asked.topic(), List.of(draft), Optional.of(key));
    }

    private Outcome anew(Command.Publish asked) {
        if (last(asked.topic()) == 0 && last.size() >= quotas.events().topics()) {
            return new Outcome.QuotaReached("");
        }
        if (isBehind) {
            return new Outcome.BacklogFull("");
        }
        CausalContext known = clocks.clock(asked.session());
        for (Draft draft : asked.drafts()) {
            for (EventId cause : draft.causes()) {
                Optional<Event> event = clocks.find(cause);
                if (event.isEmpty() && known.vector().of(cause.process()) < cause.number()) {
                    return new Outcome.NoSuchEvent(cause);
                }
            }
            known = known.merge(clocks.live(causes(draft)));
        }
        if (known.vector().size() >= quotas.events().components()) {
            return new Outcome.QuotaReached("");
        }
        List<CausalContext> causes = asked.drafts().stream().map(this::causes).toList();
        var events = new ArrayList<Event>();
        for (Draft draft : asked.drafts()) {
            events.add(publish(asked, draft, clocks.next(asked.session(), causes.get(events.size()))));
        }
        asked.key().ifPresent(key -> remember(asked, key, events));
        return new Outcome.Published(events);
    }

    private CausalContext causes(Draft draft) {
        CausalContext known = CausalContext.EMPTY;
        for (EventId cause : draft.causes()) {
            known = clocks.find(cause).map(event -> event.stamp().context()).orElse(CausalContext.EMPTY).merge(known);
        }
        return known;
    }

    private Event publish(Command.Publish asked, Draft draft, CausalStamp stamp) {
        var event = new Event(
                new EventId(asked.session().toString(), stamp.own()),
                asked.topic(),
                last.merge(asked.topic(), 1L, Long::sum),
                draft.type(),
                draft.key(),
                draft.data(),
                now,
                draft.causes(),
                stamp,
                wall);
        clocks.kept.computeIfAbsent(asked.topic(), topic -> new ArrayList<>()).add(event);
        trim(asked.topic());
        return event;
    }

    private void trim(TopicName topic) {
        List<Event> events = clocks.kept.getOrDefault(topic, List.of());
        while (events.size() > Math.max(1, window)
                && archived.map(reached -> !events.get(0).position().isAfter(reached)).orElse(true)) {
            events.remove(0);
        }
    }

    private void remember(Command.Publish asked, String key, List<Event> events) {
        List<AnAnswer> all = answers.computeIfAbsent(asked.session(), session -> new ArrayList<>());
        all.add(new AnAnswer(key, asked.topic(), asked.drafts(), List.copyOf(events)));
        if (all.size() > quotas.events().keys()) {
            String forgotten = all.remove(0).key();
            if (forgotten.matches("[1-9][0-9]*")) {
                largestForgotten.merge(asked.session(), Long.parseLong(forgotten), Math::max);
            }
        }
    }

    private Outcome put(Command.PutCursor asked) {
        if (asked.sequence() > last(asked.topic())) {
            return new Outcome.BeyondLast(last(asked.topic()));
        }
        List<Object> cursor = List.of(asked.topic(), asked.consumer());
        Long before = cursors.get(cursor);
        if (before == null && cursors.size() == quotas.events().cursors()) {
            return new Outcome.QuotaReached("");
        }
        if (before == null || asked.sequence() > before || asked.rewind() == Command.Rewind.ALLOWED) {
            cursors.put(cursor, asked.sequence());
        }
        return new Outcome.CursorStands(cursors.getOrDefault(cursor, 0L));
    }
}
