package dev.synod.node;

import dev.synod.coordination.Applied;
import dev.synod.coordination.Change;
import dev.synod.coordination.Content;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.state.Coordination;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Member;
import dev.synod.paxos.Slot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decrees do to the replicated state: the same in the loop, in a snapshot that is made beside it, and wherever
 * else the ledger is played. A decree that one of them left out would set their states apart.
 */
record Enactment(Coordination state) {

    Applied submitted(Position at, Submission submission) {
        return state.apply(at, submission.at(), submission.command());
    }

    /** A presidency was opened. */
    List<Change> opened(Slot at, Ballot ballot) {
        var president = new Content.OfPresident(ballot.node().number(), ballot.round());
        return state.presides(new Position(at.number()), president);
    }

    /** Others belong to the cluster than {@code before}, who were chosen last until then. */
    List<Change> reconfigured(Slot at, Configuration before, Configuration now) {
        Map<Integer, Content.Votes> members = new TreeMap<>();
        before.members().forEach((node, member) -> members.put(node.number(), votes(member)));
        var listed = now.members().entrySet().stream()
                .map(entry -> new Content.OfMember(
                        entry.getKey().number(), entry.getValue().address(), votes(entry.getValue())))
                .toList();
        return state.belong(new Position(at.number()), members, listed);
    }

    private static Content.Votes votes(Member member) {
        return member.votes() ? Content.Votes.YES : Content.Votes.NOT_YET;
    }
}
