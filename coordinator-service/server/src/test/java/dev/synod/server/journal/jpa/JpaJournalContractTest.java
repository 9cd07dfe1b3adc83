package dev.synod.server.journal.jpa;

import dev.synod.node.Journal;
import dev.synod.node.JournalContract;
import dev.synod.paxos.NodeId;
import dev.synod.server.journal.Identity;
import java.util.UUID;

/** The contract, kept on a real PostgreSQL. A crash cuts the connections: nothing is said to the database any more. */
class JpaJournalContractTest extends JournalContract {

    private final String cluster = UUID.randomUUID().toString();

    @Override
    protected Journal open() {
        return JpaJournal.open(Postgres.shared().settings(), new Identity(cluster, new NodeId(2)));
    }

    @Override
    protected void crash(Journal journal) {
        Postgres.shared().cut(cluster);
        journal.close(); // lets go of what is cut already
    }
}
