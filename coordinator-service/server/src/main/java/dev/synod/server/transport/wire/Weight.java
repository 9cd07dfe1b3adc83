package dev.synod.server.transport.wire;

import dev.synod.node.Motion;
import dev.synod.node.PeerMessage;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Member;
import dev.synod.paxos.Message;
import dev.synod.paxos.Vote;

/** How many bytes a message takes, in memory and on the wire, about: never much less than either. */
public final class Weight {

    /** What a small message takes, and what each part of a large one takes besides its payload. */
    private static final long EACH = 64;

    private Weight() {}

    public static long of(PeerMessage message) {
        return switch (message) {
            case PeerMessage.Consensus(Message.Accept accept) -> of(accept.decrees());
            case PeerMessage.Consensus(Message.Chosen chosen) -> of(chosen.decrees());
            case PeerMessage.Consensus(Message.Promise promise) -> of(promise);
            case PeerMessage.Consensus _ -> EACH;
            case PeerMessage.Forward forward -> of(forward);
            case PeerMessage.Overloaded overloaded -> EACH * (1 + overloaded.numbers().size());
            case PeerMessage.AskPosition ask -> EACH * (1 + 4L * ask.renewals().size());
            case PeerMessage.ReadFrom _ -> EACH;
            case PeerMessage.Follow follow -> EACH + follow.address().map(Weight::of).orElse(0L);
            case PeerMessage.Elsewhere elsewhere -> of(elsewhere);
            case PeerMessage.News _ -> EACH;
            case PeerMessage.AskPart _ -> EACH;
            case PeerMessage.Part part -> EACH + part.bytes().length;
            case PeerMessage.Moved moved -> EACH + of(moved.motion());
            case PeerMessage.Ruled ruled -> EACH + ruled.declined().map(Weight::of).orElse(0L);
        };
    }

    private static long of(PeerMessage.Elsewhere elsewhere) {
        long bytes = EACH;
        for (String address : elsewhere.sources().values()) {
            bytes += EACH + of(address);
        }
        return bytes;
    }

    private static long of(Motion motion) {
        return switch (motion) {
            case Motion.Add add -> of(add.address());
            case Motion.Remove _ -> 0;
            case Motion.Replace replace -> of(replace.address());
            case Motion.Transfer _ -> 0;
        };
    }

    /** As if each character were one of those that take the most. */
    private static long of(String text) {
        return 3L * text.length();
    }

    private static long of(Iterable<Decree> decrees) {
        long bytes = EACH;
        for (Decree decree : decrees) {
            bytes += EACH + of(decree);
        }
        return bytes;
    }

    private static long of(Decree decree) {
        return switch (decree) {
            case Decree.NoOp _ -> 0;
            case Decree.Opened _ -> 0;
            case Decree.Reconfigured(Configuration configuration) -> of(configuration);
            case Decree.Payload payload -> payload.size();
        };
    }

    private static long of(Configuration configuration) {
        long bytes = Integer.BYTES * (long) configuration.removed().size();
        for (Member member : configuration.members().values()) {
            bytes += EACH + of(member.address());
        }
        return bytes;
    }

    private static long of(Message.Promise promise) {
        long bytes = EACH;
        for (Vote vote : promise.votes()) {
            bytes += EACH + of(vote.decree());
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
