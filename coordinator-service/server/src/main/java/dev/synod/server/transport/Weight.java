package dev.synod.server.transport;

import dev.synod.node.PeerMessage;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.Vote;

/** How many bytes a message takes, in memory and on the wire, about: never much less than either. */
final class Weight {

    /** What a small message takes, and what each part of a large one takes besides its payload. */
    private static final long EACH = 64;

    private Weight() {}

    static long of(PeerMessage message) {
        return switch (message) {
            case PeerMessage.Consensus(Message.Accept accept) -> of(accept.decrees());
            case PeerMessage.Consensus(Message.Chosen chosen) -> of(chosen.decrees());
            case PeerMessage.Consensus(Message.Promise promise) -> of(promise);
            case PeerMessage.Consensus _ -> EACH;
            case PeerMessage.Forward forward -> of(forward);
            case PeerMessage.Overloaded overloaded -> EACH * (1 + overloaded.numbers().size());
            case PeerMessage.AskPosition ask -> EACH * (1 + 4L * ask.renewals().size());
            case PeerMessage.ReadFrom _ -> EACH;
            case PeerMessage.Follow _ -> EACH;
            case PeerMessage.Elsewhere elsewhere -> EACH * (1 + elsewhere.sources().size());
            case PeerMessage.News _ -> EACH;
            case PeerMessage.AskPart _ -> EACH;
            case PeerMessage.Part part -> EACH + part.bytes().length;
            case PeerMessage.Moved _ -> EACH;
            case PeerMessage.Ruled _ -> EACH;
        };
    }

    private static long of(Iterable<Decree> decrees) {
        long bytes = EACH;
        for (Decree decree : decrees) {
            bytes += EACH + decree.size();
        }
        return bytes;
    }

    private static long of(Message.Promise promise) {
        long bytes = EACH;
        for (Vote vote : promise.votes()) {
            bytes += EACH + vote.decree().size();
        }
        return bytes;
    }

    private static long of(PeerMessage.Forward forward) {
        long bytes = EACH;
        for (PeerMessage.Forwarded command : forward.commands()) {
            bytes += EACH + command.payload().size();
        }
        return bytes;
    }
}
