package dev.synod.server.transport.wire;

import com.google.protobuf.UnsafeByteOperations;
import dev.synod.paxos.Ballot;
import dev.synod.paxos.Configuration;
import dev.synod.paxos.ConfigurationCodec;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.NodeId;
import dev.synod.paxos.Slot;
import dev.synod.paxos.Vote;
import dev.synod.server.transport.v1.Wire;
import java.util.List;

/** The words of Paxos as protobuf, and back. A field that a peer left out reads as zero, which no ballot may be. */
final class ConsensusMessages {

    /** No ledger and no ballot gets here: from higher numbers, sums would overflow. */
    private static final long HIGHEST = 1L << 62;

    private static final Wire.Decree NO_OP =
            Wire.Decree.newBuilder().setNoOp(Wire.NoOp.getDefaultInstance()).build();

    private ConsensusMessages() {}

    static Wire.PeerMessage toWire(Message message) {
        return builder(message).build();
    }

    private static Wire.PeerMessage.Builder builder(Message message) {
        Wire.PeerMessage.Builder wire = Wire.PeerMessage.newBuilder();
        return switch (message) {
            case Message.Probe m -> wire.setProbe(Wire.Probe.newBuilder().setBallot(toWire(m.ballot())));
            case Message.Willing m -> wire.setWilling(toWire(m));
            case Message.Unwilling m -> wire.setUnwilling(
                    Wire.Unwilling.newBuilder().setBallot(toWire(m.ballot())).setHeard(toWire(m.heard())));
            case Message.Prepare m -> wire.setPrepare(
                    Wire.Prepare.newBuilder().setBallot(toWire(m.ballot())).setFrom(m.from().number()));
            case Message.Promise m -> wire.setPromise(toWire(m));
            case Message.Refused m -> wire.setRefused(
                    Wire.Refused.newBuilder().setBallot(toWire(m.ballot())).setPromised(toWire(m.promised())));
            case Message.Accept m -> wire.setAccept(toWire(m));
            case Message.Accepted m -> wire.setAccepted(toWire(m));
            case Message.ChosenThrough m -> wire.setChosenThrough(Wire.ChosenThrough.newBuilder()
                    .setBallot(toWire(m.ballot()))
                    .setChosenThrough(m.chosenThrough().number()));
            case Message.Heartbeat m -> wire.setHeartbeat(toWire(m));
            case Message.Confirmed m -> wire.setConfirmed(toWire(m));
            case Message.CatchUp m -> wire.setCatchUp(Wire.CatchUp.newBuilder().setFrom(m.from().number()));
            case Message.Chosen m -> wire.setChosen(toWire(m));
            case Message.TakeOver m -> wire.setTakeOver(Wire.TakeOver.newBuilder()
                    .setBallot(toWire(m.ballot()))
                    .setChosenThrough(m.chosenThrough().number()));
        };
    }

    private static Wire.Willing.Builder toWire(Message.Willing m) {
        return Wire.Willing.newBuilder()
                .setBallot(toWire(m.ballot()))
                .setPromised(toWire(m.promised()))
                .setChosenThrough(m.chosenThrough().number());
    }

    private static Wire.Promise.Builder toWire(Message.Promise m) {
        Wire.Promise.Builder wire = Wire.Promise.newBuilder()
                .setBallot(toWire(m.ballot()))
                .setChosenThrough(m.chosenThrough().number());
        for (Vote vote : m.votes()) {
            wire.addVotes(Wire.Vote.newBuilder()
                    .setSlot(vote.slot().number())
                    .setBallot(toWire(vote.ballot()))
                    .setDecree(toWire(vote.decree())));
        }
        return wire;
    }

    private static Wire.Accept.Builder toWire(Message.Accept m) {
        Wire.Accept.Builder wire = Wire.Accept.newBuilder()
                .setBallot(toWire(m.ballot()))
                .setFirst(m.first().number())
                .setChosenThrough(m.chosenThrough().number());
        for (Decree decree : m.decrees()) {
            wire.addDecrees(toWire(decree));
        }
        return wire;
    }

    private static Wire.Accepted.Builder toWire(Message.Accepted m) {
        return Wire.Accepted.newBuilder()
                .setBallot(toWire(m.ballot()))
                .setFirst(m.first().number())
                .setLast(m.last().number());
    }

    private static Wire.Heartbeat.Builder toWire(Message.Heartbeat m) {
        return Wire.Heartbeat.newBuilder()
                .setBallot(toWire(m.ballot()))
                .setBeat(m.beat())
                .setChosenThrough(m.chosenThrough().number());
    }

    private static Wire.Confirmed.Builder toWire(Message.Confirmed m) {
        return Wire.Confirmed.newBuilder()
                .setBallot(toWire(m.ballot()))
                .setBeat(m.beat())
                .setChosenThrough(m.chosenThrough().number());
    }

    private static Wire.Chosen.Builder toWire(Message.Chosen m) {
        Wire.Chosen.Builder wire = Wire.Chosen.newBuilder()
                .setFirst(m.first().number())
                .setChosenThrough(m.chosenThrough().number());
        for (Decree decree : m.decrees()) {
            wire.addDecrees(toWire(decree));
        }
        return wire;
    }

    static Wire.Ballot toWire(Ballot ballot) {
        return Wire.Ballot.newBuilder()
                .setRound(ballot.round())
                .setNode(ballot.node().number())
                .build();
    }

    private static Wire.Decree toWire(Decree decree) {
        return switch (decree) {
            case Decree.NoOp _ -> NO_OP;
            case Decree.Opened(Ballot ballot) -> Wire.Decree.newBuilder()
                    .setOpened(toWire(ballot))
                    .build();
            case Decree.Reconfigured(Configuration configuration) -> Wire.Decree.newBuilder()
                    .setReconfigured(UnsafeByteOperations.unsafeWrap(ConfigurationCodec.encode(configuration)))
                    .build();
            // Not copied: nobody writes to a payload's array after it was made.
            case Decree.Payload payload -> Wire.Decree.newBuilder()
                    .setPayload(UnsafeByteOperations.unsafeWrap(payload.bytes()))
                    .build();
        };
    }

    static Message willing(Wire.Willing m) {
        return new Message.Willing(ballot(m.getBallot()), ballot(m.getPromised()), slot(m.getChosenThrough()));
    }

    static Message promise(Wire.Promise m) {
        List<Vote> votes = m.getVotesList().stream()
                .map(vote -> new Vote(slot(vote.getSlot()), ballot(vote.getBallot()), decree(vote.getDecree())))
                .toList();
        return new Message.Promise(ballot(m.getBallot()), votes, slot(m.getChosenThrough()));
    }

    static Message accept(Wire.Accept m) {
        return new Message.Accept(
                ballot(m.getBallot()), slot(m.getFirst()), decrees(m.getDecreesList()), slot(m.getChosenThrough()));
    }

    static Message accepted(Wire.Accepted m) {
        return new Message.Accepted(ballot(m.getBallot()), slot(m.getFirst()), slot(m.getLast()));
    }

    static Message heartbeat(Wire.Heartbeat m) {
        return new Message.Heartbeat(ballot(m.getBallot()), m.getBeat(), slot(m.getChosenThrough()));
    }

    static Message confirmed(Wire.Confirmed m) {
        return new Message.Confirmed(ballot(m.getBallot()), m.getBeat(), slot(m.getChosenThrough()));
    }

    static Message chosen(Wire.Chosen m) {
        return new Message.Chosen(slot(m.getFirst()), decrees(m.getDecreesList()), slot(m.getChosenThrough()));
    }

    static Slot slot(long number) {
        return new Slot(bounded(number, "slot"));
    }

    static Ballot ballot(Wire.Ballot ballot) {
        return new Ballot(bounded(ballot.getRound(), "round"), new NodeId(ballot.getNode()));
    }

    private static List<Decree> decrees(List<Wire.Decree> decrees) {
        Decree[] read = new Decree[decrees.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = decree(decrees.get(i));
        }
        return List.of(read);
    }

    private static Decree decree(Wire.Decree decree) {
        return switch (decree.getKindCase()) {
            case NO_OP -> Decree.NO_OP;
            case OPENED -> new Decree.Opened(ballot(decree.getOpened()));
            case PAYLOAD -> new Decree.Payload(decree.getPayload().toByteArray());
            case RECONFIGURED ->
                new Decree.Reconfigured(ConfigurationCodec.decode(decree.getReconfigured().toByteArray()));
            case KIND_NOT_SET -> throw new IllegalArgumentException("a decree of a kind unknown here");
        };
    }

    static long bounded(long number, String what) {
        if (number > HIGHEST) {
            throw new IllegalArgumentException("a " + what + " is at most " + HIGHEST + ", not " + number);
        }
        return number;
    }
}
