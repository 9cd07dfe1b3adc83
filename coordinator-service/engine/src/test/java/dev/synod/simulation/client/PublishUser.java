package dev.synod.simulation.client;

import dev.synod.api.clock.CausalContext;
import dev.synod.api.clock.LamportClock;
import dev.synod.api.clock.VectorClock;
import dev.synod.coordination.Command;
import dev.synod.coordination.Content;
import dev.synod.coordination.Draft;
import dev.synod.coordination.Event;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.EventId;
import dev.synod.coordination.name.SessionId;
import dev.synod.coordination.name.TopicName;
import dev.synod.node.Answer;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes once, whatever becomes of the answers: the same request with the same key until it is answered, and now and
 * then once more. No two clients, and no two requests of one, ever say the same.
 */
final class PublishUser implements Client.Activity {

    private static final int TRIES = 6;

    private final Client client;
    private final Chance chance;
    private final SessionId session;
    private final Command.Publish publish;
    private Runnable done = () -> {};

    PublishUser(Client client, TopicName topic) {
        this.client = client;
        this.chance = client.chance();
        this.session = client.keeper().tenancy().orElseThrow().session();
        Optional<String> key = chance.happens(0.9) ? Optional.of(newKey(client)) : Optional.empty();
        this.publish = new Command.Publish(session, topic, drafts(), key);
    }

    private static String newKey(Client client) {
        int number = client.newKey();
        return client.chance().happens(0.7) ? Integer.toString(number) : "key-" + number;
    }

    private List<Draft> drafts() {
        List<Draft> drafts = new ArrayList<>();
        for (int left = chance.pick(1, 1, 1, 2, 3, 8); left > 0; left--) {
            drafts.add(draft(causes()));
        }
        return drafts;
    }

    private Draft draft(List<EventId> causes) {
        return new Draft(
                "said", Optional.of("k" + chance.below(3)), Content.Json.of("\"" + client.newName() + "\""), causes);
    }

    /** Events that it has read. Those may be trimmed since, and then the session may not know of them. */
    private List<EventId> causes() {
        return client.lastRead().isPresent() && chance.happens(0.2)
                ? List.of(client.lastRead().get().id())
                : List.of();
    }

    @Override
    public void begin(Runnable whenDone) {
        done = whenDone;
        if (chance.happens(0.04)) {
            pretend();
        } else {
            publish(publish.key().isPresent() ? TRIES : 1);
        }
    }

    private void publish(int tries) {
        client.ask(client.toDo(publish), reply -> {
            if (reply instanceof Reply.Told<Outcome>(Answer.Done<Outcome> answer)) {
                came(answer);
            } else if (tries > 1) {
                client.world().marks().reached(Mark.RETRIED);
                client.moveOn();
                client.sleep(chance.around(30_000_000), () -> publish(tries - 1));
            } else {
                client.moveOn();
                done.run();
            }
        });
    }

    private void came(Answer.Done<Outcome> answer) {
        if (answer.value() instanceof Outcome.Published(List<Event> events)) {
            client.mind().read(events);
            if (answer.position().isAfter(events.get(0).position())) {
                client.world().marks().reached(Mark.PUBLISHED_BEFORE);
            }
            if (publish.key().isPresent() && chance.happens(0.15)) {
                onceMore();
                return;
            }
        } else if (answer.value() instanceof Outcome.NoSuchEvent) {
            client.world().marks().reached(Mark.CAUSE_UNKNOWN);
        } else if (answer.value() instanceof Outcome.KeyForgotten) {
            client.world().marks().reached(Mark.KEY_FORGOTTEN);
        }
        done.run();
    }

    /** The same some time later, or something else under the same key. */
    private void onceMore() {
        boolean same = chance.happens(0.7);
        Command again = same
                ? publish
                : new Command.Publish(session, publish.topic(), List.of(draft(List.of())), publish.key());
        client.sleep(chance.around(100_000_000), () -> client.insist(() -> client.toDo(again), 1, outcome -> {
            if (outcome.isPresent() && outcome.get() instanceof Outcome.KeyReused) {
                client.world().marks().reached(Mark.KEY_REUSED);
            } else if (outcome.isPresent() && outcome.get() instanceof Outcome.KeyForgotten) {
                client.world().marks().reached(Mark.KEY_FORGOTTEN);
            }
            done.run();
        }));
    }

    /** It claims to know what nobody has said yet. */
    private void pretend() {
        CausalContext lie = new CausalContext(
                LamportClock.ZERO, VectorClock.from(Map.of(session.toString(), 1_000_000L)));
        Command.Knowing command = new Command.Knowing(lie, publish);
        client.insist(() -> Asking.toDo(command, client.patience()), 2, outcome -> {
            if (outcome.isPresent() && outcome.get() instanceof Outcome.InvalidContext) {
                client.world().marks().reached(Mark.CONTEXT_REFUSED);
            }
            done.run();
        });
    }
}
