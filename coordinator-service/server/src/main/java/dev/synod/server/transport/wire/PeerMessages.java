package dev.synod.server.transport.wire;

import static dev.synod.server.transport.wire.ConsensusMessages.ballot;
import static dev.synod.server.transport.wire.ConsensusMessages.slot;

import com.google.protobuf.UnsafeByteOperations;
import dev.synod.coordination.name.Position;
import dev.synod.coordination.name.ProcessName;
import dev.synod.coordination.name.SessionId;
import dev.synod.node.PeerMessage;
import dev.synod.paxos.Decree;
import dev.synod.paxos.Message;
import dev.synod.paxos.Slot;
import dev.synod.server.transport.v1.Wire;
import java.util.List;

/** What travels between nodes as protobuf, and back. */
public final class PeerMessages {

    private PeerMessages() {}

    public static Wire.PeerMessage toWire(PeerMessage message) {
        Wire.PeerMessage.Builder wire = Wire.PeerMessage.newBuilder();
        return switch (message) {
            case PeerMessage.Consensus(Message consensus) -> ConsensusMessages.toWire(consensus);
            case PeerMessage.Forward forward -> wire.setForward(toWire(forward)).build();
            case PeerMessage.Overloaded(long life, List<Long> numbers) -> wire.setOverloaded(
                            Wire.Overloaded.newBuilder().setLife(life).addAllNumbers(numbers))
                    .build();
            case PeerMessage.AskPosition ask -> wire.setAskPosition(toWire(ask)).build();
            case PeerMessage.ReadFrom from -> wire.setReadFrom(Wire.ReadFrom.newBuilder()
                            .setLife(from.life())
                            .setNumber(from.number())
                            .setThrough(from.through().number()))
                    .build();
            case PeerMessage.Follow follow ->
                wire.setFollow(ClusterMessages.toWire(follow)).build();
            case PeerMessage.Elsewhere elsewhere ->
                wire.setElsewhere(ClusterMessages.toWire(elsewhere)).build();
            case PeerMessage.News news ->
                wire.setNews(ClusterMessages.toWire(news)).build();
            case PeerMessage.AskPart(Slot through, long offset) -> wire.setAskPart(
                            Wire.AskPart.newBuilder().setThrough(through.number()).setOffset(offset))
                    .build();
            case PeerMessage.Part part ->
                wire.setPart(ClusterMessages.toWire(part)).build();
            case PeerMessage.Moved moved ->
                wire.setMoved(ClusterMessages.toWire(moved)).build();
            case PeerMessage.Ruled ruled ->
                wire.setRuled(ClusterMessages.toWire(ruled)).build();
        };
    }

    /**
     * Reads what a peer sent.
     *
     * @throws IllegalArgumentException where it makes no message, or one of a kind that this version does not know
     */
    public static PeerMessage fromWire(Wire.PeerMessage wire) {
        return switch (wire.getKindCase()) {
            case PROBE -> consensus(new Message.Probe(ballot(wire.getProbe().getBallot())));
            case WILLING -> consensus(ConsensusMessages.willing(wire.getWilling()));
            case UNWILLING -> consensus(new Message.Unwilling(
                    ballot(wire.getUnwilling().getBallot()), ballot(wire.getUnwilling().getHeard())));
            case PREPARE -> consensus(new Message.Prepare(
                    ballot(wire.getPrepare().getBallot()), slot(wire.getPrepare().getFrom())));
            case PROMISE -> consensus(ConsensusMessages.promise(wire.getPromise()));
            case REFUSED -> consensus(new Message.Refused(
                    ballot(wire.getRefused().getBallot()), ballot(wire.getRefused().getPromised())));
            case ACCEPT -> consensus(ConsensusMessages.accept(wire.getAccept()));
            case ACCEPTED -> consensus(ConsensusMessages.accepted(wire.getAccepted()));
            case CHOSEN_THROUGH -> consensus(new Message.ChosenThrough(
                    ballot(wire.getChosenThrough().getBallot()),
                    slot(wire.getChosenThrough().getChosenThrough())));
            case HEARTBEAT -> consensus(ConsensusMessages.heartbeat(wire.getHeartbeat()));
            case CONFIRMED -> consensus(ConsensusMessages.confirmed(wire.getConfirmed()));
            case CATCH_UP -> consensus(new Message.CatchUp(slot(wire.getCatchUp().getFrom())));
            case CHOSEN -> consensus(ConsensusMessages.chosen(wire.getChosen()));
            case TAKE_OVER -> consensus(new Message.TakeOver(
                    ballot(wire.getTakeOver().getBallot()), slot(wire.getTakeOver().getChosenThrough())));
            case FORWARD -> forward(wire.getForward());
            case OVERLOADED -> new PeerMessage.Overloaded(
                    wire.getOverloaded().getLife(), List.copyOf(wire.getOverloaded().getNumbersList()));
            case ASK_POSITION -> askPosition(wire.getAskPosition());
            case READ_FROM -> new PeerMessage.ReadFrom(
                    wire.getReadFrom().getLife(),
                    wire.getReadFrom().getNumber(),
                    slot(wire.getReadFrom().getThrough()));
            case FOLLOW -> ClusterMessages.follow(wire.getFollow());
            case ELSEWHERE -> ClusterMessages.elsewhere(wire.getElsewhere());
            case NEWS -> ClusterMessages.news(wire.getNews());
            case ASK_PART -> ClusterMessages.askPart(wire.getAskPart());
            case PART -> ClusterMessages.part(wire.getPart());
            case MOVED -> ClusterMessages.moved(wire.getMoved());
            case RULED -> ClusterMessages.ruled(wire.getRuled());
            case KIND_NOT_SET -> throw new IllegalArgumentException("a message of a kind unknown here");
        };
    }

    private static Wire.Forward.Builder toWire(PeerMessage.Forward forward) {
        Wire.Forward.Builder wire = Wire.Forward.newBuilder()
                .setBallot(ConsensusMessages.toWire(forward.ballot()))
                .setLife(forward.life())
                .setSettledBelow(forward.settledBelow());
        for (PeerMessage.Forwarded command : forward.commands()) {
            wire.addCommands(Wire.Forwarded.newBuilder()
                    .setNumber(command.number())
                    .setPayload(UnsafeByteOperations.unsafeWrap(command.payload().bytes())));
        }
        return wire;
    }

    private static Wire.AskPosition.Builder toWire(PeerMessage.AskPosition ask) {
        Wire.AskPosition.Builder wire =
                Wire.AskPosition.newBuilder().setLife(ask.life()).setNumber(ask.number());
        for (SessionId session : ask.renewals()) {
            wire.addRenewals(Wire.Session.newBuilder()
                    .setProcess(session.process().text())
                    .setOpened(session.opened().number()));
        }
        return wire;
    }

    private static PeerMessage consensus(Message message) {
        return new PeerMessage.Consensus(message);
    }

    private static PeerMessage forward(Wire.Forward forward) {
        List<PeerMessage.Forwarded> commands = forward.getCommandsList().stream()
                .map(command -> new PeerMessage.Forwarded(
                        command.getNumber(), new Decree.Payload(command.getPayload().toByteArray())))
                .toList();
        return new PeerMessage.Forward(
                ballot(forward.getBallot()), forward.getLife(), forward.getSettledBelow(), commands);
    }

    private static PeerMessage askPosition(Wire.AskPosition ask) {
        List<SessionId> renewals = ask.getRenewalsList().stream()
                .map(session -> new SessionId(
                        new ProcessName(session.getProcess()), new Position(session.getOpened())))
                .toList();
        return new PeerMessage.AskPosition(ask.getLife(), ask.getNumber(), renewals);
    }
}
