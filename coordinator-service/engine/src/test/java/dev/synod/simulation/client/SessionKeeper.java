package dev.synod.simulation.client;

import dev.synod.coordination.Command;
import dev.synod.coordination.Outcome;
import dev.synod.coordination.Session;
import dev.synod.coordination.name.ProcessName;
import dev.synod.node.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps one client's session: opens it, keeps it alive, and gives it up in time when no keep-alive is answered.
 */
final class SessionKeeper {

    private final Client client;
    private Optional<Tenancy> tenancy = Optional.empty();
    private Heart heart = Heart.BEATING;
    private int opened;

    private enum Heart {
        BEATING,
        SILENT
    }

    SessionKeeper(Client client) {
        this.client = client;
    }

    /** The session, while the client believes in it. */
    Optional<Tenancy> tenancy() {
        if (tenancy.isPresent() && !tenancy.get().isBelieved()) {
            tenancy = Optional.empty();
        }
        return tenancy;
    }

    void open(Runnable done) {
        Duration ttl = client.chance().pick(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(1500));
        long sent = client.clock().nanos();
        Optional<String> key = client.chance().happens(0.9)
                ? Optional.of("key-" + client.number() + "-" + ++opened)
                : Optional.empty();
        ProcessName process = new ProcessName("p" + client.number());
        Command command = new Command.OpenSession(process, ttl, Map.of("client", "" + client.number()), key);
        int tries = key.isPresent() ? 6 : 1;
        client.insist(() -> client.toDo(command), tries, outcome -> {
            if (outcome.isPresent() && outcome.get() instanceof Outcome.SessionOpened(Session session)) {
                // Counted from the first try: that one may have opened it, and a retry extends nothing.
                Tenancy begun = new Tenancy(client.clock(), session.id(), new Tenancy.Lease(ttl, sent));
                tenancy = Optional.of(begun);
                heart = Heart.BEATING;
                keepAlive(begun);
            }
            done.run();
        });
    }

    private void keepAlive(Tenancy kept) {
        client.sleep(kept.ttl().toNanos() / 3, () -> beat(kept));
    }

    /** Keeps a session alive, this one or a hold's own, until it is over or given up. */
    void beat(Tenancy kept) {
        if (!kept.isBelieved() || heart == Heart.SILENT) {
            return;
        }
        long sent = client.clock().nanos();
        client.ask(Asking.keepAlive(kept.session(), kept.ttl().dividedBy(3)), reply -> {
            if (reply instanceof Reply.Told<Optional<Session>>(Answer.Done<Optional<Session>> done)) {
                if (done.value().isPresent()) {
                    kept.renewed(sent);
                    keepAlive(kept);
                } else {
                    kept.end(client.world().queue().now());
                }
            } else {
                client.moveOn();
                client.sleep(kept.ttl().toNanos() / 12, () -> beat(kept));
            }
        });
    }

    /** Says nothing for a while, long enough for the session to expire. */
    void fallSilent(Runnable done) {
        if (tenancy().isEmpty()) {
            done.run();
            return;
        }
        heart = Heart.SILENT;
        long nanos = (long) (tenancy().get().ttl().toNanos() * client.chance().between(0.5, 2.0));
        client.sleep(nanos, () -> {
            heart = Heart.BEATING;
            tenancy().ifPresent(this::beat);
            done.run();
        });
    }

    /** Ends the session by the client's own wish. */
    void close(Runnable done) {
        if (tenancy.isEmpty()) {
            done.run();
            return;
        }
        Tenancy closing = tenancy.get();
        closing.end(client.world().queue().now());
        tenancy = Optional.empty();
        Command command = new Command.CloseSession(closing.session());
        client.insist(() -> client.toDo(command), 6, outcome -> done.run());
    }
}
