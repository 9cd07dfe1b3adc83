package dev.synod.server.journal.jpa;

import dev.synod.node.Journal;
import dev.synod.node.JournalContract;
import dev.synod.paxos.NodeId;
import dev.synod.server.journal.Identity;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The contract, kept on the PostgreSQL of an image as operators run it. Needs an engine that runs containers. */
class JpaJournalInContainerTest extends JournalContract {

    private static Optional<PostgreSQLContainer> container = Optional.empty();

    private final String cluster = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            System.out.println("skipped: no engine for containers is reached; an embedded PostgreSQL is tried");
            Assumptions.abort("no engine for containers is reached");
        }
        var started = new PostgreSQLContainer("postgres:17");
        started.start();
        container = Optional.of(started);
    }

    @AfterAll
    static void stop() {
        container.ifPresent(PostgreSQLContainer::stop);
    }

    @Override
    protected Journal open() {
        var running = container.orElseThrow();
        var settings = new DatabaseSettings(
                running.getJdbcUrl(), Optional.of(running.getUsername()), Optional.of(running.getPassword()));
        return JpaJournal.open(settings, new Identity(cluster, new NodeId(2)));
    }

    @Override
    protected void crash(Journal journal) {
        journal.close(); // says nothing to the database but that it goes
    }
}
