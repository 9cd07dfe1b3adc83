package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.LockName;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.history.History;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All the clients of a run, and what they like to do. */
public final class Crowd {

    private static final LockName[] LOCKS = {
        new LockName("job"), new LockName("job2"), new LockName("page"), new LockName("pool")
    };
    private static final ElectionName[] ELECTIONS = {new ElectionName("leader"), new ElectionName("leader2")};

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
            return done -> client.ask(Asking.lock(chance.pick(LOCKS)), reply -> done.run());
        } else if (drawn < 82) {
            return done -> client.ask(Asking.election(chance.pick(ELECTIONS)), reply -> done.run());
        } else if (drawn < 92) {
            return done -> client.ask(Asking.digest(), reply -> done.run());
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
        client.insist(() -> Asking.toDo(command, Asking.PATIENT), 1, outcome -> done.run());
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
