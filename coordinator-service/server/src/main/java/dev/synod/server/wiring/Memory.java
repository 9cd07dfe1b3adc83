package dev.synod.server.wiring;

import dev.synod.node.Journal;
import dev.synod.paxos.NodeId;
import dev.synod.server.journal.FileJournal;
import dev.synod.server.journal.ForgetfulJournal;
import dev.synod.server.journal.Identity;
import dev.synod.server.journal.Occupants;
import dev.synod.server.journal.jpa.JpaJournal;
import dev.synod.server.journal.storage.JournalDamaged;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node remembers of its earlier lives, and with it who it is now: a node that forgot a vote is that node no
 * more.
 *
 * @param plan of the node that begins here
 * @param damage why it is not the node of the settings: a sentence that says what to do
 */
record Memory(Plan plan, Journal journal, Optional<String> damage) {

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    static Memory open(Plan settled) {
        return switch (settled.role()) {
            case OBSERVER -> new Memory(settled, new ForgetfulJournal(), Optional.empty());
            case VOTER -> voter(settled.database().isPresent() ? settled : inhabited(settled));
        };
    }

    /** The plan of whoever lives in the directory by now, where a node was replaced there. */
    private static Plan inhabited(Plan plan) {
        var occupants = Occupants.of(plan.directory());
        if (occupants.before().isEmpty()) {
            return plan;
        }
        var lost = occupants.lastBefore().orElse(plan.self());
        if (occupants.now().isPresent()) {
            var now = occupants.now().get();
            boolean replaced = !now.equals(plan.self()) && FreshId.isInSeatOf(now, plan.self());
            return replaced ? plan.replacing(lost, now) : plan;
        }
        if (occupants.isFounded() || !occupants.mayHaveBeen(plan.self())) {
            return plan;
        }
        // Damage was set aside, and its successor had no time to begin: the id is used up all the same.
        return switch (plan.onDamage()) {
            case REPLACE -> plan.replacing(lost, FreshId.inSeatOf(plan.self(), occupants.known()));
            case STOP -> throw new WrongSetting("synod.node.data-dir=" + plan.directory() + " was node " + lost
                    + "'s, whose damaged memory is set aside there: set synod.node.on-damage=replace, or give this node"
                    + " another synod.node.id");
        };
    }

    private static Memory voter(Plan plan) {
        try {
            return new Memory(plan, ReadBack.of(opened(plan)), Optional.empty());
        } catch (JournalDamaged damaged) {
            if (plan.members().peersOf(plan.self()).isEmpty()) {
                throw damaged; // nobody else is there to learn from, nor to vote for a successor
            }
            boolean replaces = plan.onDamage() == OnDamage.REPLACE && plan.database().isEmpty();
            return replaces ? replaced(plan, damaged) : stopped(plan, damaged);
        }
    }

    private static Journal opened(Plan plan) {
        var identity = new Identity(plan.clusterId(), plan.self());
        return plan.database()
                .<Journal>map(database -> JpaJournal.open(database, identity))
                .orElseGet(() -> FileJournal.open(plan.directory(), identity));
    }

    private static Memory replaced(Plan plan, JournalDamaged damaged) {
        LOG.error("node={} {}", plan.self(), damaged.getMessage());
        var aside = FileJournal.setAside(plan.directory());
        var fresh = FreshId.inSeatOf(plan.self(), Occupants.of(plan.directory()).known());
        LOG.warn("node={} begins in the place of node={}, whose memory is in {}", fresh, plan.self(), aside);
        var successor = plan.replacing(plan.self(), fresh);
        return new Memory(successor, ReadBack.of(opened(successor)), Optional.empty());
    }

    private static Memory stopped(Plan plan, JournalDamaged damaged) {
        var sentence = damaged.getMessage() + ". " + remedy(plan.self());
        LOG.error("node={} does not vote any more: {}", plan.self(), sentence);
        return new Memory(plan.observing(), new ForgetfulJournal(), Optional.of(sentence));
    }

    private static String remedy(NodeId lost) {
        return "To replace it in its place, start it with synod.node.on-damage=replace; or start another node with a"
                + " new synod.node.id, POST that to /v1/cluster/members, and DELETE /v1/cluster/members/" + lost
                + ". Until then this process only observes";
    }
}
