package dev.synod.simulation.client;

import dev.synod.coordination.Candidate;
import dev.synod.coordination.Command;
import dev.synod.coordination.Election;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Owner;
import dev.synod.coordination.name.CandidateName;
import dev.synod.coordination.name.ElectionName;
import dev.synod.coordination.name.FencingToken;
import dev.synod.coordination.name.ProcessName;
import dev.synod.node.Answer;
import dev.synod.simulation.history.Belief;
import dev.synod.simulation.world.Chance;
import dev.synod.simulation.world.Machine;
import dev.synod.simulation.world.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One candidacy, from entering to withdrawing. */
final class CandidateUser implements Client.Activity {

    private static final int TRIES = 6;

    private final Client client;
    private final Chance chance;
    private final ElectionName election;
    private final CandidateName candidate;
    private final Owner owner;
    private final Command entry;
    private final long sent;
    private Optional<Tenancy> tenancy;
    private long ended = Long.MAX_VALUE;
    private Runnable done = () -> {};

    CandidateUser(Client client, ElectionName election) {
        this.client = client;
        this.chance = client.chance();
        this.election = election;
        this.candidate = new CandidateName(client.newName());
        this.sent = client.clock().nanos();
        Tenancy session = client.keeper().tenancy().orElseThrow();
        boolean alone = chance.happens(0.15);
        this.tenancy = alone ? Optional.empty() : Optional.of(session);
        this.owner = alone
                ? new Owner.OwnSession(new ProcessName("standing" + client.number()), Duration.ofMillis(1200))
                : new Owner.InSession(session.session());
        this.entry = new Command.EnterElection(election, candidate, owner, "value-" + candidate, chance.below(3));
    }

    @Override
    public void begin(Runnable whenDone) {
        done = whenDone;
        enter(TRIES);
    }

    private void enter(int tries) {
        Machine machine = client.home();
        client.askAt(machine, client.toDo(entry), reply -> {
            if (reply instanceof Reply.Told<Outcome>(Answer.Done<Outcome> answer)) {
                entered(answer.value(), machine);
            } else if (tries > 1) {
                client.world().marks().reached(Mark.RETRIED);
                client.moveOn();
                client.sleep(chance.around(30_000_000), () -> enter(tries - 1));
            } else {
                withdraw();
            }
        });
    }

    private void entered(Outcome outcome, Machine machine) {
        if (!(outcome instanceof Outcome.Entered(Candidate seen))) {
            done.run();
            return;
        }
        if (tenancy.isEmpty() && owner instanceof Owner.OwnSession own) {
            client.world().marks().reached(Mark.CANDIDATE_OF_ITS_OWN);
            Tenancy begun = new Tenancy(client.clock(), seen.session(), new Tenancy.Lease(own.ttl(), sent));
            tenancy = Optional.of(begun);
            client.keeper().beat(begun);
        }
        if (seen.term().isPresent()) {
            leads(seen.term().get());
        } else {
            Duration within = Duration.ofMillis(chance.between(50, 800));
            client.askAt(machine, Asking.leads(election, candidate, within), reply -> {
                if (reply instanceof Reply.Told<Optional<FencingToken>>(Answer.Done<Optional<FencingToken>> answer)
                        && answer.value().isPresent()) {
                    client.world().marks().reached(Mark.LED_AFTER_WAIT);
                    leads(answer.value().get());
                } else {
                    withdraw();
                }
            });
        }
    }

    private void leads(FencingToken term) {
        Tenancy leading = tenancy.orElseThrow();
        if (leading.isBelieved()) {
            client.believe(new Belief(
                    client.number(),
                    new Belief.What.Leading(election),
                    term,
                    client.world().queue().now(),
                    () -> Math.min(ended, leading.believedUntil())));
        }
        client.sleep(chance.around(50_000_000), () -> {
            int way = chance.below(10);
            if (way < 2) {
                done.run(); // it stays, until its session is over
            } else if (way < 6) {
                transfer();
            } else {
                withdraw();
            }
        });
    }

    private void transfer() {
        client.ask(Asking.election(election, client.patience()), reply -> {
            if (!(reply instanceof Reply.Told<Election>(Answer.Done<Election> answer))) {
                withdraw();
                return;
            }
            List<CandidateName> others = answer.value().candidates().stream()
                    .map(Candidate::candidate)
                    .filter(other -> !other.equals(candidate))
                    .toList();
            if (others.isEmpty()) {
                withdraw();
                return;
            }
            ended = Math.min(ended, client.world().queue().now());
            Command command = new Command.TransferLead(election, chance.pick(others));
            client.insist(() -> client.toDo(command), 2, outcome -> {
                outcome.filter(Outcome.Transferred.class::isInstance)
                        .ifPresent(transferred -> client.world().marks().reached(Mark.LEAD_TRANSFERRED));
                withdraw();
            });
        });
    }

    private void withdraw() {
        ended = Math.min(ended, client.world().queue().now());
        Command command = new Command.Withdraw(election, candidate);
        client.insist(() -> client.toDo(command), TRIES, outcome -> {
            tenancy.filter(own -> owner instanceof Owner.OwnSession)
                    .ifPresent(own -> own.end(client.world().queue().now()));
            done.run();
        });
    }
}
