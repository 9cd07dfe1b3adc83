package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.history.History;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All the clients of a run, and what they like to do. */
public final class Crowd {

    private static final LockName[] LOCKS = {
        new LockName("job"), new LockName("job2"), new LockName("page"), new LockName("pool")
    };
    private static final ElectionName[] ELECTIONS = {new ElectionName("leader"), new ElectionName("leader2")};

    private static final LockName BURST_LOCK = new LockName("burst");

    private static final int BURST = 70;

    private final List<Client> clients = new ArrayList<>();

    public Crowd(World world, History history, int size) {
        for (int number = 1; number <= size; number++) {
            clients.add(new Client(number, world, new Door(world, history, number), Crowd::habit));
        }
    }

    private static Client.Activity habit(Client client) {
        Chance chance = client.chance();
        int drawn = chance.below(100);
        if (drawn < 50) {
            return LockUser.drawn(client, chance.pick(LOCKS));
        } else if (drawn < 66) {
            return new CandidateUser(client, chance.pick(ELECTIONS));
        } else if (drawn < 76) {
            return done -> client.ask(Asking.lock(chance.pick(LOCKS), client.patience()), reply -> done.run());
        } else if (drawn < 82) {
            ElectionName election = chance.pick(ELECTIONS);
            return done -> client.ask(Asking.election(election, client.patience()), reply -> done.run());
        } else if (drawn < 88) {
            return done -> client.ask(Asking.digest(), reply -> done.run());
        } else if (drawn < 91 || (drawn < 92 && !isNarrow(client))) {
            return done -> readAfter(client, done);
        } else if (drawn < 92) {
            return done -> burst(client, done);
        } else if (drawn < 94) {
            return done -> breakLock(client, done);
        } else if (drawn < 96) {
            return client.keeper()::close;
        } else {
            return client.keeper()::fallSilent;
        }
    }

    private static void breakLock(Client client, Runnable done) {
        Command command = new Command.BreakLock(client.chance().pick(LOCKS), Optional.of("stuck"));
        client.insist(() -> Asking.toDo(command, client.patience()), 1, outcome -> done.run());
    }

    /** Reads, at another node and without a quorum, at least what it was told before. */
    private static void readAfter(Client client, Runnable done) {
        Chance chance = client.chance();
        Machine other = chance.pick(client.world().present());
        // Now and then it asks for what does not exist yet.
        Position position = new Position(client.heard().number() + (chance.happens(0.1) ? 100 : 0));
        client.askAt(
                other,
                Asking.lockAfter(chance.pick(LOCKS), position, Duration.ofMillis(100)),
                reply -> done.run());
    }

    private static boolean isNarrow(Client client) {
        return client.world().scene().settings().get(0).limits().mailbox() < BURST;
    }

    /** More at once than a node with narrow bounds takes. */
    private static void burst(Client client, Runnable done) {
        Machine machine = client.home();
        int[] open = {BURST};
        for (int i = 0; i < BURST; i++) {
            Command command = new Command.Release(BURST_LOCK, new HoldName(client.newName()), Optional.empty());
            client.askAt(machine, Asking.toDo(command, client.patience()), reply -> {
                if (--open[0] == 0) {
                    done.run();
                }
            });
        }
    }

    /** Has every client begin. */
    public void begin() {
        clients.forEach(client -> client.sleep(client.chance().around(50_000_000), client::live));
    }

    /** From now on no answer is lost on its way to a client. */
    public void losesNothing() {
        clients.forEach(Client::losesNothing);
    }

    /** Has every client end when it has done what it does now. */
    public void stop() {
        clients.forEach(Client::stop);
    }

    public boolean hasStopped() {
        return clients.stream().allMatch(Client::hasStopped);
    }

    /** What clients believed, and when. */
    public List<Belief> beliefs() {
        return clients.stream().flatMap(client -> client.beliefs().stream()).toList();
    }
}
