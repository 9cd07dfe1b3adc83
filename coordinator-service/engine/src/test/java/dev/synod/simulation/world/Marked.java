package dev.synod.simulation.world;

import dev.synod.node.PeerMessage;
import dev.synod.node.PeerMessage.Consensus;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.Vote;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Hashes of messages that are the same in every process: those of arrays and of enums are not. */
final class Marked {

    private Marked() {}

    static long of(PeerMessage message) {
        if (message instanceof PeerMessage.Part part) {
            return Objects.hash(part.through(), part.offset(), part.size(), Arrays.hashCode(part.bytes()));
        } else if (message instanceof Consensus(Message.Accept accept)) {
            return Objects.hash(accept.ballot(), accept.first(), accept.chosenThrough()) + of(accept.decrees());
        } else if (message instanceof Consensus(Message.Chosen chosen)) {
            return Objects.hash(chosen.first(), chosen.chosenThrough()) + of(chosen.decrees());
        } else if (message instanceof Consensus(Message.Promise promise)) {
            return Objects.hash(promise.ballot(), promise.chosenThrough())
                    + of(promise.votes().stream().map(Vote::decree).toList());
        }
        return message.hashCode();
    }

    private static long of(List<Decree> decrees) {
        long hash = 1;
        for (Decree decree : decrees) {
            hash = 31 * hash
                    + (decree instanceof Decree.Reconfigured changed
                            ? changed.toString().hashCode()
                            : decree.hashCode());
        }
        return hash;
    }
}
