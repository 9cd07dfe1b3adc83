package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.TopicName;
import dev.synod.node.Answer;
import dev.synod.simulation.history.History;
import dev.synod.simulation.law.Law;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks every node, in calm weather, and takes nothing but success for an answer. */
public final class Probe {

    /** How long the answers may take, in virtual nanoseconds. */
    public static final long TIME = 2_000_000_000L;

    private static final int NUMBER = 1_000;

    private final World world;
    private final Door door;
    private int open;

    public Probe(World world, History history) {
        this.world = world;
        this.door = new Door(world, history, NUMBER);
        door.losesNothing();
    }

    /** Has a command carried out by way of each node. */
    public void askEverywhere() {
        Command command = new Command.OpenSession(
                new ProcessName("probe"), Duration.ofSeconds(1), Map.of(), Optional.empty());
        for (Machine machine : world.present()) {
            Request<Outcome> request = Asking.toDo(command, Duration.ofSeconds(1));
            ask(machine, request);
        }
    }

    /** Has each node tell the digest of its state. */
    public void askForDigests() {
        world.present().forEach(machine -> ask(machine, Asking.digest()));
    }

    /** Has each node tell all events that it has. */
    public void askForEvents() {
        for (TopicName topic : Crowd.topics()) {
            Looking.Page all = new Looking.Page(topic, 0, Integer.MAX_VALUE);
            world.present().forEach(machine -> ask(machine, Looking.learnedEvents(all)));
        }
    }

    private <T> void ask(Machine machine, Request<T> request) {
        open++;
        door.ask(machine, request, reply -> {
            open--;
            if (reply instanceof Reply.Told<T>(Answer.Overloaded<T> busy)) {
                ask(machine, request); // with clients that still ask; it has TIME to be done with them
                return;
            }
            if (reply instanceof Reply.Told<T>(Answer.Unknown<T> skipped) && !isVoter(machine)) {
                ask(machine, request); // what came of it stands in a snapshot: so does a client that asks again
                return;
            }
            Law.CONVERGES.check(
                    reply instanceof Reply.Told<T>(Answer.Done<T> done),
                    () -> "node " + machine.id() + " answered " + reply + " in calm weather; it stands "
                            + machine.standing());
        });
    }

    private static boolean isVoter(Machine machine) {
        return machine.standing().filter(standing -> standing.membership().voting()).isPresent();
    }

    public boolean isAnswered() {
        return open == 0;
    }

    @Override
    public String toString() {
        return open + " answers are open";
    }
}
