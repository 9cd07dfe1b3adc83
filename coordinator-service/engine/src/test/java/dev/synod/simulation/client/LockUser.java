package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.Hold;
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
import dev.synod.simulation.client.Asking.Settled;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import java.time.Duration;
import java.util.Optional;

/** One hold of one lock, from the wish to the release, as a door and its client together would do it. */
final class LockUser implements Client.Activity {

    private static final int TRIES = 6;

    private final Client client;
    private final Chance chance;
    private final Wish wish;
    private Optional<Tenancy> tenancy;
    private final long sent;
    private int tries;
    private Runnable done = () -> {};

    /** What is asked for, the same in every try. */
    record Wish(LockName lock, HoldName hold, Owner owner, Mode mode, Duration lockDelay, Waiting waiting) {}

    private LockUser(Client client, Wish wish, Optional<Tenancy> tenancy) {
        this.client = client;
        this.chance = client.chance();
        this.wish = wish;
        this.tenancy = tenancy;
        this.sent = client.clock().nanos();
    }

    static LockUser drawn(Client client, LockName lock) {
        Chance chance = client.chance();
        Tenancy session = client.keeper().tenancy().orElseThrow();
        boolean alone = chance.happens(0.15);
        ProcessName process = new ProcessName("own" + client.number());
        Owner owner = alone
                ? new Owner.OwnSession(process, chance.pick(ofMillis(800), ofMillis(1500)))
                : new Owner.InSession(session.session());
        HoldName hold = new HoldName(
                chance.happens(0.05) && client.named() > 0
                        ? "c" + client.number() + "-" + (1 + chance.below(client.named()))
                        : client.newName());
        Duration delay = chance.pick(Duration.ZERO, Duration.ZERO, ofMillis(300));
        Wish wish = new Wish(lock, hold, owner, mode(chance, lock), delay, waiting(chance));
        return new LockUser(client, wish, alone ? Optional.empty() : Optional.of(session));
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Mode mode(Chance chance, LockName lock) {
        return switch (lock.text()) {
            case "pool" -> chance.happens(0.95) ? new Mode.Permit(2) : Mode.EXCLUSIVE;
            case "page" -> chance.happens(0.6) ? Mode.SHARED : Mode.EXCLUSIVE;
            default -> Mode.EXCLUSIVE;
        };
    }

    private static Waiting waiting(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> new Waiting.No();
            case 1 -> new Waiting.InQueue();
            default -> new Waiting.AtMost(ofMillis(chance.between(20, 600)));
        };
    }

    @Override
    public void begin(Runnable whenDone) {
        done = whenDone;
        put();
    }

    private void put() {
        AttemptId attempt = new AttemptId(chance.below(Long.MAX_VALUE));
        Command command = new Command.Acquire(
                wish.lock(), wish.hold(), wish.owner(), wish.mode(), wish.lockDelay(), wish.waiting(), attempt);
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
        if (outcome instanceof Outcome.Held(Hold hold)) {
            held(hold);
        } else if (outcome instanceof Outcome.Waits) {
            waits(machine, attempt);
        } else {
            done.run();
        }
    }

    /** The same wish once more; whoever tires of it takes back what may have been granted. */
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
        Duration limit = wish.waiting() instanceof Waiting.AtMost(Duration most) ? most : ofMillis(200);
        client.askAt(machine, Asking.settled(wish.lock(), wish.hold(), limit), reply -> {
            if (!(reply instanceof Reply.Told<Optional<Settled>>(Answer.Done<Optional<Settled>> answer))) {
                again();
            } else if (answer.value().isEmpty()) {
                tired(attempt);
            } else if (answer.value().get() instanceof Settled.Granted(Hold hold)) {
                client.world().marks().reached(Mark.GRANTED_AFTER_WAIT);
                held(hold);
            } else {
                done.run();
            }
        });
    }

    private void tired(AttemptId attempt) {
        if (wish.waiting() instanceof Waiting.InQueue && ++tries < TRIES) {
            client.sleep(chance.around(10_000_000), this::put);
        } else if (wish.waiting() instanceof Waiting.InQueue) {
            release(Optional.empty());
        } else if (chance.happens(0.3)) {
            done.run(); // it hangs up without a word: the president must take it out of the queue
        } else {
            Command leave = new Command.LeaveQueue(wish.lock(), wish.hold(), attempt);
            client.insist(() -> client.toDo(leave), TRIES, outcome -> {
                client.world().marks().reached(Mark.LEFT_QUEUE);
                done.run();
            });
        }
    }

    private void held(Hold hold) {
        FencingToken token = ((Hold.State.Held) hold.state()).token();
        if (tenancy.isEmpty() && wish.owner() instanceof Owner.OwnSession own) {
            client.world().marks().reached(Mark.HOLD_OF_ITS_OWN);
            Tenancy begun = new Tenancy(client.clock(), hold.session(), new Tenancy.Lease(own.ttl(), sent));
            tenancy = Optional.of(begun);
            client.keeper().beat(begun);
        }
        Tenancy holding = tenancy.orElseThrow();
        long from = client.world().queue().now();
        if (holding.isBelieved()) {
            client.believe(new Belief(
                    client.number(),
                    new Belief.What.Holding(wish.lock(), wish.mode()),
                    token,
                    from,
                    () -> Math.min(client.givenUp(wish.lock(), wish.hold(), from), holding.believedUntil())));
        }
        if (chance.happens(0.1)) {
            // It forgets: a hold without an end of its own, until the session is over.
            client.sleep(chance.around(10_000_000), done);
            return;
        }
        client.sleep(chance.around(40_000_000), () -> release(Optional.of(token)));
    }

    private void release(Optional<FencingToken> token) {
        client.giveUp(wish.lock(), wish.hold());
        Optional<FencingToken> shown = token.filter(held -> chance.happens(0.5));
        if (shown.isPresent() && shown.get().number() > 1 && chance.happens(0.1)) {
            shown = Optional.of(new FencingToken(shown.get().number() - 1));
        }
        Command command = new Command.Release(wish.lock(), wish.hold(), shown);
        client.insist(() -> client.toDo(command), TRIES, outcome -> {
            tenancy.filter(own -> wish.owner() instanceof Owner.OwnSession)
                    .ifPresent(own -> own.end(client.world().queue().now()));
            if (outcome.isPresent() && outcome.get() instanceof Outcome.StaleToken) {
                client.world().marks().reached(Mark.STALE_TOKEN);
                release(Optional.empty());
            } else {
                done.run();
            }
        });
    }
}
