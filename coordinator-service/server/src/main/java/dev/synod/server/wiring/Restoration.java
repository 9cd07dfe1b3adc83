package dev.synod.server.wiring;

import dev.synod.node.Snapshot;
import dev.synod.node.snapshot.Contents;
import dev.synod.node.snapshot.SnapshotCodec;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.server.cli.cluster.Backups;
import dev.synod.server.journal.FileJournal;
import dev.synod.server.journal.Identity;
import dev.synod.server.journal.storage.JournalDamaged;
import dev.synod.server.journal.storage.JournalFailure;
import dev.synod.server.journal.storage.JournalRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A new cluster from a snapshot of another. */
public final class Restoration implements Backups {

    /** Far more than any cluster chooses behind its last backup: a million a second, for eleven days. */
    private static final long ABOVE = 1_000_000_000_000L;

    @Override
    public long check(byte[] snapshot) throws Refusal {
        return read(snapshot, "what came").through().number();
    }

    @Override
    public long restore(Wanted wanted) throws Refusal {
        try {
            var members = Members.parse(wanted.members());
            members.refuseEvenNumber();
            var node = new NodeId(wanted.node());
            if (!members.addresses().containsKey(node)) {
                throw new WrongSetting("--node-id is " + node + " but --members names only "
                        + members.addresses().keySet() + ": give one of these");
            }
            var contents = read(Files.readAllBytes(wanted.file()), wanted.file().toString());
            var through = new Slot(contents.through().number() + ABOVE);
            var raised = contents.raised(through, Configuration.founding(members.texts()));
            found(wanted.directory(), new Identity(wanted.cluster(), node), raised);
            return through.number();
        } catch (IOException unreadable) {
            throw new Refusal(wanted.file() + " cannot be read: " + unreadable, unreadable);
        } catch (WrongSetting
                | JournalRefused
                | JournalDamaged
                | JournalFailure
                | IllegalArgumentException refused) {
            throw new Refusal(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static void found(Path directory, Identity identity, Contents contents) {
        var path = directory.toAbsolutePath().normalize();
        FileJournal.found(path, identity, new Snapshot(contents.through(), SnapshotCodec.encode(contents)), List.of());
    }

    private static Contents read(byte[] snapshot, String what) throws Refusal {
        try {
            return SnapshotCodec.decode(snapshot);
        } catch (IllegalArgumentException notWhole) {
            throw new Refusal(what + " is " + notWhole.getMessage() + ": take a snapshot again", notWhole);
        }
    }
}
