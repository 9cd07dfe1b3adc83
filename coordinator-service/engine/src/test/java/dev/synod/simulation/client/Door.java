package dev.synod.simulation.client;

import dev.synod.node.Answer;
import dev.synod.node.Coordinator;
import dev.synod.simulation.history.History;
import dev.synod.simulation.law.Law;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.EventQueue;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import dev.synod.simulation.world.World;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's way to the nodes and back: requests and answers travel, and get lost. Every future of a node that stays
 * up must complete in time (law ANSWERED).
 */
final class Door {

    /** On top of twice what the request allows, since a node's clock may run at half the right rate. */
    private static final long GRACE = 1_500_000_000L;

    private final World world;
    private final History history;
    private final int client;
    private final Chance chance;
    private double loss;

    Door(World world, History history, int client) {
        this.world = world;
        this.history = history;
        this.client = client;
        this.chance = world.chance(Chance.Concern.DOOR, client);
        this.loss = chance.pick(0.0, 0.01, 0.05);
    }

    void losesNothing() {
        loss = 0;
    }

    /** Asks, and tells {@code then} exactly once. */
    <T> void ask(Machine machine, Request<T> request, Consumer<Reply<T>> then) {
        new Call<>(machine, request, then).leave();
    }

    private final class Call<T> {

        private final Machine machine;
        private final Request<T> request;
        private final Consumer<Reply<T>> then;
        private boolean answered;
        private long stoodBefore;
        private long arrivedAt;
        private boolean told;

        Call(Machine machine, Request<T> request, Consumer<Reply<T>> then) {
            this.machine = machine;
            this.request = request;
            this.then = then;
        }

        void leave() {
            world.transcript().note(client, () -> "client " + client + " asks " + machine.id() + ": "
                    + request.query().question());
            queue().in(2 * request.within().toNanos() + 2 * GRACE, () -> tell(new Reply.Silence<>()));
            travels(this::arrive);
        }

        private void arrive() {
            Coordinator door = machine.door().orElse(null);
            if (door == null) {
                travels(() -> tell(new Reply.Refused<>()));
                return;
            }
            History.Asked<T> asked = history.asked(client, machine.id(), request.query());
            int life = machine.lives();
            arrivedAt = queue().now();
            stoodBefore = machine.stoodStill();
            machine.whenDead(() -> {
                if (!answered) {
                    travels(() -> tell(new Reply.Silence<>()));
                }
            });
            CompletableFuture<Answer<T>> future = request.call().apply(door);
            // What is thrown in there would vanish in the future's own dependants.
            CompletableFuture<?> ignored = future.whenComplete(
                    (answer, error) -> world.guarded(() -> completed(asked, answer, error)));
            machine.wake();
            // A node that stands still counts the request's time from when it goes on.
            long heard = Math.max(arrivedAt, machine.standsUntil());
            queue().at(heard + 2 * request.within().toNanos() + GRACE, () -> mustBeAnswered(life));
        }

        private void completed(History.Asked<T> asked, @Nullable Answer<T> answer, @Nullable Throwable error) {
            answered = true;
            if (answer == null) {
                throw new AssertionError("a future completed exceptionally", error);
            }
            world.transcript().note(client, () -> "client " + client + " is told by " + machine.id() + ": " + answer
                    + " to " + request.query().question());
            if (answer instanceof Answer.Unknown && queue().now() - arrivedAt < request.within().toNanos() / 3) {
                world.marks().reached(Mark.UNKNOWN_BY_INSTALL);
            }
            asked.answer(answer);
            travels(() -> tell(new Reply.Told<>(answer)));
        }

        private void mustBeAnswered(int life) {
            if (answered || machine.lives() != life || !machine.isUp()) {
                return;
            }
            // A node that stood still counts the request's time from when it went on; so does one whose disk is slow.
            long stood = machine.stoodStill() - stoodBefore;
            stoodBefore = machine.stoodStill();
            long end = Math.max(
                    machine.pausedUntil() + 2 * request.within().toNanos() + GRACE, queue().now() + stood);
            if (end > queue().now()) {
                queue().at(end, () -> mustBeAnswered(life));
                return;
            }
            throw Law.ANSWERED.broken("node " + machine.id() + " left open: " + request.query().question());
        }

        private void tell(Reply<T> reply) {
            if (!told) {
                told = true;
                then.accept(reply);
            }
        }
    }

    private void travels(Runnable arrival) {
        if (!chance.happens(loss)) {
            queue().in(50_000 + chance.around(200_000), arrival);
        }
    }

    private EventQueue queue() {
        return world.queue();
    }
}
