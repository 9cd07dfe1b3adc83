package dev.synod.server.journal;

import dev.synod.node.Snapshot;
import dev.synod.paxos.Effect.Persist;
import java.util.List;

/** What a new node begins with that does not begin with nothing. */
record Inheritance(Snapshot snapshot, List<Persist> memory) {}
