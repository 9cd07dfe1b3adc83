package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.Event;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.ConsumerName;
import dev.synod.coordination.name.TopicName;
import dev.synod.node.Answer;
import dev.synod.simulation.history.Operation.Result;
import dev.synod.simulation.history.Operation.Result.SawEvents;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads on in a topic, from where it was before or from the beginning, here with a quorum and there without; learns
 * what it reads, and now and then leaves a cursor there.
 */
final class ReadUser implements Client.Activity {

    private static final int LIMIT = 12;

    private final Client client;
    private final Chance chance;
    private final TopicName topic;
    private final Looking.Page page;
    private Runnable done = () -> {};

    ReadUser(Client client, TopicName topic) {
        this.client = client;
        this.chance = client.chance();
        this.topic = topic;
        long after = chance.happens(0.8) ? client.cursor(topic) : 0;
        this.page = new Looking.Page(topic, after, LIMIT);
    }

    @Override
    public void begin(Runnable whenDone) {
        done = whenDone;
        switch (chance.below(4)) {
            case 0 -> client.ask(Looking.events(page, client.patience()), this::told);
            case 1 -> {
                Machine other = chance.pick(client.world().present());
                client.askAt(other, Looking.learnedEvents(page), this::told);
            }
            case 2 -> {
                Duration within = Duration.ofMillis(chance.between(20, 300));
                client.ask(Looking.nextEvents(page, within), reply -> {
                    if (reply instanceof Reply.Told<Optional<SawEvents>>(Answer.Done<Optional<SawEvents>> answer)
                            && answer.value().isPresent()) {
                        saw(answer.value().get());
                    } else {
                        done.run();
                    }
                });
            }
            default -> readClock();
        }
    }

    private void told(Reply<SawEvents> reply) {
        if (reply instanceof Reply.Told<SawEvents>(Answer.Done<SawEvents> answer)) {
            saw(answer.value());
        } else {
            client.moveOn();
            done.run();
        }
    }

    private void saw(SawEvents seen) {
        List<Event> events = seen.events();
        if (seen.topic().first() > page.after() + 1) {
            client.world().marks().reached(Mark.EVENTS_TRIMMED);
        }
        if (events.isEmpty()) {
            done.run();
            return;
        }
        Event newest = events.get(events.size() - 1);
        client.mind().read(events);
        client.hasRead(newest);
        if (chance.happens(0.3)) {
            putCursor(newest.sequence());
        } else {
            done.run();
        }
    }

    /** As any client may: not only forward, and not only to where there is an event. */
    private void putCursor(long sequence) {
        ConsumerName consumer = new ConsumerName("reader");
        long wanted = sequence + chance.pick(0, 0, 0, -3, 1_000);
        Command.Rewind rewind = chance.happens(0.2) ? Command.Rewind.ALLOWED : Command.Rewind.IGNORED;
        Command command = chance.happens(0.05)
                ? new Command.ForgetCursor(topic, consumer)
                : new Command.PutCursor(topic, consumer, Math.max(0, wanted), rewind);
        client.insist(() -> client.toDo(command), 3, outcome -> {
            if (outcome.isPresent() && outcome.get() instanceof Outcome.BeyondLast) {
                client.world().marks().reached(Mark.CURSOR_BEYOND);
            } else if (outcome.isPresent()
                    && outcome.get() instanceof Outcome.CursorStands(long stands)
                    && stands != wanted) {
                client.world().marks().reached(Mark.CURSOR_KEPT);
            }
            client.ask(Looking.cursor(topic, consumer, client.patience()), reply -> done.run());
        });
    }

    /** What its session knows is more than what it has read: that comes with locks, and with lost answers. */
    private void readClock() {
        Tenancy tenancy = client.keeper().tenancy().orElseThrow();
        client.ask(Looking.clock(tenancy.session(), client.patience()), reply -> {
            if (reply instanceof Reply.Told<Result.SawClock>(Answer.Done<Result.SawClock> answer)) {
                answer.value().clock().ifPresent(clock ->
                        client.mind().read(tenancy.session(), clock, answer.position()));
            }
            done.run();
        });
    }
}
