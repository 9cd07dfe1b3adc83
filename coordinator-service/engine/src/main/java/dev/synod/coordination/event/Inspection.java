package dev.synod.coordination.event;

import dev.synod.api.clock.CausalContext;
import dev.synod.coordination.Event;
import dev.synod.coordination.Invariant;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.SessionId;
import dev.synod.invariant.InvariantViolation;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A walk through all events and clocks, to look for what must not be there.
 *
 * @param isOpen whether a process, as clocks call it, is an open session
 */
public record Inspection(Topics topics, Predicate<String> isOpen) {

    /** Numbers that grow one by one stay far below: nobody ever counts so far. */
    private static final long LARGEST = 1L << 56;

    public void check() {
        Processes processes = topics.processes();
        check(processes.highest() <= LARGEST && processes.floor() <= processes.highest(),
                "Lamport times are below " + LARGEST, () -> processes.floor() + " and " + processes.highest());
        check(topics.missed() <= LARGEST, "events can be counted", () -> topics.missed() + " missed");
        check(topics.window().events() > 0 && topics.window().bytes() > 0, "a window is open", topics::window);
        long inTopics = 0;
        for (TopicEntry entry : topics.all()) {
            check(entry);
            inTopics += entry.events().size();
        }
        long ofProcesses = 0;
        for (Publisher publisher : processes.all()) {
            check(publisher);
            ofProcesses += publisher.kept().size();
        }
        check(inTopics == ofProcesses, "the events of topics and of processes are the same", () -> "");
    }

    private void check(TopicEntry entry) {
        check(entry.last() <= LARGEST, "events can be counted", entry::toString);
        long sequence = entry.last() - entry.events().size();
        Position before = Position.ZERO;
        for (Event event : entry.events()) {
            sequence++;
            long expected = sequence;
            Invariant.SEQUENCE_GAPLESS.check(
                    event.sequence() == expected, () -> event.id() + " as " + event.sequence() + ", not " + expected);
            Position earlier = before;
            check(!earlier.isAfter(event.position()), "events stand in the order of decrees", event::id);
            before = event.position();
            check(event);
        }
    }

    /** Each event of a session is checked against all those that it knows of and that are kept. */
    private void check(Event event) {
        Processes processes = topics.processes();
        checkKnown(event.stamp().context(), () -> event.id().toString());
        check(
                processes.find(event.id()).equals(Optional.of(event)),
                "an event of a topic is one of its process",
                event::id);
        event.stamp().vector().forEach((process, count) -> processes.publisher(process)
                .map(publisher -> event.id().process().equals(process)
                        ? publisher.kept().lowerEntry(count)
                        : publisher.kept().floorEntry(count))
                .map(Map.Entry::getValue)
                .ifPresent(known -> Invariant.CLOCK_CONDITION.check(
                        known.stamp().lamport().compareTo(event.stamp().lamport()) < 0
                                && !known.position().isAfter(event.position()),
                        () -> event.id() + " with " + event.stamp().lamport() + " knows " + known.id() + " with "
                                + known.stamp().lamport())));
    }

    private void check(Publisher publisher) {
        String process = publisher.process();
        var newest = Optional.ofNullable(publisher.kept().lastEntry()).map(Map.Entry::getValue);
        check(
                publisher.published() > 0 && publisher.published() <= LARGEST,
                "who has published is remembered",
                () -> process);
        check(
                newest.map(event -> event.id().number() <= publisher.published()
                                && event.stamp().lamport().time() <= publisher.newestLamport())
                        .orElse(true),
                "the newest event of a process is its last",
                () -> process);
        check(publisher.newestLamport() <= topics.processes().highest(), "no Lamport time is higher", () -> process);
        boolean mayPublish = process.equals(EventId.SYNOD) || isOpen.test(process);
        check(mayPublish != publisher.hasEnded(), "who has ended publishes no more", () -> process);
        check(!publisher.isToRetire(), "who has ended and cannot be seen is retired", () -> process);
    }

    /** How many events a process has published; 0 where it is retired. */
    public long published(String process) {
        return topics.processes().publisher(process).map(Publisher::published).orElse(0L);
    }

    /** The Lamport time of the newest event of a process; 0 where it is retired. */
    public long newestLamport(String process) {
        return topics.processes().publisher(process).map(Publisher::newestLamport).orElse(0L);
    }

    /** Checks that nobody knows what is still to come, nor of an event without its Lamport time. */
    public void checkKnown(CausalContext context, Supplier<Object> whose) {
        check(context.lamport().time() <= topics.processes().highest(), "no Lamport time is higher", whose);
        context.vector().forEach((process, count) -> {
            boolean isBelow = topics.processes().publisher(process)
                    .map(publisher -> publisher.kept().floorEntry(count))
                    .filter(known -> known.getValue().stamp().lamport().compareTo(context.lamport()) > 0)
                    .isPresent();
            check(!isBelow, "who knows of an event knows its Lamport time", whose);
            boolean isLive = topics.processes().publisher(process).isPresent() || isOpen.test(process);
            check(!isLive || count <= published(process), "nobody knows what is still to come", whose);
        });
    }

    /** Checks that nothing is later than the last decree. */
    public void checkPast(Position applied) {
        topics.archived().ifPresent(archived -> checkPast(archived, applied, () -> "the archive"));
        for (TopicEntry entry : topics.all()) {
            for (Event event : entry.events()) {
                checkPast(event.position(), applied, event::id);
                checkPast(event.stamp().context(), applied);
            }
        }
        topics.processes().all().forEach(publisher -> checkPast(publisher.process(), applied));
    }

    /** Checks that a context has no component of a session that is still to be opened. */
    public void checkPast(CausalContext context, Position applied) {
        context.vector().forEach((process, count) -> checkPast(process, applied));
    }

    private static void checkPast(String process, Position applied) {
        if (!process.equals(EventId.SYNOD)) {
            checkPast(SessionId.parse(process).opened(), applied, () -> process);
        }
    }

    private static void checkPast(Position position, Position applied, Supplier<Object> what) {
        check(
                !position.isAfter(applied),
                "nothing is later than the last command",
                () -> what.get() + " at " + position + " after " + applied);
    }

    private static void check(boolean holds, String statement, Supplier<?> seen) {
        if (!holds) {
            throw new InvariantViolation(statement + "; seen: " + seen.get());
        }
    }
}
