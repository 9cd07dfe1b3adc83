package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
import dev.synod.coordination.ManyHold;
import dev.synod.coordination.Mode;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.Waiting;
import dev.synod.coordination.name.AttemptId;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.HoldName;
import dev.synod.coordination.name.LockName;
import dev.synod.coordination.name.ProcessName;
import dev.synod.node.Answer;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One hold of several locks, from the wish to the release: as {@link LockUser}, but all or none. */
final class ManyUser implements Client.Activity {

    private static final int TRIES = 6;

    private final Client client;
    private final Chance chance;
    private final HoldName hold;
    private final Owner owner;
    private final List<ManyHold.Share> shares;
    private final Duration lockDelay;
    private final Waiting waiting;
    private final long sent;
    private Optional<Tenancy> tenancy;
    private int tries;
    private Runnable done = () -> {};

    /** Wants two of these locks, or all. */
    ManyUser(Client client, List<LockName> locks) {
        this.client = client;
        this.chance = client.chance();
        // A name that holds of one lock never have: those are reused now and then.
        this.hold = new HoldName("many-" + client.newName());
        this.sent = client.clock().nanos();
        Tenancy session = client.keeper().tenancy().orElseThrow();
        boolean alone = chance.happens(0.1);
        this.tenancy = alone ? Optional.empty() : Optional.of(session);
        this.owner = alone
                ? new Owner.OwnSession(new ProcessName("many" + client.number()), Duration.ofMillis(1200))
                : new Owner.InSession(session.session());
        this.shares = shares(locks);
        this.lockDelay = chance.happens(0.2) ? Duration.ofMillis(300) : Duration.ZERO;
        this.waiting = waiting();
    }

    private List<ManyHold.Share> shares(List<LockName> locks) {
        List<LockName> wanted = new ArrayList<>(locks);
        while (wanted.size() > 2 && chance.happens(0.7)) {
            wanted.remove(chance.below(wanted.size()));
        }
        return wanted.stream()
                .map(lock -> new ManyHold.Share(lock, chance.happens(0.25) ? Mode.SHARED : Mode.EXCLUSIVE))
                .toList();
    }

    private Waiting waiting() {
        return switch (chance.below(4)) {
            case 0 -> new Waiting.No();
            case 1 -> new Waiting.InQueue();
            default -> new Waiting.AtMost(Duration.ofMillis(chance.between(20, 600)));
        };
    }

    @Override
    public void begin(Runnable whenDone) {
        done = whenDone;
        put();
    }

    private void put() {
        AttemptId attempt = new AttemptId(chance.below(Long.MAX_VALUE));
        Command command = new Command.AcquireMany(hold, owner, shares, lockDelay, waiting, attempt);
        Machine machine = client.home();
        client.askAt(machine, client.toDo(command), reply -> {
            if (reply instanceof Reply.Told<Outcome>(Answer.Done<Outcome> answer)) {
                came(answer.value(), machine, attempt);
            } else {
                again();
            }
        });
    }

    private void came(Outcome outcome, Machine machine, AttemptId attempt) {
        if (outcome instanceof Outcome.ManyHeld(ManyHold seen)) {
            held(seen);
        } else if (outcome instanceof Outcome.ManyWaits) {
            waits(machine, attempt);
        } else {
            done.run();
        }
    }

    private void again() {
        client.moveOn();
        if (++tries < TRIES) {
            client.world().marks().reached(Mark.RETRIED);
            client.sleep(chance.around(30_000_000), this::put);
        } else {
            release(Optional.empty());
        }
    }

    private void waits(Machine machine, AttemptId attempt) {
        Duration limit = waiting instanceof Waiting.AtMost(Duration most) ? most : Duration.ofMillis(200);
        client.askAt(machine, Looking.settled(hold, limit), reply -> {
            if (!(reply instanceof Reply.Told<Optional<Optional<ManyHold>>>(
                    Answer.Done<Optional<Optional<ManyHold>>> answer))) {
                again();
            } else if (answer.value().isEmpty()) {
                tired(attempt);
            } else if (answer.value().get().isPresent()) {
                client.world().marks().reached(Mark.MANY_GRANTED_AFTER_WAIT);
                held(answer.value().get().get());
            } else {
                done.run();
            }
        });
    }

    private void tired(AttemptId attempt) {
        if (waiting instanceof Waiting.InQueue && ++tries < TRIES) {
            client.sleep(chance.around(10_000_000), this::put);
        } else if (waiting instanceof Waiting.InQueue) {
            release(Optional.empty());
        } else if (chance.happens(0.3)) {
            done.run(); // it hangs up without a word: the president must take it out of the queues
        } else {
            Command leave = new Command.LeaveMany(hold, attempt);
            client.insist(() -> client.toDo(leave), TRIES, outcome -> {
                client.world().marks().reached(Mark.MANY_LEFT_QUEUES);
                done.run();
            });
        }
    }

    private void held(ManyHold seen) {
        FencingToken token = ((Hold.State.Held) seen.state()).token();
        if (tenancy.isEmpty() && owner instanceof Owner.OwnSession own) {
            client.world().marks().reached(Mark.MANY_OF_THEIR_OWN);
            Tenancy begun = new Tenancy(client.clock(), seen.session(), new Tenancy.Lease(own.ttl(), sent));
            tenancy = Optional.of(begun);
            client.keeper().beat(begun);
        }
        Tenancy holding = tenancy.orElseThrow();
        long from = client.world().queue().now();
        for (ManyHold.Share share : shares) {
            if (holding.isBelieved()) {
                client.believe(new Belief(
                        client.number(),
                        new Belief.What.Holding(share.lock(), share.mode()),
                        token,
                        from,
                        () -> Math.min(client.givenUp(share.lock(), hold, from), holding.believedUntil())));
            }
        }
        if (chance.happens(0.1)) {
            client.sleep(chance.around(10_000_000), done); // it forgets: until the session is over
            return;
        }
        client.sleep(chance.around(40_000_000), () -> release(Optional.of(token)));
    }

    private void release(Optional<FencingToken> token) {
        shares.forEach(share -> client.giveUp(share.lock(), hold));
        Optional<FencingToken> shown = token.filter(held -> chance.happens(0.5));
        if (shown.isPresent() && shown.get().number() > 1 && chance.happens(0.1)) {
            shown = Optional.of(new FencingToken(shown.get().number() - 1));
        }
        Command command = new Command.ReleaseMany(hold, shown);
        client.insist(() -> client.toDo(command), TRIES, outcome -> {
            tenancy.filter(own -> owner instanceof Owner.OwnSession)
                    .ifPresent(own -> own.end(client.world().queue().now()));
            if (outcome.isPresent() && outcome.get() instanceof Outcome.StaleToken) {
                client.world().marks().reached(Mark.MANY_STALE_TOKEN);
                release(Optional.empty());
            } else {
                done.run();
            }
        });
    }
}
