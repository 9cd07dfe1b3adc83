package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.JobName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.TopicName;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.history.History;
import dev.synod.simulation.history.Mind;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All the clients of a run, and what they like to do. */
public final class Crowd {

    private static final LockName[] LOCKS = {
        new LockName("job"), new LockName("job2"), new LockName("page"), new LockName("pool")
    };
    private static final ElectionName[] ELECTIONS = {new ElectionName("leader"), new ElectionName("leader2")};

    /** Of these, several are wanted at once. */
    private static final List<LockName> FORKS = List.of(
            new LockName("fork1"), new LockName("fork2"), new LockName("fork3"));

    private static final TopicName[] TOPICS = {new TopicName("orders"), new TopicName("parts")};
    private static final TopicName[] TOPICS_OF_THE_CLUSTER = {
        new TopicName("synod.sessions"),
        new TopicName("synod.locks"),
        new TopicName("synod.elections"),
        new TopicName("synod.runs"),
        new TopicName("synod.members")
    };
    private static final JobName[] JOBS = {new JobName("nightly"), new JobName("hourly")};

    private static final LockName BURST_LOCK = new LockName("burst");

    private static final int BURST = 70;

    private final List<Client> clients = new ArrayList<>();

    public Crowd(World world, History history, int size) {
        for (int number = 1; number <= size; number++) {
            clients.add(new Client(number, world, new Door(world, history, number), this::habit));
        }
    }

    private Client.Activity habit(Client client) {
        return client.chance().happens(0.5) ? ofOneThing(client) : ofManyThings(client);
    }

    /** What concerns one lock or one election, or the session itself. */
    private static Client.Activity ofOneThing(Client client) {
        Chance chance = client.chance();
        int drawn = chance.below(100);
        if (drawn < 48) {
            return LockUser.drawn(client, chance.pick(LOCKS));
        } else if (drawn < 66) {
            return new CandidateUser(client, chance.pick(ELECTIONS));
        } else if (drawn < 76) {
            return done -> client.ask(Asking.lock(chance.pick(LOCKS), client.patience()), reply -> done.run());
        } else if (drawn < 80) {
            ElectionName election = chance.pick(ELECTIONS);
            return done -> client.ask(Asking.election(election, client.patience()), reply -> done.run());
        } else if (drawn < 84) {
            return done -> client.ask(Asking.digest(), reply -> done.run());
        } else if (drawn < 87 || (drawn < 88 && !isNarrow(client))) {
            return done -> readAfter(client, done);
        } else if (drawn < 88) {
            return done -> burst(client, done);
        } else if (drawn < 90) {
            return done -> breakLock(client, chance.pick(LOCKS), done);
        } else if (drawn < 94) {
            return client.keeper()::close;
        } else {
            return client.keeper()::fallSilent;
        }
    }

    /** What concerns events, several locks, and runs. */
    private Client.Activity ofManyThings(Client client) {
        Chance chance = client.chance();
        int drawn = chance.below(100);
        if (drawn < 30) {
            return new PublishUser(client, chance.pick(TOPICS));
        } else if (drawn < 46) {
            return new ReadUser(client, chance.pick(TOPICS));
        } else if (drawn < 50) {
            return new ReadUser(client, chance.pick(TOPICS_OF_THE_CLUSTER));
        } else if (drawn < 62) {
            return done -> tell(client, chance.pick(clients), done);
        } else if (drawn < 76) {
            return new ManyUser(client, FORKS);
        } else if (drawn < 80) {
            return LockUser.drawn(client, chance.pick(FORKS));
        } else if (drawn < 83) {
            return done -> client.ask(Looking.together(FORKS, client.patience()), reply -> done.run());
        } else if (drawn < 84) {
            return done -> breakLock(client, chance.pick(FORKS), done);
        } else if (drawn < 96) {
            return new RunUser(client, chance.pick(JOBS));
        } else {
            return done -> keepFewer(client, done);
        }
    }

    /** One client tells another all that it knows, in a way of their own. */
    private static void tell(Client client, Client other, Runnable done) {
        Mind.Knowledge told = client.mind().now();
        client.sleep(client.chance().around(5_000_000), () -> {
            if (client != other) {
                other.mind().hear(told);
            }
            done.run();
        });
    }

    /** What an operator and an archive do about the events that are kept. */
    private static void keepFewer(Client client, Runnable done) {
        Chance chance = client.chance();
        Command command =
                switch (chance.below(4)) {
                    case 0 -> new Command.ArchiveReached(Optional.of(client.heard()));
                    case 1 -> new Command.ArchiveReached(Optional.empty());
                    default -> new Command.KeepEvents(chance.pick(1, 4, 20, 100), 1 << 20);
                };
        client.insist(() -> client.toDo(command), 1, outcome -> done.run());
    }

    private static void breakLock(Client client, LockName lock, Runnable done) {
        Command command = new Command.BreakLock(lock, Optional.of("stuck"));
        client.insist(() -> client.toDo(command), 1, outcome -> done.run());
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
            client.askAt(machine, client.toDo(command), reply -> {
                if (--open[0] == 0) {
                    done.run();
                }
            });
        }
    }

    /** All topics that may have events. */
    static List<TopicName> topics() {
        return Stream.of(TOPICS, TOPICS_OF_THE_CLUSTER).flatMap(Stream::of).toList();
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
